/** Puts a text on the clipboard, and says whether it is there: not every browser lets a page do that. */
export async function copyText(text: string): Promise<boolean> {
	try {
		// An address without TLS has none.
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return false;
	}
}

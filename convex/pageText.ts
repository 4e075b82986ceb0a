/** A page as text, whatever encoding it is in. */

/** What a page says of its encoding in its own beginning. */
const OWN_CHARSET = /<meta[^>]{1,200}?charset\s*=\s*["']?\s*(?<charset>[\w:.-]+)/i;

/** The most bytes of a page in which it may say that. */
const BEGINNING_BYTES = 1_024;

/**
 * The text of a page. Its encoding is the one that the server names, else the one that the page names, else
 * UTF-8. What is no text in that encoding becomes U+FFFD.
 */
export function textOfPage(bytes: Uint8Array<ArrayBuffer>, contentType: string): string {
	const named = /charset\s*=\s*["']?(?<charset>[\w:.-]+)/i.exec(contentType);
	const charset = named?.groups?.charset ?? ownCharsetOf(bytes) ?? 'utf-8';
	return (decoderOf(charset) ?? new TextDecoder()).decode(bytes);
}

function ownCharsetOf(bytes: Uint8Array): string | undefined {
	const beginning = String.fromCharCode(...bytes.subarray(0, BEGINNING_BYTES));
	const { charset } = OWN_CHARSET.exec(beginning)?.groups ?? {};
	// A page that could be read so far is not in UTF-16.
	return charset && /^utf-?16/i.test(charset) ? 'utf-8' : charset;
}

/** `undefined` for an encoding that nobody knows. */
function decoderOf(charset: string): TextDecoder | undefined {
	try {
		return new TextDecoder(charset);
	} catch {
		return undefined;
	}
}

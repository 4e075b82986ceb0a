/** The token of a link to hand out: 128 random bits, as base64url. */
export function createLinkToken(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	const text = btoa(String.fromCharCode(...bytes));
	return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

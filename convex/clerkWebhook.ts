/** What Clerk tells of its users, by a webhook that it signs as Svix does. */

/** How old a call may be, and how far ahead of the clock: later it may be one that somebody repeats. */
const TOLERANCE_MS = 5 * 60_000;

const SECRET_PREFIX = 'whsec_';

/** An event as far as it is read here. */
export type ClerkEvent = { type: string; userId: string | undefined };

/**
 * The event of a call that Clerk has signed with `secret` (`whsec_...`, from Clerk's dashboard), or
 * `null` when the signature is not Clerk's, or the call too old.
 */
export async function readClerkEvent(
	request: Request,
	secret: string,
	now: number
): Promise<ClerkEvent | null> {
	const id = request.headers.get('svix-id');
	const timestamp = request.headers.get('svix-timestamp');
	const signatures = request.headers.get('svix-signature');
	if (id === null || timestamp === null || signatures === null) return null;
	// Not the negation of the opposite: no number is near a timestamp that is none.
	const isRecent = Math.abs(now - Number(timestamp) * 1000) <= TOLERANCE_MS;
	const secretKey = secret.startsWith(SECRET_PREFIX)
		? fromBase64(secret.slice(SECRET_PREFIX.length))
		: new Uint8Array();
	// Anybody can sign with nothing.
	if (!isRecent || secretKey.length === 0) return null;

	const body = await request.text();
	const key = await crypto.subtle.importKey(
		'raw',
		secretKey,
		{ name: 'HMAC', hash: 'SHA-256' },
		false,
		['verify']
	);
	const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
	for (const versioned of signatures.split(' ')) {
		const [version, signature = ''] = versioned.split(',');
		if (version !== 'v1') continue;
		const isRight = await crypto.subtle.verify('HMAC', key, fromBase64(signature), signed);
		if (isRight) return toEvent(JSON.parse(body));
	}
	return null;
}

function toEvent(body: unknown): ClerkEvent {
	const { type, data } = body as { type?: unknown; data?: { id?: unknown } };
	return {
		type: typeof type === 'string' ? type : '',
		userId: typeof data?.id === 'string' ? data.id : undefined
	};
}

/** Nothing, when the text is no Base64. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
	try {
		return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
	} catch {
		return new Uint8Array();
	}
}

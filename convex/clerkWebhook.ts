/** Clerk's webhook about users, which is signed in the way of Svix. */

/** The largest difference between a call's time and the clock: an older call may be a replay. */
const TOLERANCE_MS = 5 * 60_000;

const SECRET_PREFIX = 'whsec_';

/** The part of an event that is read here. */
export type ClerkEvent = { type: string; userId: string | undefined };

/**
 * Reads the event of a call that Clerk has signed with `secret` (`whsec_...`, from Clerk's dashboard).
 * Returns `null` when the signature is wrong or the call is too old.
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
	// Not the negated opposite: a comparison with NaN is always false.
	const isRecent = Math.abs(now - Number(timestamp) * 1000) <= TOLERANCE_MS;
	const secretKey = secret.startsWith(SECRET_PREFIX)
		? fromBase64(secret.slice(SECRET_PREFIX.length))
		: new Uint8Array();
	// An empty secret would accept everybody's signature.
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

/** Decodes Base64; `null` when the text is not Base64. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
	try {
		return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
	} catch {
		return new Uint8Array();
	}
}

/** Clerk's webhook about users, which is signed in the way of Svix. */

/** The largest difference between a call's time and the clock: an older call may be a replay. */
const TOLERANCE_MS = 5 * 60_000;

/** The part of an event that is read here. Only a deleted user and a former member are named. */
export type ClerkEvent =
	| { type: 'user.deleted'; userId: string }
	| { type: 'organizationMembership.deleted'; userId: string; organizationId: string }
	| { type: 'other' };

/**
 * Reads the body of a call that Clerk has signed with `key`. Returns `null` when the signature is wrong,
 * the call is too old, or there is no key.
 */
export async function readSigned(
	request: Request,
	key: Uint8Array<ArrayBuffer> | undefined,
	now: number
): Promise<string | null> {
	const id = request.headers.get('svix-id');
	const timestamp = request.headers.get('svix-timestamp');
	const signatures = request.headers.get('svix-signature');
	if (!key || id === null || timestamp === null || signatures === null) return null;
	// Not the negated opposite: a comparison with NaN is always false.
	const isRecent = Math.abs(now - Number(timestamp) * 1000) <= TOLERANCE_MS;
	if (!isRecent) return null;

	const body = await request.text();
	const hmac = { name: 'HMAC', hash: 'SHA-256' };
	const imported = await crypto.subtle.importKey('raw', key, hmac, false, ['verify']);
	const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
	for (const versioned of signatures.split(' ')) {
		const [version, signature = ''] = versioned.split(',');
		if (version !== 'v1') continue;
		const isRight = await crypto.subtle.verify('HMAC', imported, fromBase64(signature), signed);
		if (isRight) return body;
	}
	return null;
}

/** The event in the body of a call, or `null` when there is none in it. */
export function readClerkEvent(body: string): ClerkEvent | null {
	const { type, data } = parse(body) as { type?: unknown; data?: unknown };
	if (typeof type !== 'string') return null;
	if (type === 'organizationMembership.deleted') {
		const { organization, public_user_data: member } = Object(data) as Record<string, unknown>;
		const { id: organizationId } = Object(organization) as { id?: unknown };
		const { user_id: userId } = Object(member) as { user_id?: unknown };
		const isWhole = typeof organizationId === 'string' && typeof userId === 'string';
		return isWhole ? { type, userId, organizationId } : null;
	}
	if (type !== 'user.deleted') return { type: 'other' };
	const { id } = Object(data) as { id?: unknown };
	return typeof id === 'string' ? { type, userId: id } : null;
}

/** Parses JSON. Returns an empty object when the text is not JSON. */
function parse(body: string): object {
	try {
		return Object(JSON.parse(body)) as object;
	} catch {
		return {};
	}
}

/** Decodes Base64. Returns no bytes when the text is not Base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
	try {
		return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
	} catch {
		return new Uint8Array();
	}
}

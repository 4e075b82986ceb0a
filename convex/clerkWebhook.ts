/** Clerk's webhook about users. */
import { verifyWebhook } from '@clerk/backend/webhooks';

/** The part of an event that is read here. Only a deleted user and a former member are named. */
export type ClerkEvent =
	| { type: 'user.deleted'; userId: string }
	| { type: 'organizationMembership.deleted'; userId: string; organizationId: string }
	| { type: 'other' };

/** Whether Clerk has signed a call with this secret, a few minutes ago at most. */
export async function isSigned(
	{ url, headers }: Request,
	body: string,
	signingSecret: string
): Promise<boolean> {
	try {
		await verifyWebhook(new Request(url, { method: 'POST', headers, body }), { signingSecret });
		return true;
	} catch {
		// A body that is an event can fail for its signature only.
		return false;
	}
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

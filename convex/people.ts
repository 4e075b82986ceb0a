import { v, type Infer } from 'convex/values';
import type { Doc, Id } from './_generated/dataModel';
import type { QueryCtx } from './_generated/server';
import type { CallerCtx } from './access';
import { userMutation, userQuery } from './functions';
import { findUser } from './identity';
import { MAX_FOUND_PEOPLE, MAX_SEARCH_CHARACTERS } from './limits';
import { cleanName } from './names';
import { findInOrganization } from './organizations';
import { consumeRateLimit } from './rateLimits';
import { refuseIfLonger } from './textLimits';

/** A person as others see them. */
export const person = v.object({
	subject: v.string(),
	name: v.string(),
	pictureUrl: v.optional(v.string())
});

/**
 * Finds people by any of the words of a text, the best match first, without the caller. The last word may be
 * the beginning of a word. In an organisation it finds those who are in it; in the personal space everybody
 * who wants to be found. It is a mutation, so that it has a rate limit: nobody lists all accounts by their
 * letters.
 */
export const search = userMutation({
	args: { text: v.string() },
	returns: v.array(person),
	handler: async (ctx, { text }) => {
		refuseIfLonger('text', text, MAX_SEARCH_CHARACTERS);
		await consumeRateLimit(ctx, 'find');
		const found = await findByName(ctx, text);
		return found.slice(0, MAX_FOUND_PEOPLE).map(toPerson);
	}
});

/**
 * The same for versions of the app before this one. A query has no rate limit, so it finds only those whose
 * whole name is said.
 */
export const find = userQuery({
	args: { text: v.string() },
	returns: v.array(person),
	handler: async (ctx, { text }) => {
		refuseIfLonger('text', text, MAX_SEARCH_CHARACTERS);
		const wanted = cleanName(text).toLowerCase();
		const found = await findByName(ctx, text);
		return found.filter(({ name }) => name.toLowerCase() === wanted).map(toPerson);
	}
});

/** The people whom a text finds, and who may be found where the caller acts. */
async function findByName(ctx: CallerCtx, text: string): Promise<Doc<'users'>[]> {
	const { db, user, organizationId } = ctx;
	const most = MAX_FOUND_PEOPLE + 1;
	if (organizationId === undefined) {
		const found = await db
			.query('users')
			.withSearchIndex('search_name', (q) => q.search('name', text).eq('isUnfindable', undefined))
			.take(most);
		return found.filter(({ _id }) => _id !== user?._id);
	}
	// Nobody finds the members of an organisation who is not known to be one of them.
	if (user === null || (await findInOrganization(ctx, organizationId, user._id)) === null)
		return [];
	const members = await db
		.query('organizationMembers')
		.withSearchIndex('search_name', (q) =>
			q.search('name', text).eq('organizationId', organizationId)
		)
		.take(most);
	const others = members.filter(({ userId }) => userId !== user._id);
	const found = await Promise.all(others.map(({ userId }) => db.get('users', userId)));
	return found.filter((one) => one !== null);
}

/** The view of a user document for others. */
export function toPerson({ subject, name, pictureUrl }: Doc<'users'>): Infer<typeof person> {
	return { subject, name, pictureUrl };
}

/**
 * The user document of a person of the caller's issuer, or `null`. The subject alone does not identify a
 * person: two issuers may use the same.
 */
export async function findPeer(
	ctx: QueryCtx,
	{ tokenIdentifier, subject }: Doc<'users'>,
	peerSubject: string
): Promise<Doc<'users'> | null> {
	const issuer = tokenIdentifier.slice(0, tokenIdentifier.length - subject.length);
	return await findUser(ctx, issuer + peerSubject);
}

/**
 * The same, of somebody whom the caller may meet where they act: in an organisation, only who is in it. In the
 * personal space, that is everybody: who is not to be found can still be known.
 */
export async function findPeerHere(
	ctx: CallerCtx & { user: Doc<'users'> },
	peerSubject: string
): Promise<Doc<'users'> | null> {
	const { organizationId } = ctx;
	const peer = await findPeer(ctx, ctx.user, peerSubject);
	if (peer === null || organizationId === undefined) return peer;
	const isIn = (await findInOrganization(ctx, organizationId, peer._id)) !== null;
	return isIn || peer._id === ctx.user._id ? peer : null;
}

/** Returns a reader of user documents that reads each document once. */
export function usersOf(ctx: QueryCtx): (id: Id<'users'>) => Promise<Doc<'users'> | null> {
	const users = new Map<Id<'users'>, Promise<Doc<'users'> | null>>();
	return (id) => {
		const user = users.get(id) ?? ctx.db.get('users', id);
		users.set(id, user);
		return user;
	};
}

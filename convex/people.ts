import { v, type Infer } from 'convex/values';
import type { Doc, Id } from './_generated/dataModel';
import type { QueryCtx } from './_generated/server';
import { userQuery } from './functions';
import { findUser } from './identity';
import { MAX_FOUND_PEOPLE, MAX_SEARCH_CHARACTERS } from './limits';
import { refuseIfLonger } from './textLimits';

/** A person as others see them. */
export const person = v.object({
	subject: v.string(),
	name: v.string(),
	pictureUrl: v.optional(v.string())
});

/**
 * Finds people by any of the words of a text, the best match first, without the caller. The last word
 * may be the beginning of a word.
 */
export const find = userQuery({
	args: { text: v.string() },
	returns: v.array(person),
	handler: async (ctx, { text }) => {
		refuseIfLonger('text', text, MAX_SEARCH_CHARACTERS);
		const found = await ctx.db
			.query('users')
			.withSearchIndex('search_name', (q) => q.search('name', text))
			.take(MAX_FOUND_PEOPLE + 1);
		const others = found.filter(({ _id }) => _id !== ctx.user?._id);
		return others.slice(0, MAX_FOUND_PEOPLE).map(toPerson);
	}
});

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

/** Returns a reader of user documents that reads each document once. */
export function usersOf(ctx: QueryCtx): (id: Id<'users'>) => Promise<Doc<'users'> | null> {
	const users = new Map<Id<'users'>, Promise<Doc<'users'> | null>>();
	return (id) => {
		const user = users.get(id) ?? ctx.db.get('users', id);
		users.set(id, user);
		return user;
	};
}

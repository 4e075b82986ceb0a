import { internal } from './_generated/api';
import type { Doc, Id } from './_generated/dataModel';
import type { MutationCtx, QueryCtx } from './_generated/server';
import { readClaims, type Claims } from './claims';
import { SOMEONE } from './names';
import { refuse } from './refusals';

/** Who the caller is, by the claims of their verified token; refuses when there is none. */
export async function requireIdentity(ctx: QueryCtx): Promise<Claims> {
	const identity = await ctx.auth.getUserIdentity();
	if (identity === null) throw refuse({ kind: 'Unauthenticated' });
	return readClaims(identity);
}

/**
 * The caller's user document, or `null` before their first mutation. Refuses when the account was
 * deleted: a token may outlive its account.
 */
export async function findCaller(
	ctx: QueryCtx,
	{ tokenIdentifier }: Claims
): Promise<Doc<'users'> | null> {
	const user = await findUser(ctx, tokenIdentifier);
	// Only who has no document can be gone, so nobody else's calls read the second table.
	if (user === null && (await findGone(ctx, tokenIdentifier)) !== null) {
		throw refuse({ kind: 'Unauthenticated' });
	}
	return user;
}

/** The user document of a token identifier, or `null`. */
export async function findUser(
	ctx: QueryCtx,
	tokenIdentifier: string
): Promise<Doc<'users'> | null> {
	return await ctx.db
		.query('users')
		.withIndex('by_tokenIdentifier', (q) => q.eq('tokenIdentifier', tokenIdentifier))
		.unique();
}

/** The note that an account was deleted, or `null`. */
export async function findGone(
	ctx: QueryCtx,
	tokenIdentifier: string
): Promise<Doc<'goneUsers'> | null> {
	return await ctx.db
		.query('goneUsers')
		.withIndex('by_tokenIdentifier', (q) => q.eq('tokenIdentifier', tokenIdentifier))
		.unique();
}

/**
 * Returns the user document of an identity. Creates it when it is missing, and updates it when the
 * claims have changed. Refuses like {@link findCaller}.
 */
export async function storeUser(ctx: MutationCtx, claims: Claims): Promise<Doc<'users'>> {
	const { tokenIdentifier, subject, pictureUrl } = claims;
	const user = await findCaller(ctx, claims);
	const ownName = standingOwnName(user, claims);
	const name = saidName(claims, ownName) ?? SOMEONE;
	if (user === null) {
		await ctx.db.insert('users', { tokenIdentifier, subject, name, pictureUrl });
	} else if (user.name !== name || user.pictureUrl !== pictureUrl || user.ownName !== ownName) {
		// A write that changes nothing would still run again every query that shows this user's name.
		await ctx.db.patch('users', user._id, { name, pictureUrl, ownName });
		await showNewName(ctx, user._id);
	} else {
		return user;
	}
	return (await findUser(ctx, tokenIdentifier))!;
}

/** Shows what somebody is called now where a copy of it is: in the lists of others. */
export async function showNewName({ scheduler }: MutationCtx, userId: Id<'users'>): Promise<void> {
	await scheduler.runAfter(0, internal.inboxSpreads.showPerson, { userId, cursor: null });
}

/**
 * The name that somebody has said to the app, while it counts: until Clerk says another than it did
 * then. So the last name said counts, wherever it was said.
 */
export function standingOwnName(
	user: Pick<Doc<'users'>, 'ownName'> | null,
	{ name }: Pick<Claims, 'name'>
): Doc<'users'>['ownName'] {
	return user?.ownName?.insteadOf === name ? user?.ownName : undefined;
}

/** What the person is called, if they have said it anywhere; never a part of their e-mail address. */
export function saidName(
	{ name, userName }: Pick<Claims, 'name' | 'userName'>,
	ownName?: Doc<'users'>['ownName']
): string | undefined {
	return ownName?.name ?? name ?? userName;
}

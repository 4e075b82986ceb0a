import type { UserIdentity } from 'convex/server';
import type { Doc } from './_generated/dataModel';
import type { MutationCtx, QueryCtx } from './_generated/server';
import { refuse } from './refusals';

/** The caller's verified identity; refuses when there is none. */
export async function requireIdentity(ctx: QueryCtx): Promise<UserIdentity> {
	const identity = await ctx.auth.getUserIdentity();
	if (identity === null) throw refuse({ kind: 'Unauthenticated' });
	return identity;
}

/** The row of an identity, or `null` before its first mutation. */
export async function findUser(
	ctx: QueryCtx,
	identity: UserIdentity
): Promise<Doc<'users'> | null> {
	return await ctx.db
		.query('users')
		.withIndex('by_tokenIdentifier', (q) => q.eq('tokenIdentifier', identity.tokenIdentifier))
		.unique();
}

/**
 * The row of an identity, which is made when missing and brought up to date when the claims have
 * changed.
 */
export async function storeUser(ctx: MutationCtx, identity: UserIdentity): Promise<Doc<'users'>> {
	const { tokenIdentifier, subject, pictureUrl } = identity;
	const name = displayName(identity);
	const user = await findUser(ctx, identity);
	if (user === null) {
		await ctx.db.insert('users', { tokenIdentifier, subject, name, pictureUrl });
	} else if (user.name !== name || user.pictureUrl !== pictureUrl) {
		// A write that changes nothing would still run again every query that shows this user's name.
		await ctx.db.patch('users', user._id, { name, pictureUrl });
	} else {
		return user;
	}
	return (await findUser(ctx, identity))!;
}

/** The name others see. Never a whole e-mail address: everyone in a conversation can read it. */
export function displayName({ name, email }: Pick<UserIdentity, 'name' | 'email'>): string {
	return withoutDomain(name) || withoutDomain(email) || 'Someone';
}

function withoutDomain(text = ''): string {
	const [localPart = ''] = text.split('@');
	return localPart.trim();
}

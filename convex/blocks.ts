/**
 * Blocks: whose direct messages and invitations do not arrive. Nobody is told that they are blocked: what they
 * write looks to them as if it had been sent.
 */
import { v } from 'convex/values';
import type { Id } from './_generated/dataModel';
import type { QueryCtx } from './_generated/server';
import { userMutation, userQuery } from './functions';
import { MAX_BLOCKS } from './limits';
import { findPeer, person, toPerson } from './people';
import { consumeRateLimit } from './rateLimits';
import { beginAnew } from './receiptMarks';
import { refuse } from './refusals';

/** Sets whether the caller blocks a person. A repeated call changes nothing. */
export const set = userMutation({
	args: { subject: v.string(), isOn: v.boolean() },
	returns: v.null(),
	handler: async (ctx, { subject, isOn }) => {
		const { db, user } = ctx;
		const blocked = await findPeer(ctx, user, subject);
		if (blocked === null) throw refuse({ kind: 'NotFound', what: 'person' });
		if (blocked._id === user._id) throw refuse({ kind: 'Forbidden' });
		const block = await findBlock(ctx, user._id, blocked._id);
		if ((block !== null) === isOn) return null;
		await consumeRateLimit(ctx, 'react');
		if (block) {
			await db.delete('blocks', block._id);
			await beginAnew(ctx, user._id, blocked._id);
		} else await db.insert('blocks', { userId: user._id, blockedId: blocked._id });
		return null;
	}
});

/** Whom the caller blocks, the last one first. */
export const list = userQuery({
	args: {},
	returns: v.array(person),
	handler: async ({ db, user }) => {
		if (user === null) return [];
		const blocks = await db
			.query('blocks')
			.withIndex('by_userId_blockedId', (q) => q.eq('userId', user._id))
			.take(MAX_BLOCKS);
		blocks.sort((a, b) => b._creationTime - a._creationTime);
		const people = await Promise.all(blocks.map(({ blockedId }) => db.get('users', blockedId)));
		return people.filter((one) => one !== null).map(toPerson);
	}
});

/** Whether a user blocks another one. */
export async function isBlocking(
	ctx: QueryCtx,
	userId: Id<'users'>,
	blockedId: Id<'users'>
): Promise<boolean> {
	return (await findBlock(ctx, userId, blockedId)) !== null;
}

async function findBlock({ db }: QueryCtx, userId: Id<'users'>, blockedId: Id<'users'>) {
	return await db
		.query('blocks')
		.withIndex('by_userId_blockedId', (q) => q.eq('userId', userId).eq('blockedId', blockedId))
		.unique();
}

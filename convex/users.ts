import { v } from 'convex/values';
import { internalMutation } from './_generated/server';
import { ensureNoAllowances } from './allowances';
import { ensureGeneral, joinGeneral } from './conversations';
import { userMutation, userQuery, type UserMutationCtx } from './functions';
import {
	findGone,
	findUser,
	requireIdentity,
	saidName,
	showNewName,
	standingOwnName
} from './identity';
import { forgetEmptied } from './inboxEntries';
import { ensureInboxEntries } from './inboxSpreads';
import { MAX_NAME_CHARACTERS } from './limits';
import { hasEmailAddress, requireName } from './names';
import { storeOrganization } from './organizations';
import { consumeRateLimit } from './rateLimits';
import { refuse } from './refusals';
import { ensureSearchEntries } from './searchEntries';
import { startCascade, takeUpCascades } from './startedCascades';

/**
 * Called after a sign-in. Creates or updates the caller's document, and makes sure that there is a
 * conversation to write in, that migrations have begun, and that what is being deleted is. A repeated call
 * changes nothing.
 */
export const store = userMutation({
	args: {},
	returns: v.null(),
	handler: async (ctx) => {
		await ensureGeneral(ctx);
		await joinGeneral(ctx);
		await ensureSearchEntries(ctx);
		await ensureNoAllowances(ctx);
		await ensureInboxEntries(ctx);
		await forgetEmptied(ctx, ctx.user._id);
		await takeUpCascades(ctx);
		await storeOrganization(ctx);
		return null;
	}
});

/**
 * The caller as others see them, or `null` before their first mutation. `isNamed`: they have said a
 * name, at Clerk or here. `hasSkippedName`: they have been asked for one, and would rather not.
 * `isFindable`: others find them by their name in the personal space. `sharesReceipts`: others see what they
 * have read, and they see it of others. `makesPreviews`: the links that they send have previews.
 * `sharesDrafts`: what they are writing comes to their other devices.
 */
export const current = userQuery({
	args: {},
	returns: v.union(
		v.null(),
		v.object({
			subject: v.string(),
			name: v.string(),
			isNamed: v.boolean(),
			hasSkippedName: v.boolean(),
			isFindable: v.boolean(),
			sharesReceipts: v.boolean(),
			makesPreviews: v.boolean(),
			sharesDrafts: v.boolean()
		})
	),
	handler: async (ctx) => {
		const { user } = ctx;
		if (user === null) return null;
		const { subject, name, hasSkippedName = false } = user;
		const claims = await requireIdentity(ctx);
		const isNamed = saidName(claims, standingOwnName(user, claims)) !== undefined;
		const isFindable = !user.isUnfindable;
		const sharesReceipts = !user.hidesReceipts;
		const makesPreviews = !user.makesNoPreviews;
		const sharesDrafts = !user.sharesNoDrafts;
		return {
			...{ subject, name, isNamed, hasSkippedName },
			...{ isFindable, sharesReceipts, makesPreviews, sharesDrafts }
		};
	}
});

/**
 * Says what others call the caller, where Clerk does not know it: because its names are turned off, or
 * because the caller's token is older than what they have just told Clerk. It counts until Clerk says
 * another name than it does now.
 */
export const setName = userMutation({
	args: { name: v.string() },
	returns: v.null(),
	handler: async (ctx, args) => {
		const name = requireName(args.name);
		if (hasEmailAddress(name)) {
			const limit = MAX_NAME_CHARACTERS;
			throw refuse({ kind: 'Invalid', field: 'name', reason: 'emailAddress', limit });
		}
		const { user } = ctx;
		const claims = await requireIdentity(ctx);
		if (saidName(claims, user.ownName) === name) return null;
		await consumeRateLimit(ctx, 'name');
		const ownName = { name, insteadOf: claims.name };
		await ctx.db.patch('users', user._id, { name, ownName });
		await showNewName(ctx, user._id);
		await storeOrganization({ ...ctx, user: { ...user, name } });
		return null;
	}
});

/** Says that the caller has been asked for a name, and would rather not say one now. */
export const skipName = userMutation({
	args: {},
	returns: v.null(),
	handler: async ({ db, user }) => {
		if (!user.hasSkippedName) await db.patch('users', user._id, { hasSkippedName: true });
		return null;
	}
});

/** Sets whether others find the caller by their name in the personal space. */
export const setFindable = userMutation({
	args: { isFindable: v.boolean() },
	returns: v.null(),
	handler: async (ctx, { isFindable }) => {
		await setFlag(ctx, 'isUnfindable', !isFindable);
		return null;
	}
});

/** Sets whether others see what the caller has read, and the caller what they have. */
export const setReceipts = userMutation({
	args: { isOn: v.boolean() },
	returns: v.null(),
	handler: async (ctx, { isOn }) => {
		await setFlag(ctx, 'hidesReceipts', !isOn);
		return null;
	}
});

/** Sets whether the links that the caller sends have previews. Those that are there stay. */
export const setPreviews = userMutation({
	args: { isOn: v.boolean() },
	returns: v.null(),
	handler: async (ctx, { isOn }) => {
		await setFlag(ctx, 'makesNoPreviews', !isOn);
		return null;
	}
});

/** Sets whether what the caller is writing comes to their other devices. Without it, the backend keeps none of it. */
export const setDrafts = userMutation({
	args: { isOn: v.boolean() },
	returns: v.null(),
	handler: async (ctx, { isOn }) => {
		const isChanged = await setFlag(ctx, 'sharesNoDrafts', !isOn);
		if (isChanged && !isOn) await startCascade(ctx, { kind: 'drafts', of: ctx.user._id });
		return null;
	}
});

/**
 * Removes a user whose account was deleted, with their data, and notes that the account is gone: a token
 * of theirs that is still valid makes no document again. A repeated call changes nothing.
 */
export const remove = internalMutation({
	args: { tokenIdentifier: v.string() },
	returns: v.null(),
	handler: async (ctx, { tokenIdentifier }): Promise<null> => {
		// Also for somebody without a document: their first call may be on its way.
		if ((await findGone(ctx, tokenIdentifier)) === null) {
			await ctx.db.insert('goneUsers', { tokenIdentifier });
		}
		const user = await findUser(ctx, tokenIdentifier);
		if (user === null) return null;
		await ctx.db.delete('users', user._id);
		await startCascade(ctx, { kind: 'user', of: user._id });
		return null;
	}
});

/** Sets what the caller would rather not have. Returns whether that is a change. */
async function setFlag(
	ctx: UserMutationCtx,
	flag: 'isUnfindable' | 'hidesReceipts' | 'makesNoPreviews' | 'sharesNoDrafts',
	isSet: boolean
): Promise<boolean> {
	const value = isSet ? true : undefined;
	if (ctx.user[flag] === value) return false;
	await consumeRateLimit(ctx, 'name');
	await ctx.db.patch('users', ctx.user._id, { [flag]: value });
	return true;
}

import {
	customCtx,
	customMutation,
	customQuery,
	type CustomCtx
} from 'convex-helpers/server/customFunctions';
import { mutation, query, type MutationCtx, type QueryCtx } from './_generated/server';
import { findCaller, requireIdentity, storeUser } from './identity';

/**
 * A public query that only a signed-in user may call, whose account is not deleted. `user` is the caller's
 * document, or `null` until their first mutation. `organizationId` is the scope of the call: an
 * organisation, or `undefined` for the personal space.
 */
export const userQuery = customQuery(
	query,
	customCtx(async (ctx: QueryCtx) => {
		const claims = await requireIdentity(ctx);
		const user = await findCaller(ctx, claims);
		return { user, organizationId: claims.organizationId };
	})
);

/** The context of a {@link userQuery}. */
export type UserQueryCtx = CustomCtx<typeof userQuery>;

/**
 * A public mutation that only a signed-in user may call, whose account is not deleted. It stores the
 * caller's document first, and has it as `user`. `organizationId` is as in a {@link userQuery}.
 */
export const userMutation = customMutation(
	mutation,
	customCtx(async (ctx: MutationCtx) => {
		const claims = await requireIdentity(ctx);
		const user = await storeUser(ctx, claims);
		return { user, organizationId: claims.organizationId };
	})
);

/** The context of a {@link userMutation}. */
export type UserMutationCtx = CustomCtx<typeof userMutation>;

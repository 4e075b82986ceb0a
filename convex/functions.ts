import type { RegisteredMutation, RegisteredQuery } from 'convex/server';
import type { Infer, ObjectType, PropertyValidators, Validator, Value } from 'convex/values';
import type { Doc } from './_generated/dataModel';
import { mutation, query, type MutationCtx, type QueryCtx } from './_generated/server';
import { findCaller, requireIdentity, storeUser } from './identity';

/** The scope of a call: an organisation, or the personal space. */
interface Scope {
	organizationId: string | undefined;
}

/** The context of a {@link userQuery}: the caller's document is `null` until their first mutation. */
export type UserQueryCtx = QueryCtx & Scope & { user: Doc<'users'> | null };

/** The context of a {@link userMutation}, with the caller's document. */
export type UserMutationCtx = MutationCtx & Scope & { user: Doc<'users'> };

type AnyArgs = PropertyValidators;
type AnyReturns = Validator<Value, 'required', string>;

// What the builders below pass on: Convex works out the type of `args` with conditional types that
// TypeScript leaves open while `Args` is a parameter.
type Validators = { args: AnyArgs; returns: AnyReturns };

/** Both validators are required, so that no function can be written without them. */
type Definition<Ctx, Args extends AnyArgs, Returns extends AnyReturns> = {
	args: Args;
	returns: Returns;
	handler: (ctx: Ctx, args: ObjectType<Args>) => Infer<Returns> | Promise<Infer<Returns>>;
};

/** A public query that only a signed-in user may call, whose account is not deleted. */
export function userQuery<Args extends AnyArgs, Returns extends AnyReturns>(
	definition: Definition<UserQueryCtx, Args, Returns>
): RegisteredQuery<'public', ObjectType<Args>, Promise<Infer<Returns>>> {
	const { args, returns }: Validators = definition;
	return query({
		args,
		returns,
		handler: async (ctx, args: ObjectType<Args>) => {
			const claims = await requireIdentity(ctx);
			const user = await findCaller(ctx, claims);
			const { organizationId } = claims;
			return await definition.handler({ ...ctx, user, organizationId }, args);
		}
	});
}

/**
 * A public mutation that only a signed-in user may call, whose account is not deleted. It stores the
 * caller's document first.
 */
export function userMutation<Args extends AnyArgs, Returns extends AnyReturns>(
	definition: Definition<UserMutationCtx, Args, Returns>
): RegisteredMutation<'public', ObjectType<Args>, Promise<Infer<Returns>>> {
	const { args, returns }: Validators = definition;
	return mutation({
		args,
		returns,
		handler: async (ctx, args: ObjectType<Args>) => {
			const claims = await requireIdentity(ctx);
			const user = await storeUser(ctx, claims);
			const { organizationId } = claims;
			return await definition.handler({ ...ctx, user, organizationId }, args);
		}
	});
}

/**
 * Rate limits: a token bucket for each user and kind, in the component `rateLimiter`. A refused call changes
 * nothing, so it may be repeated at any time. A repeated call that has succeeded before costs nothing.
 */
import { MINUTE, RateLimiter } from '@convex-dev/rate-limiter';
import { components } from './_generated/api';
import type { Id } from './_generated/dataModel';
import type { MutationCtx } from './_generated/server';
import { readVariable } from './environment';
import type { UserMutationCtx } from './functions';
import { refuse } from './refusals';

/** For each kind: how many tokens a bucket gains in a minute, and how many it holds. */
const LIMITS = {
	// Many at once: messages that were written without a network arrive within seconds.
	write: { rate: 120, capacity: 300 },
	// A device saves at most every three seconds.
	draft: { rate: 20, capacity: 60 },
	react: { rate: 60, capacity: 60 },
	pin: { rate: 20, capacity: 40 },
	join: { rate: 30, capacity: 60 },
	create: { rate: 4, capacity: 20 },
	invite: { rate: 10, capacity: 40 },
	// A search runs when somebody stops to type.
	find: { rate: 20, capacity: 40 },
	// Links whose pages the backend asks; others are sent without a preview.
	preview: { rate: 10, capacity: 30 },
	report: { rate: 1, capacity: 10 },
	// Arriving and typing, which viewers are told.
	presence: { rate: 40, capacity: 60 },
	// A device says at most every half a minute what has come to it.
	deliver: { rate: 6, capacity: 30 },
	// It runs again the lists of all members.
	rename: { rate: 4, capacity: 10 },
	// It runs again every query that shows the name.
	name: { rate: 2, capacity: 10 }
} as const;

type Kind = keyof typeof LIMITS;

const rateLimiter = new RateLimiter(components.rateLimiter);

/**
 * Takes one token of the caller's bucket. Refuses with `RateLimited` when the bucket is empty.
 *
 * The deployment's variable `RATE_LIMIT_SCALE` multiplies all rates, for example for a load test. When it
 * is unset or wrong, the rates are not changed.
 */
export async function consumeRateLimit(ctx: UserMutationCtx, kind: Kind): Promise<void> {
	const { ok, retryAfter } = await takeToken(ctx, kind);
	if (!ok) throw refuse({ kind: 'RateLimited', retryAfterMs: Math.ceil(retryAfter) });
}

/** The same for what is left out beyond the limit: whether there was a token. */
export async function isWithinRateLimit(ctx: UserMutationCtx, kind: Kind): Promise<boolean> {
	return (await takeToken(ctx, kind)).ok;
}

async function takeToken(ctx: UserMutationCtx, kind: Kind) {
	const scale = readVariable('RATE_LIMIT_SCALE') ?? 1;
	return await rateLimiter.limit(ctx, kind, {
		key: ctx.user._id,
		config: {
			kind: 'token bucket',
			period: MINUTE,
			rate: LIMITS[kind].rate * scale,
			// Less than one at once would be nothing for ever.
			capacity: Math.max(1, LIMITS[kind].capacity * scale)
		}
	});
}

/** How many documents {@link deleteRateLimits} deletes at most. */
export const RATE_LIMITS_OF_USER = Object.keys(LIMITS).length;

/** Deletes what is known of a user's limits. */
export async function deleteRateLimits(ctx: MutationCtx, userId: Id<'users'>): Promise<void> {
	for (const kind of Object.keys(LIMITS)) await rateLimiter.reset(ctx, kind, { key: userId });
}

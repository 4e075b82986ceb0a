/**
 * Rate limits: a token bucket for each user and kind, each in a document of its own (stored as
 * `allowances`). A refused call changes nothing, so it may be repeated at any time. A repeated call that
 * has succeeded before costs nothing.
 */
import { readVariable } from './environment';
import type { UserMutationCtx } from './functions';
import { refuse } from './refusals';

/** For each kind: the size of the bucket, and how many tokens it gains in a minute. */
const RATES = {
	// Many at once: messages that were written without a network arrive within seconds.
	write: { atOnce: 300, perMinute: 120 },
	react: { atOnce: 60, perMinute: 60 },
	join: { atOnce: 60, perMinute: 30 },
	create: { atOnce: 20, perMinute: 4 },
	invite: { atOnce: 40, perMinute: 10 },
	// A search runs when somebody stops to type.
	find: { atOnce: 40, perMinute: 20 },
	report: { atOnce: 10, perMinute: 1 },
	// Arriving and typing, which viewers are told.
	presence: { atOnce: 60, perMinute: 40 },
	// It runs again the lists of all members.
	rename: { atOnce: 10, perMinute: 4 },
	// It runs again every query that shows the name.
	name: { atOnce: 10, perMinute: 2 }
} as const;

const MINUTE_MS = 60_000;

/**
 * Takes one token of the caller's bucket. Refuses with `RateLimited` when the bucket is empty.
 *
 * The deployment's variable `RATE_LIMIT_SCALE` multiplies all rates, for example for a load test. When it
 * is unset or wrong, the rates are not changed.
 */
export async function consumeRateLimit(
	ctx: UserMutationCtx,
	kind: keyof typeof RATES
): Promise<void> {
	const scale = readVariable('RATE_LIMIT_SCALE') ?? 1;
	// Less than one at once would be nothing for ever.
	const most = Math.max(1, RATES[kind].atOnce * scale);
	const perMs = (RATES[kind].perMinute * scale) / MINUTE_MS;
	const now = Date.now();
	const userId = ctx.user._id;
	const bucket = await ctx.db
		.query('allowances')
		.withIndex('by_userId_kind', (q) => q.eq('userId', userId).eq('kind', kind))
		.unique();
	const filled = bucket === null ? most : Math.min(most, bucket.left + (now - bucket.at) * perMs);
	if (filled < 1) {
		throw refuse({ kind: 'RateLimited', retryAfterMs: Math.ceil((1 - filled) / perMs) });
	}
	const next = { left: filled - 1, at: now };
	if (bucket === null) await ctx.db.insert('allowances', { userId, kind, ...next });
	else await ctx.db.patch('allowances', bucket._id, next);
}

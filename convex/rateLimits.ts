/**
 * How much of what one user may do in a while: for each kind a number that is there from the start and
 * fills up again with time (a token bucket), each in a row of its own. A call that is refused changes
 * nothing, so it may come again at any time; one that has come before is let through without a cost.
 */
import type { UserMutationCtx } from './functions';
import { refuse } from './refusals';

/** For each kind: how many at once, and how many a minute in the long run. */
const RATES = {
	// Many at once: what somebody has written without a network arrives within seconds.
	write: { atOnce: 300, perMinute: 120 },
	react: { atOnce: 60, perMinute: 60 },
	join: { atOnce: 60, perMinute: 30 },
	create: { atOnce: 20, perMinute: 4 },
	invite: { atOnce: 40, perMinute: 10 },
	// It runs again every query that shows the name.
	name: { atOnce: 10, perMinute: 2 }
} as const;

const MINUTE_MS = 60_000;

/**
 * Takes one of what the caller may do. Refuses with `RateLimited` when there is none left.
 *
 * The deployment's variable `RATE_LIMIT_SCALE` multiplies all rates, as for a test under load.
 */
export async function consumeRateLimit(
	ctx: UserMutationCtx,
	kind: keyof typeof RATES
): Promise<void> {
	const scale = Number(process.env.RATE_LIMIT_SCALE || 1);
	const most = RATES[kind].atOnce * scale;
	const perMs = (RATES[kind].perMinute * scale) / MINUTE_MS;
	const now = Date.now();
	const userId = ctx.user._id;
	const row = await ctx.db
		.query('allowances')
		.withIndex('by_userId_kind', (q) => q.eq('userId', userId).eq('kind', kind))
		.unique();
	const filled = row === null ? most : Math.min(most, row.left + (now - row.at) * perMs);
	if (filled < 1) {
		throw refuse({ kind: 'RateLimited', retryAfterMs: Math.ceil((1 - filled) / perMs) });
	}
	const next = { left: filled - 1, at: now };
	if (row === null) await ctx.db.insert('allowances', { userId, kind, ...next });
	else await ctx.db.patch('allowances', row._id, next);
}

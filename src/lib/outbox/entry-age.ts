/** A mutation that has waited longer than this is sent only when the user asks: 14 days. */
export const MAX_AGE_MS = 14 * 24 * 60 * 60 * 1_000;

/** What is known of the time. Both are in milliseconds since 1970. */
export interface Times {
	/** This device's time. Its clock may have been set since an entry was written. */
	now: number;
	/** The latest time of the servers that the device has heard of. */
	heardAt: number | undefined;
}

/**
 * Whether more than {@link MAX_AGE_MS} has passed since this device's clock showed `at`.
 *
 * That clock alone does not say so: it may have been wrong, and set since. The servers' clock says how much
 * has passed at most, because the device had heard of their time `heardAt` by then. Where it had not, no
 * time counts.
 */
export function isLongAgo(at: number, heardAt: number | undefined, times: Times): boolean {
	if (heardAt === undefined || times.heardAt === undefined) return false;
	return Math.min(times.now - at, times.heardAt - heardAt) > MAX_AGE_MS;
}

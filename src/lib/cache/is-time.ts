/** The latest point in time that a `Date` can have: 100,000,000 days after 1970. */
const LATEST_MS = 8.64e15;

/** Whether a value is a point in time, in milliseconds since 1970. `NaN` is a number too, but no time. */
export function isTime(value: unknown): value is number {
	return typeof value === 'number' && Math.abs(value) <= LATEST_MS;
}

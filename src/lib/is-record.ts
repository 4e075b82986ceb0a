/** Whether a value that came from elsewhere (the disk, another tab, a token) is an object or an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

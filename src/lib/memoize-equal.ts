/**
 * Makes a computation of plain data keep its last value while the new one is equal, so that what
 * depends on it does not run again: Clerk hands out new objects at every token, twice a minute.
 */
export function memoizeEqual<T>(compute: () => T): () => T {
	let last: { value: T; text: string } | undefined;
	return () => {
		const value = compute();
		const text = JSON.stringify(value) ?? '';
		if (last?.text !== text) last = { value, text };
		return last.value;
	};
}

/**
 * Memoizes a computation of plain data: while the new value is equal to the last one, it returns the
 * same object, so that dependents do not run again. Clerk hands out new objects with every token, twice
 * a minute.
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

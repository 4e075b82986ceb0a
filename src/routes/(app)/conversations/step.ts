/** The one that is `by` places further in a list; from outside of it the first or the last; none beyond its ends. */
export function step<One extends { id: string }>(
	list: readonly One[],
	from: string | undefined,
	by: 1 | -1
): One | undefined {
	const index = list.findIndex(({ id }) => id === from);
	if (index < 0) return by > 0 ? list[0] : list.at(-1);
	return list[index + by];
}

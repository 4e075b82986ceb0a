import { getContext, setContext } from 'svelte';
import type { CachedQuery } from '../public/cached-query.js';

const NEAREST = Symbol('cached queries');

type AnyCachedQuery = CachedQuery<unknown>;

/** The cached queries that the components below a place read, or have read. */
export type CachedQueries = ReadonlySet<AnyCachedQuery>;

/**
 * Collects the cached queries that the components below this one read, down to where another one does.
 * Use it beside an error boundary: drop what the device keeps of them when it cannot be shown, and try
 * again. Call it while the component is initialised.
 *
 * ```svelte
 * <script lang="ts">
 * 	const queries = collectCachedQueries();
 * 	let hasFailed = false;
 *
 * 	async function recover(reset: () => void) {
 * 		if (hasFailed) return;
 * 		hasFailed = true;
 * 		const read = [...queries].filter(({ isOpen }) => isOpen);
 * 		await Promise.all(read.map((query) => query.drop()));
 * 		reset();
 * 	}
 * </script>
 *
 * <svelte:boundary onerror={(error, reset) => void recover(reset)}>
 * 	<Conversation />
 * 	{#snippet failed()}This conversation cannot be shown.{/snippet}
 * </svelte:boundary>
 * ```
 */
export function collectCachedQueries(): CachedQueries {
	return setContext(NEAREST, new Set<AnyCachedQuery>());
}

/** Where a component notes which cached queries it reads, if anything above wants to know. */
export function getCollectedQueries(): Set<AnyCachedQuery> | undefined {
	return getContext(NEAREST);
}

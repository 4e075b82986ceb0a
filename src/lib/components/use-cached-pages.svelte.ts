import type { DefaultFunctionArgs } from 'convex/server';
import { untrack } from 'svelte';
import type { CachedPages } from '../public/cached-pages.js';
import type { CachedQueryResult } from '../public/cached-query.js';
import type { PagesDefinition } from '../queries/open-pages.js';
import { useClient } from './context.js';
import { ask, readCachedQuery } from './use-cached-query.svelte.js';

/**
 * A long list as a component reads it: the result of the query of the newest items, and all other
 * items.
 */
export interface CachedPagesResult<Item> extends CachedQueryResult<Item[]> {
	/**
	 * The items in memory with optimistic updates, oldest first; `undefined` while nothing is known. At first
	 * these are the newest items, as they are cached.
	 */
	readonly items: readonly Item[] | undefined;
	/** The list itself, when it is loaded: the gaps, and the methods that go to other items. */
	readonly pages: CachedPages<Item> | undefined;
}

/**
 * Subscribes to a long list that is cached on the device. The newest items show at once; earlier ones are
 * loaded when the screen goes there. Call it while the component is initialised.
 *
 * ```ts
 * const messages = useCachedPages(conversationMessages, () => ({ conversationId }));
 * // messages.items; messages.pages?.see(from, to), .gaps, .goTo(order), .goToNewest()
 * ```
 */
export function useCachedPages<Args extends DefaultFunctionArgs, Item>(
	definition: PagesDefinition<Args, Item>,
	args: () => Args
): CachedPagesResult<Item> {
	const client = useClient();
	const newest = readCachedQuery(definition.newest, args);
	let pages = $state.raw<CachedPages<Item> | undefined>();
	/** The same object as long as the account and the arguments stay the same. */
	const query = $derived(ask(client.readable, definition.newest, args()));
	/** Whose answer is waited for. A list that the device has, or that has failed, waits for none. */
	const awaits = $derived(pages?.items || pages?.error ? undefined : newest.awaits);

	$effect(() => {
		if (!('drop' in query)) return;
		const opening = untrack(() => client.readable?.openPages(definition, args()));
		let isOver = false;
		opening
			?.then((opened) => {
				if (isOver) opened.close();
				else pages = opened;
			})
			// Without the list, the newest items still show.
			.catch((error: unknown) => client.parts.report('module_not_loaded', error));
		return () => {
			isOver = true;
			pages?.close();
			pages = undefined;
		};
	});
	$effect(() => {
		if (newest.source === 'live') pages?.refresh();
	});

	return {
		get items() {
			return pages?.items ?? newest.data;
		},
		get data() {
			return newest.data;
		},
		get pages() {
			return pages;
		},
		get error() {
			return newest.error ?? pages?.error;
		},
		get source() {
			return newest.source;
		},
		get asOf() {
			return newest.asOf;
		},
		get awaits() {
			return awaits;
		},
		get isLoading() {
			return !!awaits;
		}
	};
}

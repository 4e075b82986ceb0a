import type { Account } from '$lib';
import type { Id } from '$convex/_generated/dataModel';
import { readCachedMessages, searchMessages, type FoundMessage } from './cached-messages';

interface CachedSearchOptions {
	account: () => Account;
	/** The words that are searched for. */
	words: () => readonly string[];
	/** Whether the cache is searched at all: the server searches while there is a connection. */
	isNeeded: () => boolean;
	/** All conversations that the device knows. */
	conversationIds: () => readonly Id<'conversations'>[];
}

/**
 * Searches the messages that are cached on the device. Call it while a component is initialised.
 */
export class CachedSearch {
	#found = $state.raw<readonly FoundMessage[] | undefined>();

	constructor({ account, words, isNeeded, conversationIds }: CachedSearchOptions) {
		/** Read once for all searches without a connection. */
		let cached: Promise<FoundMessage[]> | undefined;

		$effect(() => {
			if (!isNeeded()) {
				cached = undefined;
				return;
			}
			const wanted = words();
			cached ??= readCachedMessages(account(), conversationIds());
			let isOver = false;
			void cached.then((messages) => {
				if (!isOver) this.#found = searchMessages(messages, wanted);
			});
			return () => (isOver = true);
		});
	}

	/** The messages that were found last; `undefined` before the first search. */
	get found(): readonly FoundMessage[] | undefined {
		return this.#found;
	}
}

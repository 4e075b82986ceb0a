import type { Account } from '$lib';
import type { Id } from '$convex/_generated/dataModel';
import type { SearchQuery } from '$convex/searchTerms';
import type { Person } from '../model/person';
import {
	authorsOf,
	readCachedMessages,
	searchMessages,
	type CachedMessage
} from './cached-messages';

interface CachedSearchOptions {
	account: () => Account;
	/** What is searched for. */
	query: () => SearchQuery;
	/** Whether the cache is searched at all: the server searches while there is a connection. */
	isNeeded: () => boolean;
	/** All conversations that the device knows; `undefined` while it has not said which. */
	conversationIds: () => readonly Id<'conversations'>[] | undefined;
}

/**
 * Searches the messages that are cached on the device. Call it while a component is initialised.
 */
export class CachedSearch {
	#cached = $state.raw<readonly CachedMessage[]>([]);
	readonly #authors = $derived(authorsOf(this.#cached));
	#found = $state.raw<ReturnType<typeof searchMessages> | undefined>();

	constructor({ account, query, isNeeded, conversationIds }: CachedSearchOptions) {
		/** Read once for all searches without a connection. */
		let cached: { ids: typeof ids; messages: Promise<CachedMessage[]> } | undefined;
		const ids = $derived(conversationIds());

		$effect(() => {
			if (!isNeeded()) {
				cached = undefined;
				return;
			}
			const wanted = query();
			if (!ids) return;
			if (cached?.ids !== ids) cached = { ids, messages: readCachedMessages(account(), ids) };
			let isOver = false;
			void cached.messages.then((messages) => {
				if (isOver) return;
				this.#cached = messages;
				this.#found = searchMessages(messages, wanted);
			});
			return () => (isOver = true);
		});
	}

	/** The messages that were found last; `undefined` before the first search. */
	get found(): ReturnType<typeof searchMessages> | undefined {
		return this.#found;
	}

	/** Everybody who has written one of the cached messages; nobody before the first search. */
	get authors(): readonly Person[] {
		return this.#authors;
	}
}

import type { FunctionReturnType } from 'convex/server';
import type { Account } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { readCachedMessages, searchMessages, type FoundMessage } from './cached-messages';
import { toWords } from './search-words';

/** A search starts when the text has not changed for this long. */
const STILL_MS = 200;

/** The results of a search. */
export interface Found {
	/** The words that were searched for. */
	words: string[];
	messages: readonly FoundMessage[];
	/** `all`: everything that the user may read. `device`: only what is cached on this device. */
	among: 'all' | 'device';
	/** Whether not everything was searched. */
	isPartial: boolean;
}

interface SearchOptions {
	account: () => Account;
	text: () => string;
	isOnline: () => boolean;
	/** All conversations that the device knows. */
	conversationIds: () => readonly Id<'conversations'>[];
}

/**
 * Searches messages while a component shows the results: by the server while there is a connection,
 * otherwise in the cache. Call it while the component is initialised.
 */
export class MessageSearch {
	#found = $state.raw<Found | undefined>();
	#isFailed = $state(false);

	constructor({ account, text, isOnline, conversationIds }: SearchOptions) {
		const backend = $derived(isOnline() ? account().convexClient : undefined);
		const wanted = $derived(text().trim());
		let cached: Promise<FoundMessage[]> | undefined;

		$effect(() => {
			const words = toWords(wanted);
			const client = backend;
			const ids = conversationIds();
			const lifetime = new AbortController();
			const show = (found: Found | undefined) => {
				if (lifetime.signal.aborted) return;
				this.#found = found;
				this.#isFailed = false;
			};
			const search = () => {
				if (words.length === 0) return show(undefined);
				if (client) {
					cached = undefined;
					const stop = client.onUpdate(
						api.search.messages,
						{ text: wanted },
						(result: FunctionReturnType<typeof api.search.messages>) =>
							show({ ...result, words, among: 'all' }),
						() => (this.#isFailed = true)
					);
					lifetime.signal.addEventListener('abort', stop);
				} else {
					// Read once for all searches without a connection.
					cached ??= readCachedMessages(account(), ids);
					void cached.then((messages) => {
						const found = searchMessages(messages, words);
						show({ words, messages: found, among: 'device', isPartial: false });
					});
				}
			};
			const timer = setTimeout(search, STILL_MS);
			return () => {
				clearTimeout(timer);
				lifetime.abort();
			};
		});
	}

	/** The last results; `undefined` before the first search. */
	get found(): Found | undefined {
		return this.#found;
	}

	/** Whether the server could not search. */
	get isFailed(): boolean {
		return this.#isFailed;
	}
}

import { useQuery } from 'convex-svelte';
import { useCachedQuery, useClerkConvex } from '$lib';
import { api } from '$convex/_generated/api';
import { toSearchQuery, type SearchQuery } from '$convex/searchTerms';
import { usePageTexts } from '../../texts/pages/page-texts.svelte';
import { useSettled } from '../../use-settled.svelte';
import { unreadIn } from '../model/parts-of-list';
import type { Person } from '../model/person';
import { CachedSearch } from '../search/cached-search.svelte';
import { useAccount } from '../use-account';
import { commandsFor } from './commands';
import { groupOptions, type OptionGroup } from './options';

/** What one can go to, and what was searched for. */
export interface Options {
	readonly groups: OptionGroup[];
	readonly query: SearchQuery;
	/** Whether the backend has not answered yet. */
	readonly isSearching: boolean;
}

/**
 * Finds what one can go to: on the device at once, and in the backend when the text is settled. Call it while a
 * component is initialised.
 *
 * @param text what was typed
 * @param open the id of the conversation that is open
 */
export function useOptions(text: () => string, open: () => string | undefined): Options {
	const account = useAccount();
	const { connection } = useClerkConvex();
	const t = usePageTexts();
	const conversations = useCachedQuery(api.conversations.list, () => ({}));
	const query = $derived(toSearchQuery(text()));
	const settled = useSettled(text);
	const isOnline = $derived(connection.current === 'online');
	/** The text that the backend is asked for. */
	const asked = $derived(isOnline && settled.current === text() ? text() : '');

	const cached = new CachedSearch({
		account: () => account,
		query: () => query,
		isNeeded: () => text() !== '',
		conversationIds: () => conversations.data?.map(({ id }) => id)
	});
	const found = useQuery(api.search.messages, () => (asked === '' ? 'skip' : { text: asked }));
	const messages = $derived(asked === '' ? undefined : found.error ? [] : found.data?.messages);
	/** The people who were found last, and by which text. */
	let named = $state.raw<{ text: string; people: Person[] } | undefined>();
	const people = $derived(named?.text === asked ? named.people : undefined);

	$effect(() => {
		const text = asked;
		if (text === '') return;
		// A mutation, because it has a rate limit. Without an answer, the device's people are there.
		account.mutation(api.people.search, { text }).then(
			(people) => (named = { text, people }),
			() => (named = { text, people: [] })
		);
	});

	const list = $derived(conversations.data ?? []);
	const groups = $derived(
		groupOptions({
			text: text(),
			conversations: list,
			commands: commandsFor(open(), unreadIn(list).length > 0).map((command) => ({
				command,
				name: t.commands[command.name]
			})),
			people: cached.authors.filter(({ subject }) => subject !== account.subject),
			messages: text() === '' ? [] : (cached.found?.messages ?? []),
			live: { people, messages }
		})
	);

	return {
		get groups() {
			return groups;
		},
		get query() {
			return query;
		},
		get isSearching() {
			return isOnline && text() !== '' && !(messages && people);
		}
	};
}

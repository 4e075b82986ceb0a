import type { FunctionReturnType } from 'convex/server';
import type { api } from '$convex/_generated/api';
import { MAX_INBOX_HEAD } from '$convex/limits';
import type { ListedConversation } from './conversation-list';

/** A conversation of the reader's as `conversations:page` and `conversations:changed` return it. */
export type InboxEntry = FunctionReturnType<typeof api.conversations.page>['page'][number];

/** What is known of the inbox: of each conversation its latest version. */
export type Inbox = ReadonlyMap<string, InboxEntry>;

/** Mutations that overlap may be seen in another order than that of their times: 15 s are more than any takes. */
const OVERLAP_MS = 15_000;

/** The inbox with these versions of its entries, where they are later than the ones that are known. */
export function merge(inbox: Inbox, entries: readonly InboxEntry[]): Inbox {
	const merged = new Map(inbox);
	for (const entry of entries) {
		const known = merged.get(entry.id);
		if (!known || known.changedAt < entry.changedAt) merged.set(entry.id, entry);
	}
	return merged;
}

/** When the inbox has changed last. */
export function newestChange(entries: Iterable<InboxEntry>): number {
	let newest = 0;
	for (const { changedAt } of entries) newest = Math.max(newest, changedAt);
	return newest;
}

/**
 * Since when changes may be missing although the entries that have changed last are known; `undefined` if none
 * are.
 *
 * @param last the entries that have changed last, the newest first
 * @param knownUpTo when the inbox had changed last before
 */
export function missingSince(last: readonly InboxEntry[], knownUpTo: number): number | undefined {
	const since = knownUpTo - OVERLAP_MS;
	const oldest = last.at(-1);
	const areAll = !oldest || last.length < MAX_INBOX_HEAD || oldest.changedAt <= since;
	return areAll ? undefined : since;
}

/** The list as `conversations:list` returns it: what the reader has joined, the last active first, and the others. */
export function toList(inbox: Inbox, others: readonly ListedConversation[]): ListedConversation[] {
	const joined = [...inbox.values()]
		.sort((a, b) => b.activeAt - a.activeAt)
		.flatMap(({ listed }) => listed ?? []);
	// Both parts change together, but one is heard of first.
	return [...joined, ...others.filter(({ id }) => !inbox.get(id)?.listed)];
}

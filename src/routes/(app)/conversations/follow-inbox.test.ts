import { getFunctionName, type FunctionReturnType } from 'convex/server';
import { expect, test } from 'vitest';
import type { QuerySource } from '$lib';
import type { api } from '$convex/_generated/api';
import { MAX_INBOX_HEAD } from '$convex/limits';
import type { ListedConversation } from '../model/conversation-list';
import type { InboxEntry } from '../model/inbox';
import { followInbox } from './follow-inbox';

type Changed = FunctionReturnType<typeof api.conversations.changed>;

function aConversation(name: string): ListedConversation {
	const id = name as ListedConversation['id'];
	return { id, name, kind: 'open', isMember: true, unread: 0 };
}

function anEntry(name: string, changedAt: number): InboxEntry {
	const listed = aConversation(name);
	return { id: listed.id, activeAt: changedAt, changedAt, listed };
}

/** A source whose queries are answered by hand, and the lists that the app is told. */
function follow() {
	const open = new Map<string, { answer: (value: never) => void; fail: (error: Error) => void }>();
	const source: QuerySource = {
		onUpdate: (query, args, onResult, onError) => {
			const { since, paginationOpts } = args as {
				since?: number;
				paginationOpts?: { cursor: string | null };
			};
			const part = since ?? paginationOpts?.cursor ?? '';
			const name = `${getFunctionName(query).replace('conversations:', '')} ${part}`.trim();
			open.set(name, { answer: (value) => onResult(value, false), fail: onError });
			return () => {
				// Convex's client takes an end once.
				if (!open.delete(name)) throw new Error(`${name} was ended twice`);
			};
		}
	};
	const lists: string[][] = [];
	const errors: string[] = [];
	const stop = followInbox(
		source,
		{},
		(list) => lists.push(list.map(({ name }) => name)),
		({ message }) => errors.push(message)
	);
	const answer = (name: string, value: unknown) => open.get(name)?.answer(value as never);
	const changed = (...entries: InboxEntry[]): Changed => ({ isReady: true, entries });
	const page = (...all: InboxEntry[]) => ({ page: all, isDone: true, continueCursor: '' });
	const asked = () => [...open.keys()].sort();
	const fail = (name: string) => open.get(name)?.fail(new Error(name));
	return { answer, changed, page, asked, fail, lists, errors, stop };
}

test('the list is told once all its parts are known, and then at each change', () => {
	const { answer, changed, page, asked, lists, stop } = follow();
	expect(asked()).toEqual(['changed', 'others', 'page']);
	// In any order.
	answer('page', page(anEntry('a', 1)));
	answer('others', [aConversation('open')]);
	expect(lists).toEqual([]);
	answer('changed', changed(anEntry('a', 1)));
	expect(lists).toEqual([['a', 'open']]);
	expect(asked()).toEqual(['changed', 'others']);
	answer('changed', changed(anEntry('b', 2), anEntry('a', 1)));
	expect(lists.at(-1)).toEqual(['b', 'a', 'open']);
	stop();
	expect(asked()).toEqual([]);
});

test('pages are read one after the other, and the list is told when it is whole', () => {
	const { answer, changed, page, asked, lists } = follow();
	answer('others', []);
	answer('changed', changed(anEntry('a', 3)));
	answer('page', { ...page(anEntry('a', 3), anEntry('b', 2)), isDone: false, continueCursor: '2' });
	expect(asked()).toEqual(['changed', 'others', 'page 2']);
	// It has changed since the first page was read.
	answer('changed', changed(anEntry('b', 4), anEntry('a', 3)));
	expect(lists).toEqual([]);
	answer('page 2', page(anEntry('c', 1)));
	expect(lists).toEqual([['b', 'a', 'c']]);
});

test('what may be missing is asked for, also when it went missing between two pages', () => {
	const { answer, changed, page, asked, lists } = follow();
	const head = (at: number) =>
		Array.from({ length: MAX_INBOX_HEAD }, (_, n) => anEntry(`n${n}`, at - n));
	answer('others', []);
	answer('changed', changed(anEntry('a', 20_000)));
	answer('page', { ...page(anEntry('a', 20_000)), isDone: false, continueCursor: '2' });
	answer('changed', changed(...head(90_000)));
	answer('page 2', page());
	expect(asked()).toEqual(['changed', 'changed 5000', 'others']);
	answer('changed 5000', changed(...head(90_000), anEntry('missed', 60_000)));
	expect(lists.at(-1)).toHaveLength(MAX_INBOX_HEAD + 2);
	expect(lists.at(-1)).toContain('missed');
	expect(asked()).toEqual(['changed', 'others']);
	// From here on nothing is.
	answer('changed', changed(anEntry('b', 120_000), ...head(90_000).slice(1)));
	expect(asked()).toEqual(['changed', 'changed 75000', 'others']);
});

test('while entries are being written the list is asked for as it is, and then no more', () => {
	const { answer, changed, page, asked, lists } = follow();
	answer('others', []);
	answer('page', page());
	answer('changed', { ...changed(), isReady: false });
	answer('list', [aConversation('old')]);
	expect(lists).toEqual([['old']]);
	answer('changed', changed(anEntry('a', 1)));
	// The page was read before its entries were written.
	expect(asked()).toEqual(['changed', 'list', 'others', 'page']);
	answer('page', page(anEntry('a', 1), anEntry('old', 0)));
	expect(lists).toEqual([['old'], ['a', 'old']]);
	expect(asked()).toEqual(['changed', 'others']);
});

test.each(['changed', 'others', 'page'])(
	'a backend that fails to answer "%s" is asked for the list as it is',
	(part) => {
		const { answer, asked, fail, lists, errors } = follow();
		fail(part);
		expect(asked()).toEqual(['list']);
		answer('list', [aConversation('a')]);
		expect(lists).toEqual([['a']]);
		fail('list');
		expect(errors).toEqual(['list']);
	}
);

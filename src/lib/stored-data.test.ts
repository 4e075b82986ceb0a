import { makeFunctionReference } from 'convex/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openIdbStore } from './cache/idb-store.js';
import type { Key } from './cache/key-value-store.js';
import { changeEntry, readEntries } from './outbox/outbox-store.js';
import { acknowledge, claim, hold, refuse } from './outbox/delivery-changes.js';
import type { EntryChange } from './outbox/entry-changes.js';
import type { PagesDefinition } from './queries/open-pages.js';
import { Watcher } from './fakes/effects.svelte.js';
import { FakeBrowser, until } from './fakes/fake-browser.js';
import stored from './fakes/stored-data.json';
import {
	changeOf,
	deliveries,
	edit,
	list,
	send,
	type Message
} from './fakes/fake-message-server.js';

/**
 * All keys and values that version 0.1.0 stored on a device. A name in the code may change; a stored name
 * may not, because users would lose what they have on their devices.
 */
const STORED = stored as unknown as [Key, unknown][];

const NOON = Date.UTC(2026, 10, 30, 12);
const DATABASE = 'clerk-convex:convex.test';
const IN_C = { conversation: 'c' };

const messages: PagesDefinition<{ conversation: string }, Message> = {
	newest: list,
	between: makeFunctionReference('messages:between'),
	newestSize: 3,
	pageSize: 3,
	keyOf: ({ clientId }) => clientId,
	orderOf: ({ clientId }) => Number(clientId.slice(1))
};

const message = (clientId: string, conversation = 'c', body = clientId): Message => ({
	clientId,
	conversation,
	body
});
const READ = [message('m1'), message('m2'), message('m3')];
const CHANGED = message('m4', 'c', 'changed');

let browser: FakeBrowser;

beforeEach(() => {
	browser = new FakeBrowser();
	vi.setSystemTime(NOON);
	browser.clerkServer.addSession('Ada');
	browser.convex.result = READ;
});
afterEach(() => {
	browser.close();
});

/** The app with no network, once it has opened what is stored. */
async function launchOffline() {
	const app = browser.launch({ isOnline: false, deliveries });
	await until(() => expect(app.client.account).toBeDefined());
	const { account } = app.client;
	if (!account) throw new Error('No account is open.');
	return { ...app, account };
}

/** The app once Convex has confirmed Ada. */
async function launchOnline() {
	const app = browser.launchWithClerk({ deliveries });
	await until(() => expect(app.state()).toMatchObject({ confirmed: true }));
	const { account } = app.client;
	if (!account) throw new Error('No account is open.');
	return { ...app, account };
}

/** All keys and values on the device, as JSON. */
async function readDevice(): Promise<[Key, unknown][]> {
	const answer = <T>(request: IDBRequest<T>) =>
		new Promise<T>((resolve) => (request.onsuccess = () => resolve(request.result)));
	const database = await answer(indexedDB.open(DATABASE));
	const rows = database.transaction('rows').objectStore('rows');
	const [keys, values] = await Promise.all([answer(rows.getAllKeys()), answer(rows.getAll())]);
	database.close();
	const entries = keys.map((key, index) => [key, values[index] as unknown]);
	return JSON.parse(JSON.stringify(entries)) as [Key, unknown][];
}

describe('data stored by version 0.1.0', () => {
	beforeEach(async () => {
		const store = await openIdbStore(DATABASE);
		await store.transact('strict', (rows) => {
			for (const [key, value] of STORED) rows.put(key, value);
		});
		store.close();
	});

	test('is read without a network: the session, query results, long lists and texts', async () => {
		const { account, state } = await launchOffline();
		expect(state()).toMatchObject({ subject: 'user_ada', profile: { name: 'Ada' } });
		const query = account.query(list, IN_C);
		const reader = new Watcher(() => query.data);
		await until(() => expect(reader.current).toEqual([...READ, CHANGED]));
		expect([query.source, query.asOf]).toEqual(['cached', NOON]);
		expect(await account.readCached(messages, IN_C)).toEqual([...READ, CHANGED]);
		expect(account.texts.text('draft')).toBe('Dear');
		await reader.stop();
	});

	test('includes where a long list has a gap', async () => {
		const { account } = await launchOffline();
		const pages = await account.openPages(messages, IN_C);
		await until(() => expect(pages.items).toEqual([...READ, CHANGED]));
		expect([...pages.gaps]).toEqual(['m1']);
		pages.close();
	});

	test('includes outbox entries in every state, and all of them are shown', async () => {
		const { account } = await launchOffline();
		expect(account.outbox.unreadable).toBe(0);
		expect(account.outbox.entries).toMatchObject([
			{
				id: 'm4',
				orderingKey: 'c',
				args: message('m4'),
				writtenAt: NOON,
				state: { status: 'waiting' }
			},
			{ id: '1', orderingKey: 'c', mutation: 'messages:edit', state: { status: 'waiting' } },
			{ id: 'm5', orderingKey: 'd', state: { status: 'waiting' } },
			{ id: 'm6', orderingKey: 'd', state: { status: 'sent' } },
			{
				id: 'm7',
				orderingKey: 'd',
				state: { status: 'rejected', reason: { data: { kind: 'bad' } } }
			},
			{ id: 'm8', orderingKey: 'd', state: { status: 'held' } }
		]);
	});

	test('is delivered in the order of writing; a rejected entry follows when it is retried', async () => {
		browser.convex.result = [
			...READ,
			CHANGED,
			...['m5', 'm6', 'm7', 'm8'].map((id) => message(id, 'd'))
		];
		const { account } = await launchOnline();
		const readers = ['c', 'd'].map(
			(conversation) => new Watcher(() => account.query(list, { conversation }).data)
		);
		const arrivedIn = (conversation: string) =>
			browser.convex.mutations.filter((args) => (args as Message).conversation === conversation);
		await until(() => expect(account.outbox.entries).toMatchObject([{ id: 'm7' }]));
		expect(arrivedIn('c')).toEqual([message('m4'), changeOf('m4')]);
		expect(arrivedIn('d')).toEqual([message('m5', 'd'), message('m8', 'd')]);
		await account.outbox.retry('m7');
		await until(() => expect(account.outbox.entries).toEqual([]));
		expect(arrivedIn('d').at(-1)).toEqual(message('m7', 'd'));
		await Promise.all(readers.map((reader) => reader.stop()));
	});

	test('is counted as pending while its author is signed out', async () => {
		const { client } = await launchOffline();
		await client.logout();
		const counts = new Map([
			['messages:send', 4],
			['messages:edit', 1]
		]);
		await until(() => expect(client.pendingWhileSignedOut).toEqual(counts));
	});

	test('includes the setting to keep nothing, which removes what is cached', async () => {
		const store = await openIdbStore(DATABASE);
		await store.put(['device', 'kept'], false);
		store.close();
		const { client } = await launchOffline();
		expect(client.persistsCache).toBe(false);
		await until(async () => expect(await browser.storedOf('user_ada')).toEqual(['text']));
	});
});

/** The same, with every time of this test set to its beginning. */
const atNoon = (stored: unknown): unknown =>
	JSON.parse(JSON.stringify(stored), (_name, value: unknown) =>
		typeof value === 'number' && value >= NOON && value < NOON + 60_000 ? NOON : value
	);

/**
 * What this version stores for the same. It notes the version of a query's result and of a mutation's
 * arguments, which was 1 without a note, and the servers' time.
 */
const withNotes = (stored: typeof STORED) => [
	...stored.map(([key, value]) => {
		const isNoted = key[2] === 'result' || key[4] === 'records';
		const notes = key[0] === 'outbox' ? { version: 1, heardAt: NOON } : isNoted && { version: 1 };
		return [key, notes ? { ...(value as object), ...notes } : value];
	}),
	[['user', 'user_ada', 'text', 'heard-at'], String(NOON)]
];

test('the same actions store the same data as in version 0.1.0, with notes of versions and times', async () => {
	const first = await launchOnline();
	const query = first.account.query(list, IN_C);
	const reader = new Watcher(() => query.source);
	const pages = await first.account.openPages(messages, IN_C);
	first.account.texts.setText('draft', 'Dear');
	await until(() => expect(reader.current).toBe('live'));
	const kept = STORED.filter(([[group]]) => group !== 'outbox');
	await until(async () => expect(atNoon(await readDevice())).toEqual(withNotes(kept)));
	pages.close();
	await reader.stop();
	first.stop();

	const { account, stop } = await launchOffline();
	await account.outbox.enqueue(send, message('m4'));
	await account.outbox.enqueue(edit, changeOf('m4'));
	for (const id of ['m5', 'm6', 'm7', 'm8']) await account.outbox.enqueue(send, message(id, 'd'));
	stop();

	const changes: Record<string, EntryChange> = {
		m5: claim('tab'),
		m6: acknowledge(NOON, false),
		m7: refuse({ kind: 'bad' }),
		m8: hold
	};
	const store = await openIdbStore(DATABASE);
	const owner = { subject: 'user_ada' };
	for (const entry of (await readEntries(store, owner)).entries) {
		const change = changes[entry.id];
		if (change) await changeEntry(store, owner, entry, change, { mode: 'strict' });
	}
	store.close();
	expect(atNoon(await readDevice())).toEqual(withNotes(STORED));
});

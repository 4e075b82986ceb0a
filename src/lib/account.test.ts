import 'fake-indexeddb/auto';
import { makeFunctionReference } from 'convex/server';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Account } from './account.svelte.js';
import { createDeliveryLoop } from './outbox/delivery-loop.js';
import { openIdbStore } from './cache/idb-store.js';
import type { KeyValueStore } from './cache/key-value-store.js';
import { createMemoryStore } from './cache/memory-store.js';
import { ItemCache } from './cache/item-cache.js';
import { UserData } from './cache/user-data.js';
import type { CachedQueryName } from './queries/forget-cached.js';
import type { ResultVersions } from './queries/result-versions.js';
import { CallError } from './errors.js';
import { Watcher } from './fakes/effects.svelte.js';
import { FakeBackend } from './fakes/fake-backend.svelte.js';
import { noReport } from './fakes/no-report.js';
import { PATIENTLY } from './fakes/patience.js';

const list = makeFunctionReference<'query', { room: string }, string[]>('messages:list');
const other = makeFunctionReference<'query', Record<string, never>, string[]>('rooms:list');
const send = makeFunctionReference<'mutation', { body: string }, string>('messages:send');

beforeEach(() => {
	vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
	vi.unstubAllGlobals();
});

const openDevice = () => openIdbStore('app:deployment');

async function anAccount({
	subject = 'user_ada',
	device,
	view = '',
	resultVersions = []
}: Options = {}) {
	const clock = { now: 1_000 };
	const store = device ?? (await openDevice());
	const account = await Account.open({
		subject,
		organization: undefined,
		store,
		cache: store,
		view,
		resultVersions,
		report: noReport,
		connection: { current: 'online' },
		now: () => clock.now,
		isOutdated: () => Promise.resolve(false),
		name: 'app:deployment',
		deliveries: [],
		retryTriggers: () => () => undefined,
		locks: undefined,
		openChannel: () => undefined
	});
	return { account, store, clock };
}

interface Options {
	subject?: string;
	device?: KeyValueStore;
	view?: string;
	resultVersions?: ResultVersions;
}

async function aConnectedAccount(options?: Options) {
	const backend = new FakeBackend();
	const all = await anAccount(options);
	all.account.outbox.deliverBy(createDeliveryLoop);
	all.account.connect(backend.asSession);
	return { ...all, backend };
}

/** What a component that shows a room reads. */
function reading(account: Account, room = 'a') {
	const query = account.query(list, { room });
	return new Watcher(() => [query.data, query.source, query.asOf]);
}

describe('a mutation', () => {
	test('is not sent without a connection', async () => {
		const { account } = await anAccount();
		const error = await account.mutation(send, { body: 'hi' }).catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(CallError);
		expect(error).toMatchObject({ code: 'not_connected' });
	});

	test('is not sent before Convex has confirmed the identity', async () => {
		const { account, backend } = await aConnectedAccount();
		backend.confirmed = false;
		await expect(account.mutation(send, { body: 'hi' })).rejects.toMatchObject({
			code: 'not_connected'
		});
		expect(backend.sent).toEqual([]);
	});

	test('is sent with its arguments, and resolves with the function’s result', async () => {
		const { account, backend } = await aConnectedAccount();
		backend.outcome = () => Promise.resolve('message_1');
		expect(await account.mutation(send, { body: 'hi' })).toBe('message_1');
		expect(backend.sent).toEqual([{ body: 'hi' }]);
	});

	test('fails with the function’s own error', async () => {
		const { account, backend } = await aConnectedAccount();
		const refusal = new Error('Forbidden');
		backend.outcome = () => Promise.reject(refusal);
		await expect(account.mutation(send, { body: 'hi' })).rejects.toBe(refusal);
	});

	test('is not sent over a connection that was taken away', async () => {
		const { account, backend } = await aConnectedAccount();
		account.disconnect();
		await expect(account.mutation(send, { body: 'hi' })).rejects.toMatchObject({
			code: 'not_connected'
		});
		expect(backend.sent).toEqual([]);
	});
});

describe('a query', () => {
	test('is the same object for the same arguments, and another object for others', async () => {
		const { account } = await anAccount();
		expect(account.query(list, { room: 'a' })).toBe(account.query(list, { room: 'a' }));
		expect(account.query(list, { room: 'a' })).not.toBe(account.query(list, { room: 'b' }));
	});

	test('is live while the backend confirms, and cached while it does not', async () => {
		const { account, backend, clock } = await aConnectedAccount();
		const reader = reading(account);
		backend.client.answer(['hello']);
		expect(reader.current).toEqual([['hello'], 'live', 1_000]);
		clock.now = 2_000;
		backend.confirmed = false;
		account.persistAll();
		expect(reader.current).toEqual([['hello'], 'cached', 2_000]);
		backend.confirmed = true;
		expect(reader.current).toEqual([['hello'], 'live', 2_000]);
		await reader.stop();
	});

	test('updates a reader that creates and reads it in the same effect', async () => {
		const { account, backend } = await aConnectedAccount();
		const reader = new Watcher(() => account.query(list, { room: 'a' }).data);
		backend.client.answer(['hello']);
		expect(reader.current).toEqual(['hello']);
		await reader.stop();
	});

	test('that fails is not live, and does not become newer', async () => {
		const { account, backend, clock } = await aConnectedAccount();
		const reader = reading(account);
		backend.client.answer(['hello']);
		backend.client.fail(new Error('Forbidden'));
		clock.now = 60_000;
		account.persistAll();
		expect(reader.current).toEqual([['hello'], 'cached', 1_000]);
		await reader.stop();
	});

	test('continues over the next connection', async () => {
		const { account, backend } = await aConnectedAccount();
		const reader = reading(account);
		backend.client.answer(['one']);
		account.disconnect();
		expect(reader.current).toEqual([['one'], 'cached', 1_000]);
		expect(backend.client.subscribed).toEqual([]);

		const next = new FakeBackend();
		account.connect(next.asSession);
		expect(reader.current).toEqual([['one'], 'cached', 1_000]);
		expect(next.client.subscribed).toEqual(['messages:list {"room":"a"}']);
		next.client.answer(['one', 'two']);
		expect(reader.current).toEqual([['one', 'two'], 'live', 1_000]);
		await reader.stop();
	});

	test('shows its last result after a restart without a connection', async () => {
		const first = await aConnectedAccount();
		const reader = reading(first.account);
		first.backend.client.answer(['hello']);
		await reader.stop();
		first.account.close();
		first.store.close();

		const { account } = await anAccount();
		const again = reading(account);
		await vi.waitFor(() => expect(again.current).toEqual([['hello'], 'cached', 1_000]), PATIENTLY);
		await again.stop();
	});

	test('shows nothing of another subject', async () => {
		const { account: ada, backend, store } = await aConnectedAccount();
		const hers = reading(ada);
		backend.client.answer(['for Ada only']);
		const { account: grace } = await anAccount({ subject: 'user_grace', device: store });
		const query = grace.query(list, { room: 'a' });
		const theirs = new Watcher(() => [query.awaits, query.data]);
		await vi.waitFor(() => expect(theirs.current).toEqual(['convex', undefined]), PATIENTLY);
		await hers.stop();
		await theirs.stop();
	});
});

describe('a kept result', () => {
	const kept = { value: ['kept'], asOf: 1 };

	test.each<[string, number, ResultVersions, boolean]>([
		['of the version that the app names', 2, [[list, 2]], true],
		['of an earlier version', 1, [[list, 2]], false],
		['of a later version', 2, [], false],
		['of the first version, where the app names none', 1, [], true],
		['of the first version, where it names another query', 1, [[other, 2]], true]
	])('%s', async (_case, version, resultVersions, isShown) => {
		const store = createMemoryStore();
		const data = new UserData(store, 'user_ada');
		await data.putResult('messages:list({"room":"a"})', kept, version);
		const { account } = await anAccount({ device: store, resultVersions });
		const query = account.query(list, { room: 'a' });
		const reader = new Watcher(() => [query.awaits, query.data]);
		const shown = isShown ? kept.value : undefined;
		await vi.waitFor(
			() => expect(reader.current).toEqual([isShown ? undefined : 'convex', shown]),
			PATIENTLY
		);
		await reader.stop();
	});

	test('is kept with the version of the query', async () => {
		const { account, backend, store } = await aConnectedAccount({ resultVersions: [[list, 7]] });
		const reader = reading(account);
		backend.client.answer(['hello']);
		const key = ['user', 'user_ada', 'result', 'messages:list({"room":"a"})'] as const;
		await vi.waitFor(async () => {
			expect(await store.get(key)).toEqual({ value: ['hello'], asOf: 1_000, version: 7 });
		}, PATIENTLY);
		await reader.stop();
	});

	test('is dropped alone, with its list, and is not shown any more', async () => {
		const store = createMemoryStore();
		const data = new UserData(store, 'user_ada');
		for (const room of ['a', 'b']) {
			await data.putResult(`messages:list({"room":"${room}"})`, kept);
			const rows = new ItemCache({
				store,
				subject: 'user_ada',
				now: () => 1,
				isClosed: () => false
			});
			const list = rows.list(`messages:list({"room":"${room}"})`, {
				keyOf: (row: string) => row,
				orderOf: () => 1
			});
			await list.adopt(['row'], { keep: 'newest', limit: 5 });
		}
		const { account } = await anAccount({ device: store });
		const [gone, stays] = [reading(account, 'a'), reading(account, 'b')];
		await vi.waitFor(() => expect(gone.current).toEqual([['kept'], 'cached', 1]), PATIENTLY);
		await account.query(list, { room: 'a' }).drop();
		expect(gone.current).toEqual([undefined, undefined, undefined]);
		expect(stays.current).toEqual([['kept'], 'cached', 1]);
		const left = ['messages:list({"room":"b"})'];
		expect(await store.names(['user', 'user_ada', 'result'])).toEqual(left);
		expect(await store.names(['user', 'user_ada', 'lists', '1', 'chunks'])).toEqual(left);
		await Promise.all([gone.stop(), stays.stop()]);
	});

	test('is dropped from the device, while the live one stays on the screen', async () => {
		const { account, backend, store } = await aConnectedAccount();
		const reader = reading(account);
		backend.client.answer(['hello']);
		await account.query(list, { room: 'a' }).drop();
		expect(reader.current).toEqual([['hello'], 'live', 1_000]);
		expect(await store.names(['user', 'user_ada', 'result'])).toEqual([]);
		await reader.stop();
	});
});

describe('what the backend says', () => {
	test('is nothing without a connection', async () => {
		const { account } = await anAccount();
		expect(account.backendAuth).toEqual({ confirmed: false, isRefreshing: false });
	});

	test('follows the connection', async () => {
		const { account, backend } = await aConnectedAccount();
		const auth = new Watcher(() => account.backendAuth);
		backend.isRefreshing = true;
		expect(auth.current).toEqual({ confirmed: true, isRefreshing: true });
		account.disconnect();
		expect(auth.current).toEqual({ confirmed: false, isRefreshing: false });
		await auth.stop();
	});
});

test('an account has its subject and its durability', async () => {
	const { account } = await anAccount();
	expect(account.subject).toBe('user_ada');
	expect(account.durability).toBe('device');
	const { account: forgetful } = await anAccount({ device: createMemoryStore() });
	expect(forgetful.durability).toBe('memory');
});

test('an account’s texts survive a restart', async () => {
	const { account } = await anAccount();
	account.texts.setText('draft', 'Dear');
	const { account: next } = await anAccount();
	expect(next.texts.text('draft')).toBe('Dear');
});

describe('an account that is closed', () => {
	test('subscribes to nothing, and leaves the data on the device', async () => {
		const { account, backend, store } = await aConnectedAccount();
		const reader = reading(account);
		backend.client.answer(['hello']);
		account.close();
		expect(backend.client.subscribed).toEqual([]);
		expect(account.backendAuth.confirmed).toBe(false);
		expect((await store.list(['user', 'user_ada', 'result'])).size).toBe(1);
		await reader.stop();
	});

	test('writes nothing', async () => {
		const { account, backend, store } = await aConnectedAccount();
		const reader = reading(account);
		backend.client.answer(['hello']);
		account.close();
		await UserData.wipe(store, 'user_ada');
		account.persistAll();
		account.texts.setText('draft', 'too late');
		expect((await store.list(['user', 'user_ada'])).size).toBe(0);
		await reader.stop();
	});
});

describe('a result that the user may not read any more', () => {
	const isRoomA = ({ name, args }: CachedQueryName) =>
		name === 'messages:list' && args.room === 'a';

	test.each(['', 'org_1 org:member '])(
		'is deleted, and no other, in the view "%s"',
		async (view) => {
			const store = createMemoryStore();
			const data = new UserData(store, 'user_ada');
			await data.putResult(`${view}messages:list({"room":"a"})`, { value: ['gone'], asOf: 1 });
			await data.putResult(`${view}messages:list({"room":"b (a)"})`, { value: ['kept'], asOf: 1 });
			const { account } = await anAccount({ device: store, view });
			const [gone, kept] = [reading(account, 'a'), reading(account, 'b (a)')];
			await vi.waitFor(() => expect(gone.current).toEqual([['gone'], 'cached', 1]), PATIENTLY);

			await account.forget(isRoomA);
			expect(gone.current).toEqual([undefined, undefined, undefined]);
			expect(kept.current).toEqual([['kept'], 'cached', 1]);
			expect(await store.names(['user', 'user_ada', 'result'])).toEqual([
				`${view}messages:list({"room":"b (a)"})`
			]);
		}
	);

	test('is also what is kept under a name that is none', async () => {
		const store = createMemoryStore();
		for (const name of ['torn', 'messages:list({"room"', 'messages:list({"room":"b"})']) {
			await store.put(['user', 'user_ada', 'result', name], { value: [], asOf: 1 });
		}
		const { account } = await anAccount({ device: store });
		await account.forget(isRoomA);
		expect(await store.names(['user', 'user_ada', 'result'])).toEqual([
			'messages:list({"room":"b"})'
		]);
	});

	test('is what the backend does not show just now', async () => {
		const { account, backend, store } = await aConnectedAccount();
		const watcher = reading(account, 'a');
		backend.client.answer(['hello']);
		await vi.waitFor(async () => {
			expect(await store.names(['user', 'user_ada', 'result'])).toHaveLength(1);
		}, PATIENTLY);
		await account.forget(isRoomA);
		expect(watcher.current?.[0]).toEqual(['hello']);
		expect(await store.names(['user', 'user_ada', 'result'])).toHaveLength(1);
	});
});

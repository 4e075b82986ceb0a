import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openIdbStore } from '../cache/idb-store.js';
import type { KeyValueStore } from '../cache/key-value-store.js';
import { createMemoryStore } from '../cache/memory-store.js';
import { StorageError, type StorageErrorCode } from '../cache/storage-error.js';
import { UserData } from '../cache/user-data.js';
import { queryKey } from '../convex/query-key.js';
import { Watcher } from '../fakes/effects.svelte.js';
import { deliveries, list, send, type Message } from '../fakes/fake-message-server.js';
import { createClientId } from './client-id.js';
import { defineDelivery } from './define-delivery.js';
import { countPending } from './count-pending.js';
import { discardAll } from './outbox-store.js';
import { Outbox, type OutboxOptions } from './outbox.svelte.js';
import { noReport } from '../fakes/no-report.js';

beforeEach(() => {
	vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
});

/** An outbox without a connection. */
function open(store: KeyValueStore, options: Partial<OutboxOptions> = {}): Promise<Outbox> {
	return Outbox.open({
		...{ subject: 'ada', name: 'app', store, deliveries },
		transport: {
			isConfirmed: () => false,
			send: () => Promise.reject(new Error('not here'))
		},
		retryTriggers: () => () => undefined,
		locks: undefined,
		openChannel: () => undefined,
		evictCache: () => Promise.resolve(),
		now: Date.now,
		heardAt: () => undefined,
		isOutdated: () => Promise.resolve(false),
		report: noReport,
		...options
	});
}

/** A store in which the next strict writes fail. */
function failing(store: KeyValueStore, ...codes: StorageErrorCode[]): KeyValueStore {
	return {
		...store,
		transact: (mode, work) => {
			const code = mode === 'strict' ? codes.shift() : undefined;
			return code ? Promise.reject(new StorageError(code)) : store.transact(mode, work);
		}
	};
}

const messageOf = (clientId: string, body = clientId): Message => ({
	...{ clientId, conversation: 'c', body }
});
const bodies = ({ entries }: Outbox) => entries.map(({ args }) => args.body);

describe.each<[string, () => Promise<KeyValueStore>]>([
	['IndexedDB', () => openIdbStore('app')],
	['memory', () => Promise.resolve(createMemoryStore())]
])('an outbox in %s', (_name, openStore) => {
	test('stores entries in the order of writing, also for the next outbox', async () => {
		const store = await openStore();
		const outbox = await open(store);
		await Promise.all(['c', 'a', 'b'].map((id) => outbox.enqueue(send, messageOf(id))));
		expect(bodies(outbox)).toEqual(['c', 'a', 'b']);
		outbox.close();
		expect(bodies(await open(store))).toEqual(['c', 'a', 'b']);
	});

	test('keeps the order when the clock is set back, and after the last entry has left', async () => {
		const store = await openStore();
		let time = 1_000_000;
		const outbox = await open(store, { now: () => time });
		for (const id of ['a', 'b', 'c']) {
			await outbox.enqueue(send, messageOf(id));
			time -= 100_000;
		}
		await outbox.discard('c');
		await outbox.enqueue(send, messageOf('d'));
		expect(bodies(await open(store))).toEqual(['a', 'b', 'd']);
	});

	test('stores a mutation once, however often it is enqueued', async () => {
		const outbox = await open(await openStore());
		expect(await outbox.enqueue(send, messageOf('a'))).toBe('a');
		expect(await outbox.enqueue(send, messageOf('a', 'other'))).toBe('a');
		await Promise.all([1, 2].map(() => outbox.enqueue(send, messageOf('b'))));
		expect(bodies(outbox)).toEqual(['a', 'b']);
	});

	test('stores a mutation once and in order, also when another tab has just written', async () => {
		const store = await openStore();
		const [one, two] = [await open(store), await open(store)];
		const kept = await Promise.all([
			one.enqueue(send, messageOf('a')),
			two.enqueue(send, messageOf('a', 'other')),
			two.enqueue(send, messageOf('b')),
			one.enqueue(send, messageOf('c'))
		]);
		expect(kept).toEqual(['a', 'a', 'b', 'c']);
		expect(bodies(await open(store))).toEqual(['a', 'b', 'c']);
	});

	test('edits, discards and stores for all outboxes of the store', async () => {
		const store = await openStore();
		const one = await open(store);
		await one.enqueue(send, messageOf('a'));
		await one.enqueue(send, messageOf('b'));
		const two = await open(store);
		expect(await two.edit('a', messageOf('a', 'better'))).toBe(true);
		expect(await two.discard('b')).toBe(true);
		expect(await one.discard('b')).toBe(false);
		expect(await one.edit('nothing', {})).toBe(false);
		expect(bodies(two)).toEqual(['better']);
		expect(bodies(await open(store))).toEqual(['better']);
	});

	test('belongs to one subject, and stays when that subject’s data is wiped', async () => {
		const store = await openStore();
		await (await open(store)).enqueue(send, messageOf('a'));
		await UserData.wipe(store, 'ada');
		expect(bodies(await open(store))).toEqual(['a']);
		expect(bodies(await open(store, { subject: 'grace' }))).toEqual([]);
		expect(bodies(await open(store, { subject: 'ad' }))).toEqual([]);
		expect(await countPending(store)).toEqual(new Map([['messages:send', 1]]));
		await discardAll(store, 'ada');
		expect(await countPending(store)).toEqual(new Map());
	});

	test('does not touch entries that it cannot read, and counts them', async () => {
		const store = await openStore();
		const outbox = await open(store);
		await outbox.enqueue(send, messageOf('a'));
		await store.put(['outbox', 'ada', '', '0000000000000002 b'], { schema: 2, id: 'b' });
		await store.put(['outbox', 'ada', '', '0000000000000003 c'], 'torn');
		const again = await open(store);
		expect(bodies(again)).toEqual(['a']);
		expect(again.unreadable).toBe(2);
		await again.enqueue(send, messageOf('d'));
		expect(bodies(await open(store))).toEqual(['a', 'd']);
		expect((await store.list(['outbox', 'ada', ''])).size).toBe(4);
		expect(await countPending(store)).toEqual(new Map([['messages:send', 2]]));
	});

	test('stores every kind of Convex value, as it was at the call', async () => {
		const store = await openStore();
		const args = {
			...messageOf('a'),
			big: 2n ** 62n,
			bytes: new Uint8Array([1]).buffer,
			list: [1]
		};
		const enqueued = (await open(store)).enqueue(send, args);
		args.list.push(2);
		await enqueued;
		const [entry] = (await open(store)).entries;
		expect(entry?.args).toEqual({ ...args, list: [1] });
	});
});

describe('an outbox', () => {
	test('tells its readers of every change', async () => {
		const outbox = await open(createMemoryStore());
		const reader = new Watcher(() => bodies(outbox));
		await outbox.enqueue(send, messageOf('a'));
		expect(reader.current).toEqual(['a']);
		await outbox.edit('a', messageOf('a', 'b'));
		expect(reader.current).toEqual(['b']);
		await outbox.discard('a');
		expect(reader.current).toEqual([]);
		await reader.stop();
	});

	test('applies optimistic updates to a result, also when one of the app’s updates throws', async () => {
		const failingUpdate = {
			query: list,
			args: ({ conversation }: Message) => ({ conversation }),
			apply: () => {
				throw new Error('a mistake');
			}
		};
		const [, ...others] = deliveries;
		const store = createMemoryStore();
		const outbox = await open(store);
		await outbox.enqueue(send, messageOf('a'));
		const key = queryKey(list, { conversation: 'c' });
		expect(outbox.withOptimisticUpdates(key, [messageOf('x')])).toEqual([
			messageOf('x'),
			messageOf('a')
		]);
		expect(outbox.withOptimisticUpdates(queryKey(list, { conversation: 'd' }), [])).toEqual([]);
		const mistaken = await open(store, {
			deliveries: [defineDelivery(send, { optimisticUpdates: [failingUpdate] }), ...others]
		});
		expect(mistaken.withOptimisticUpdates(key, [messageOf('x')])).toEqual([messageOf('x')]);
	});

	test('creates a client id for a mutation without one', async () => {
		const outbox = await open(createMemoryStore(), { deliveries: [defineDelivery(send)] });
		const ids = [
			await outbox.enqueue(send, messageOf('a')),
			await outbox.enqueue(send, messageOf('a'))
		];
		expect(new Set(ids).size).toBe(2);
		expect(ids[0]).toHaveLength(createClientId().length);
	});
});

describe('the outbox refuses', () => {
	test('a mutation without a delivery', async () => {
		const outbox = await open(createMemoryStore(), { deliveries: [] });
		const enqueued = outbox.enqueue(send, messageOf('a'));
		await expect(enqueued).rejects.toMatchObject({ code: 'not_defined' });
	});

	test('every mutation once it is closed', async () => {
		const outbox = await open(createMemoryStore());
		await outbox.enqueue(send, messageOf('a'));
		outbox.close();
		const enqueued = outbox.enqueue(send, messageOf('a'));
		await expect(enqueued).rejects.toMatchObject({ code: 'closed' });
		await expect(outbox.discard('a')).rejects.toMatchObject({ code: 'closed' });
	});

	test('a mutation that does not fit on the disk, after it has evicted the cache', async () => {
		const evictCache = vi.fn(() => Promise.resolve());
		const store = failing(createMemoryStore(), 'quota_exceeded');
		const outbox = await open(store, { evictCache });
		await outbox.enqueue(send, messageOf('a'));
		expect(evictCache).toHaveBeenCalledOnce();
		expect(bodies(outbox)).toEqual(['a']);

		const full = failing(createMemoryStore(), 'quota_exceeded', 'quota_exceeded');
		const enqueued = (await open(full)).enqueue(send, messageOf('a'));
		await expect(enqueued).rejects.toMatchObject({ code: 'storage_full' });
	});

	test.each<StorageErrorCode>(['failed', 'timed_out', 'closed'])(
		'a mutation that the storage does not store: %s',
		async (code) => {
			const outbox = await open(failing(createMemoryStore(), code));
			const enqueued = outbox.enqueue(send, messageOf('a'));
			await expect(enqueued).rejects.toMatchObject({ code: 'storage_failed' });
			expect(bodies(outbox)).toEqual([]);
			await outbox.enqueue(send, messageOf('a'));
			expect(bodies(outbox)).toEqual(['a']);
		}
	);

	test('a change that is not stored: the entry stays as it was', async () => {
		const store = createMemoryStore();
		await (await open(store)).enqueue(send, messageOf('a'));
		const outbox = await open(failing(store, 'failed', 'failed'));
		await expect(outbox.discard('a')).rejects.toMatchObject({ code: 'storage_failed' });
		const edited = outbox.edit('a', messageOf('a', 'better'));
		await expect(edited).rejects.toMatchObject({ code: 'storage_failed' });
		expect(bodies(outbox)).toEqual(['a']);
	});
});

import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister';
import { QueryClient } from '@tanstack/svelte-query';
import {
	persistQueryClientRestore,
	persistQueryClientSave
} from '@tanstack/svelte-query-persist-client';
import { Dexie, type Table } from 'dexie';
import { openDB } from 'idb';
import { openIdbStore } from '../../src/lib/cache/idb-store.ts';
import { ItemCache } from '../../src/lib/cache/item-cache.ts';
import type { ItemList } from '../../src/lib/cache/item-list.ts';

/** A message as the app caches it. */
interface Message {
	list: string;
	id: string;
	clientId: string;
	author: string;
	authorId: string;
	body: string;
	sentAt: number;
}

/** What keeps messages, of one list that has some already. */
interface Contestant {
	fill(messages: Message[]): Promise<void>;
	/** The newest 50, oldest first. */
	newest(): Promise<Message[]>;
	all(): Promise<Message[]>;
	/** Keeps one more message; those that a client then has are given. */
	save(messages: Message[]): Promise<void>;
}

/** The persister brings a copy of TanStack Query's core of its own, and its types with it. */
type PersistedClient = Parameters<typeof persistQueryClientSave>[0]['queryClient'];

const LIST = 'messages:list({"conversationId":"jn7a1b2c3d4e5f6g7h8j9k0m1n2p3q4r"})';
const NEWEST = 50;
const shape = { keyOf: ({ id }: Message) => id, orderOf: ({ sentAt }: Message) => sentAt };

function message(number: number): Message {
	const name = String(number).padStart(12, '0');
	return {
		list: 'a',
		id: `k57d8wq0z3x9c1v5b7n2m4${name}`,
		clientId: `01937a5e-7c00-7000-8000-${name}`,
		author: 'Grace Hopper',
		authorId: 'user_2abcdefghijklmnopqrstuvwxyz',
		body: `Are you still there? I shall wait for you at the gate until eight. ${number}`,
		sentAt: 1_795_000_000_000 + number * 1_000
	};
}

const messages = (from: number, count: number) =>
	Array.from({ length: count }, (_, index) => message(from + index));

async function ours(name: string): Promise<Contestant> {
	const cache = new ItemCache({
		store: await openIdbStore(name),
		subject: 'user_ada',
		now: Date.now,
		isClosed: () => false
	});
	const list: ItemList<Message> = cache.list(LIST, shape);
	return {
		fill: (items) =>
			list.adopt(items, {
				from: items[0]?.sentAt,
				to: items.at(-1)?.sentAt,
				keep: 'newest',
				limit: Infinity
			}),
		newest: async () => [...(await list.before(Infinity, NEWEST)).items].slice(-NEWEST),
		all: async () => [...(await list.all()).items],
		save: (items) => list.adopt(items.slice(-NEWEST), { keep: 'newest', limit: NEWEST })
	};
}

function dexie(name: string): Contestant {
	const database = new Dexie(name);
	database.version(1).stores({ messages: 'id, [list+sentAt]' });
	const table: Table<Message> = database.table('messages');
	const ofList = () =>
		table.where('[list+sentAt]').between(['a', Dexie.minKey], ['a', Dexie.maxKey]);
	return {
		fill: async (items) => void (await table.bulkPut(items)),
		newest: async () => (await ofList().reverse().limit(NEWEST).toArray()).reverse(),
		all: () => ofList().toArray(),
		save: async (items) => {
			const last = items.at(-1);
			if (last) await table.put(last);
		}
	};
}

async function tanstack(name: string): Promise<Contestant> {
	const database = await openDB(name, 1, {
		upgrade: (opened) => void opened.createObjectStore('keyval')
	});
	let written: () => void = () => undefined;
	const persister = createAsyncStoragePersister({
		storage: {
			getItem: (key: string) => database.get('keyval', key) as Promise<string | undefined>,
			setItem: async (key: string, value: string) => {
				await database.put('keyval', value, key);
				written();
			},
			removeItem: (key: string) => database.delete('keyval', key)
		},
		// It waits a second otherwise, and costs the same.
		throttleTime: 0
	});
	const queryClient = newQueryClient();
	const save = async (items: Message[]) => {
		const isWritten = new Promise<void>((resolve) => (written = resolve));
		queryClient.setQueryData([LIST], [...items]);
		// Answers before it has written.
		await persistQueryClientSave({ queryClient, persister });
		await isWritten;
	};
	const all = async () => {
		const restored = newQueryClient();
		await persistQueryClientRestore({ queryClient: restored, persister });
		return restored.getQueryData<Message[]>([LIST]) ?? [];
	};
	return { fill: save, newest: async () => (await all()).slice(-NEWEST), all, save };
}

function newQueryClient(): PersistedClient {
	return new QueryClient() as unknown as PersistedClient;
}

const KINDS = { ours, dexie, tanstack };
export type Kind = keyof typeof KINDS;

const BATCH = 10_000;
let contestant: Contestant;
let count = 0;

/** Opens a contestant with this many cached messages. */
export async function open(kind: Kind, size: number): Promise<void> {
	contestant = await KINDS[kind](`bench-${kind}`);
	if (kind === 'tanstack') await contestant.fill(messages(0, size));
	else {
		for (let from = 0; from < size; from += BATCH) {
			await contestant.fill(messages(from, Math.min(BATCH, size - from)));
		}
	}
	count = size;
}

/** The milliseconds to read the newest 50. */
export async function readNewest(times: number): Promise<number> {
	const start = performance.now();
	for (let n = 0; n < times; n++) {
		const read = await contestant.newest();
		if (read.length !== NEWEST || read.at(-1)?.id !== message(count - 1).id)
			throw new Error('Wrong');
	}
	return (performance.now() - start) / times;
}

/** The milliseconds to read all. */
export async function readAll(): Promise<number> {
	const start = performance.now();
	const read = await contestant.all();
	const ms = performance.now() - start;
	if (read.length !== count) throw new Error(`${read.length} of ${count}`);
	return ms;
}

/** The milliseconds to store one more message, while the client has as many as are stored. */
export async function save(times: number, known = NEWEST): Promise<number> {
	const items = messages(count - known, known);
	let ms = 0;
	for (let n = 0; n < times; n++) {
		items.push(message(count));
		count += 1;
		const start = performance.now();
		await contestant.save(items);
		ms += performance.now() - start;
	}
	return ms / times;
}

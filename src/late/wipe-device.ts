import type { api } from '../../convex/_generated/api';
import { browserFeatures } from '../lib/browser-features.js';
import { cachesOf } from '../routes/(app)/snapshot/snapshot-cache';
import { SNAPSHOT_CACHE } from '../routes/(app)/snapshot/snapshot-names';

/** The names of the backend's functions, so that a rename is a type error. */
type FunctionName = {
	[Module in keyof typeof api]: `${Module}:${keyof (typeof api)[Module] & string}`;
}[keyof typeof api];

/** How the names of the library's databases begin; the rest names the deployment. */
const DATABASES = 'clerk-convex:';

/** A storage that does not answer in this time is wedged. */
const ANSWER_MS = 4_000;

/** Where the library notes who is signed in, and which sign-outs Clerk is to be told of. */
const RECORD = ['device', 'record'];

/** Where it notes that this device is to keep nothing. That is the device's, not a user's: it stays. */
const KEPT = ['device', 'kept'];

/** All that users have written and that is not known to have arrived. In IndexedDB an array comes after every text. */
const OUTBOX = ['outbox'];

/** It only says how far somebody has read: nobody misses it. */
const READ_MARK = 'reads:mark' satisfies FunctionName;

/** The names of the databases that the library has made on this device. */
export async function findDatabases(): Promise<string[]> {
	const all = await inTime(indexedDB.databases());
	return all.flatMap(({ name }) => (name?.startsWith(DATABASES) ? name : []));
}

/**
 * How many messages, and other things that users have written, wait on this device.
 *
 * @throws when that cannot be read
 */
export async function countPending(): Promise<number> {
	let count = 0;
	for (const name of await findDatabases()) {
		await transact(name, 'readonly', async (rows) => {
			const range = IDBKeyRange.bound(OUTBOX, [...OUTBOX, []]);
			const written = (await settle(rows.getAll(range))) as Partial<StoredEntry>[];
			count += written.filter(isMissed).length;
		});
	}
	return count;
}

interface StoredEntry {
	mutation: unknown;
	state: { status?: unknown };
}

/** Also what cannot be read: it may be what somebody has written. */
function isMissed(row: Partial<StoredEntry> | null): boolean {
	return row?.mutation !== READ_MARK && row?.state?.status !== 'sent';
}

/**
 * Signs out without the app: removes what the device keeps of all users, what they have not sent
 * too, and notes the sign-out as the library does. So the app, when it runs again, ends the session
 * at Clerk before it shows anybody as signed in; tabs in which it runs sign out at once.
 *
 * @throws AggregateError when not all of it has happened; what could be removed is removed
 */
export async function wipeDevice(): Promise<void> {
	const failures: unknown[] = [];
	const attempt = async (step: () => unknown) => {
		try {
			await step();
		} catch (error) {
			failures.push(error);
		}
	};
	// What the next launch paints goes first: after a crash behind it the app still knows whose data it is.
	const caches = cachesOf(window);
	if (caches) await attempt(() => inTime(deleteSnapshots(caches)));
	await attempt(forgetToken);
	await attempt(() => sessionStorage.clear());
	await attempt(emptyLocalStorage);
	await attempt(async () => {
		for (const name of await findDatabases()) await attempt(() => emptyDatabase(name));
	});
	if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be removed.');
}

async function deleteSnapshots(caches: CacheStorage): Promise<void> {
	await emptyCache(caches, SNAPSHOT_CACHE);
	await caches.delete(SNAPSHOT_CACHE);
}

/** On a full disk Chromium deletes what is in a cache, and not the cache. */
async function emptyCache(caches: CacheStorage, name: string): Promise<void> {
	if (!(await caches.has(name))) return;
	const cache = await caches.open(name);
	for (const request of await cache.keys()) await cache.delete(request);
	if ((await cache.keys()).length > 0) throw new Error(`The cache ${name} is not empty.`);
}

/** A database needs room to delete. What can be downloaded again makes some. */
async function makeRoom(): Promise<void> {
	const caches = cachesOf(window);
	for (const name of (await caches?.keys()) ?? []) {
		await inTime(emptyCache(caches as CacheStorage, name)).catch(() => undefined);
	}
}

async function emptyDatabase(name: string): Promise<void> {
	const emptyIt = () => transact(name, 'readwrite', empty);
	try {
		await emptyIt().catch(async () => {
			await noteSignOut(name);
			await makeRoom();
			await emptyIt();
		});
		await transact(name, 'readonly', async (rows) => {
			const left = (await settle(rows.getAllKeys())).filter((key) => !isDevices(key));
			if (left.length > 0) throw new Error('The database is not empty.');
		});
		localStorage.removeItem(name);
	} catch (error) {
		// Nothing stays of what was written and read. The note of the sign-out is in local storage.
		await inTime(settle(indexedDB.deleteDatabase(name)));
		throw error;
	}
	const { openChannel } = browserFeatures(window, () => undefined);
	openChannel(name)?.postMessage('changed');
}

function isDevices(key: IDBValidKey): boolean {
	return Array.isArray(key) && key[0] === 'device';
}

/** Where the library looks for it too (src/lib/sign-out-notes.ts). */
async function noteSignOut(name: string): Promise<void> {
	let signOuts: object[] = [];
	const read = async (rows: IDBObjectStore) => {
		signOuts = signOutsIn(await settle(rows.get(RECORD)));
	};
	await transact(name, 'readonly', read).catch(() => undefined);
	localStorage.setItem(name, JSON.stringify(signOuts));
}

async function empty(rows: IDBObjectStore): Promise<void> {
	const read = (key: string[]): Promise<unknown> => settle(rows.get(key));
	const [record, kept] = await Promise.all([read(RECORD), read(KEPT)]);
	rows.clear();
	if (kept !== undefined) rows.put(kept, KEPT);
	const signOuts = signOutsIn(record);
	if (signOuts.length > 0) rows.put({ version: 1, signOuts }, RECORD);
}

/** The sessions that Clerk is to end: those that were noted before, and the one that is remembered. */
function signOutsIn(record: unknown): object[] {
	const { identity, signOuts } = Object(record) as Record<string, unknown>;
	const { sessionId, subject } = Object(identity) as Record<string, unknown>;
	const before = Array.isArray(signOuts) ? (signOuts as object[]) : [];
	return typeof sessionId === 'string' ? [...before, { sessionId, subject }] : before;
}

/** Clerk's session token names the user, and scripts can read it. */
function forgetToken(): void {
	for (const cookie of document.cookie.split('; ')) {
		const [name = ''] = cookie.split('=');
		if (name.startsWith('__session')) document.cookie = `${name}=; Max-Age=0; path=/`;
	}
}

function emptyLocalStorage(): void {
	for (const name of Object.keys(localStorage)) {
		// The theme and the language are the device's.
		if (name !== 'preferences') localStorage.removeItem(name);
	}
}

async function transact(
	name: string,
	mode: IDBTransactionMode,
	work: (rows: IDBObjectStore) => Promise<void>
): Promise<void> {
	const database = await inTime(settle(indexedDB.open(name)));
	try {
		const transaction = database.transaction('rows', mode, { durability: 'strict' });
		const done = new Promise<void>((resolve, reject) => {
			transaction.oncomplete = () => resolve();
			transaction.onabort = () => reject(transaction.error ?? new Error('It was aborted.'));
		});
		done.catch(() => undefined);
		const worked = work(transaction.objectStore('rows')).catch((error: unknown) => {
			// Or the part that has worked would be committed.
			transaction.abort();
			throw error;
		});
		await inTime(Promise.all([worked, done]));
	} finally {
		database.close();
	}
}

function settle<Result>(request: IDBRequest<Result>): Promise<Result> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('It failed.'));
	});
}

function inTime<Result>(answer: Promise<Result>): Promise<Result> {
	return Promise.race([
		answer,
		new Promise<never>((_resolve, reject) => {
			setTimeout(() => reject(new Error('The storage does not answer.')), ANSWER_MS);
		})
	]);
}

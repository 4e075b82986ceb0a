import { isGone, type ClerkSession } from './auth/auth-state.js';
import { SessionRecord, type RecordStore } from './auth/session-record.svelte.js';
import type { OpenChannel } from './browser-features.js';
import type { Key, KeyValueStore } from './cache/key-value-store.js';
import { PersistentCache, PERSISTENCE_RECORD } from './cache/persistent-cache.svelte.js';
import { openStore } from './cache/open-store.js';
import { deleteCaches, sizeOfCaches } from './cache/snapshot-caches.js';
import { UserData } from './cache/user-data.js';
import { countPending, discardAll } from './outbox/outbox-store.js';
import { createTabChannel } from './outbox/tab-channel.js';

/** The key of the session record. */
const RECORD: Key = ['device', 'record'];

export interface DeviceOptions {
	/** Separates apps, and deployments of one app, that share an origin. */
	name: string;
	/** The names of the caches with snapshots, which a launch shows before it knows who is signed in. */
	snapshotCaches: readonly string[];
	/** The browser's Cache Storage; not every browser has it. */
	caches: CacheStorage | undefined;
	openChannel: OpenChannel;
}

/** The data on this device: the session record, and the data of each user. */
export class Device {
	readonly sessionRecord = new SessionRecord();
	/** The cache of data that the backend can give again. */
	readonly cache = new PersistentCache();
	#options: DeviceOptions | undefined;
	#store: KeyValueStore | undefined;

	/** Opens the device until the signal is aborted. */
	async open(options: DeviceOptions, signal: AbortSignal): Promise<void> {
		this.#options = options;
		const store = await openStore(options.name);
		if (signal.aborted) return store.close();
		signal.addEventListener('abort', () => store.close());
		this.#store = store;
		const records = createRecords(store, options, signal);
		const snapshots = {
			delete: () => this.deleteSnapshots(),
			size: () => sizeOfCaches(options.caches, options.snapshotCaches)
		};
		const cacheIsOpen = this.cache.open(
			{ store, record: records(PERSISTENCE_RECORD), snapshots },
			signal
		);
		const record = records(RECORD);
		const read = async () => {
			const stored = await record.read();
			// The account opens, and reads the cache, when the session record is known: so the setting comes
			// first.
			await cacheIsOpen;
			return stored;
		};
		await this.sessionRecord.open({ ...record, read, deleteSnapshots: snapshots.delete }, signal);
	}

	/** The device's store. */
	get store(): KeyValueStore {
		if (!this.#store) throw new Error('The device is not open yet.');
		return this.#store;
	}

	/** Deletes a user's data. Their outbox stays for their next sign-in. */
	async wipe(subject: string): Promise<void> {
		if (!this.#store) return;
		await Promise.all([this.#store, this.cache.store].map((one) => UserData.wipe(one, subject)));
	}

	/** Deletes the snapshots, which a launch shows before it knows who is signed in. */
	async deleteSnapshots(): Promise<void> {
		const { caches, snapshotCaches = [] } = this.#options ?? {};
		await deleteCaches(caches, snapshotCaches);
	}

	/** Deletes a user's outbox. */
	async discardPending(subject: string): Promise<void> {
		if (this.#store) await discardAll(this.#store, subject);
	}

	/** The number of pending mutations of all users, by the mutation's name. */
	async countPending(): Promise<ReadonlyMap<string, number>> {
		return this.#store ? await countPending(this.#store) : new Map();
	}

	/** Deletes the data of users who, by Clerk's answer, have no session in this browser any more. */
	async forgetTheGone(session: ClerkSession): Promise<void> {
		const { identity } = this.sessionRecord;
		if (identity && isGone(identity.subject, session))
			await this.sessionRecord.forget(identity.subject);
		for (const subject of this.#store ? await UserData.listSubjects(this.#store) : []) {
			if (isGone(subject, session)) await this.wipe(subject);
		}
	}
}

/** Reads and changes records in the store, and tells other tabs of changes. */
function createRecords(
	store: KeyValueStore,
	{ name, openChannel }: DeviceOptions,
	signal: AbortSignal
) {
	const channel = createTabChannel(openChannel(name), signal);
	return (key: Key): Omit<RecordStore, 'deleteSnapshots'> => ({
		read: () => store.get(key),
		update: async (change) => {
			await store.update(key, change);
			channel.post('changed');
		},
		onChange: (listener) => {
			const over = new AbortController();
			channel.on('changed', listener, over.signal);
			return () => over.abort();
		}
	});
}

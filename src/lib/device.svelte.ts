import { isGone, type ClerkSession } from './auth/auth-state.js';
import { SessionRecord, type RecordStore } from './auth/session-record.svelte.js';
import type { Key, KeyValueStore } from './cache/key-value-store.js';
import { PersistentCache, PERSISTENCE_RECORD } from './cache/persistent-cache.svelte.js';
import { openStore } from './cache/open-store.js';
import { deleteCaches, sizeOfCaches } from './cache/snapshot-caches.js';
import { UserData } from './cache/user-data.js';
import { countPending, discardAll } from './outbox/outbox-store.js';

/** Where the record of who is signed in lies. */
const RECORD: Key = ['device', 'record'];

export interface DeviceOptions {
	/** Sets apart apps, and deployments of one app, that share an origin. */
	name: string;
	/** The caches in which the app keeps what a launch shows before it knows who is signed in. */
	snapshotCaches: readonly string[];
	/** Where those are; not every browser has it. */
	caches: CacheStorage | undefined;
}

/** What lies on this device: who is signed in, and the data of each user. */
export class Device {
	readonly sessionRecord = new SessionRecord();
	/** What can be had again from the backend. */
	readonly cache = new PersistentCache();
	#options: DeviceOptions | undefined;
	#store: KeyValueStore | undefined;

	/** Opens the device until the signal is aborted. */
	async open(options: DeviceOptions, signal: AbortSignal): Promise<void> {
		this.#options = options;
		const { name } = options;
		const store = await openStore(name);
		if (signal.aborted) return store.close();
		signal.addEventListener('abort', () => store.close());
		this.#store = store;
		const records = createRecords(store, name, signal);
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
			// Whose data it is must not be known before whether any is kept: then it is read.
			await cacheIsOpen;
			return stored;
		};
		await this.sessionRecord.open({ ...record, read, deleteSnapshots: snapshots.delete }, signal);
	}

	/** All that the device keeps. */
	get store(): KeyValueStore {
		if (!this.#store) throw new Error('The device is not open yet.');
		return this.#store;
	}

	/** Removes all of a user's data; what they have written and not sent stays for their next sign-in. */
	async wipe(subject: string): Promise<void> {
		if (!this.#store) return;
		await Promise.all([this.#store, this.cache.store].map((one) => UserData.wipe(one, subject)));
	}

	/** Removes what a launch would show before it knows who is signed in. */
	async deleteSnapshots(): Promise<void> {
		const { caches, snapshotCaches = [] } = this.#options ?? {};
		await deleteCaches(caches, snapshotCaches);
	}

	/** Removes what a user has written and not sent. */
	async discardPending(subject: string): Promise<void> {
		if (this.#store) await discardAll(this.#store, subject);
	}

	/** How many mutations wait here for their users to sign in, by the mutation's name. */
	async countPending(): Promise<ReadonlyMap<string, number>> {
		return this.#store ? await countPending(this.#store) : new Map();
	}

	/** On Clerk's answer: who has no session in this browser any more leaves nothing on it. */
	async forgetTheGone(session: ClerkSession): Promise<void> {
		const { identity } = this.sessionRecord;
		if (identity && isGone(identity.subject, session))
			await this.sessionRecord.forget(identity.subject);
		for (const subject of this.#store ? await UserData.listSubjects(this.#store) : []) {
			if (isGone(subject, session)) await this.wipe(subject);
		}
	}
}

/** Records in the store by their keys, with word of them to and from other tabs. */
function createRecords(store: KeyValueStore, name: string, signal: AbortSignal) {
	const channel = new BroadcastChannel(name);
	signal.addEventListener('abort', () => channel.close());
	return (key: Key): Omit<RecordStore, 'deleteSnapshots'> => ({
		read: () => store.get(key),
		update: async (change) => {
			await store.update(key, change);
			if (!signal.aborted) channel.postMessage('changed');
		},
		onChange: (listener) => {
			channel.addEventListener('message', listener);
			return () => channel.removeEventListener('message', listener);
		}
	});
}

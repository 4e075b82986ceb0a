import { DEV } from 'esm-env';
import type { SessionRef } from './auth/auth-state.js';
import { SessionRecord, withSignOuts, type RecordStore } from './auth/session-record.svelte.js';
import type { OpenChannel } from './browser-features.js';
import type { Key, KeyValueStore } from './cache/key-value-store.js';
import { PersistentCache, PERSISTENCE_RECORD } from './cache/persistent-cache.svelte.js';
import { openStore } from './cache/open-store.js';
import { StorageError } from './cache/storage-error.js';
import { deleteCaches } from './cache/snapshot-caches.js';
import { UserData } from './cache/user-data.js';
import type { Report } from './diagnostics.js';
import { discardAll } from './outbox/outbox-store.js';
import { createTabChannel } from './outbox/tab-channel.js';
import { createSignOutNotes, type SignOutNotes } from './sign-out-notes.js';
import { tellDeveloper } from './tell-developer.js';

/** The key of the session record. */
const RECORD: Key = ['device', 'record'];

export interface DeviceOptions {
	/** Separates apps, and deployments of one app, that share an origin. */
	name: string;
	/** The names of the caches with snapshots, which a launch shows before it knows who is signed in. */
	snapshotCaches: readonly string[];
	/** The browser's Cache Storage; not every browser has it. */
	caches: CacheStorage | undefined;
	/** The browser's local storage; not every page may use it. */
	noteStorage: Storage | undefined;
	openChannel: OpenChannel;
	report: Report;
	/**
	 * Whether Clerk has said who is signed in. Until then a slow device is waited for: nobody else knows it, and
	 * what it says must not be taken for "nobody".
	 */
	hasClerkAnswered: () => boolean;
	/** Opens the store of this name. */
	openStore?: typeof openStore;
}

/** The data on this device: the session record, and the data of each user. */
export class Device {
	readonly sessionRecord = new SessionRecord();
	/** The cache of data that the backend can give again. */
	readonly cache = new PersistentCache();
	#options: DeviceOptions | undefined;
	#store: KeyValueStore | undefined;
	#notes: SignOutNotes | undefined;
	/** Users who have signed out, and of whom something may be left on the device. */
	#left = $state.raw<readonly string[]>([]);

	/** Whether something of a user who has signed out could not be removed from the device. */
	get isDataLeft(): boolean {
		return this.#left.length > 0;
	}

	/** Opens the device until the signal is aborted. */
	async open(options: DeviceOptions, signal: AbortSignal): Promise<void> {
		this.#options = options;
		const report = DEV ? explainRefusals(options.report) : options.report;
		const { hasClerkAnswered } = options;
		const store = await (options.openStore ?? openStore)(options.name, report, hasClerkAnswered);
		if (signal.aborted) return store.close();
		signal.addEventListener('abort', () => store.close());
		this.#store = store;
		const notes = createSignOutNotes(options.noteStorage, options.name, options.report);
		this.#notes = notes;
		const records = createRecords(store, options, signal);
		const snapshots = { ...options, delete: () => this.deleteSnapshots() };
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
			return withSignOuts(stored, notes.read());
		};
		await this.sessionRecord.open({ ...record, read, deleteSnapshots: snapshots.delete }, signal);
		await this.#finishSignOuts();
	}

	/** Whether the device can be read. */
	get isOpen(): boolean {
		return this.#store !== undefined;
	}

	/** The device's store. */
	get store(): KeyValueStore {
		if (!this.#store) throw new Error('The device is not open yet.');
		return this.#store;
	}

	/**
	 * Signs a user out on this device: notes it, and removes their data. Their outbox stays for their next
	 * sign-in, unless it is to be discarded. {@link isDataLeft} says when a disk does not let go.
	 */
	async signOut(session: SessionRef, pending: 'keep' | 'discard'): Promise<void> {
		this.#notes?.add(session);
		let areGone = await this.#remove(session, pending);
		if (!areGone.rows) {
			// A database needs room to delete. This makes some.
			await import('./cache/make-room.js').then(
				({ makeRoom }) => this.#options && makeRoom(this.#options.caches, this.#options.report),
				(error: unknown) => this.#options?.report('module_not_loaded', error)
			);
			areGone = await this.#remove(session, pending);
		}
		const isAllGone = areGone.rows && areGone.snapshots;
		if (isAllGone) this.#notes?.remove(session.sessionId);
		this.#setLeft(session.subject, !isAllGone);
	}

	/** Tries again to remove what is left of users who have signed out. */
	async removeLeft(): Promise<void> {
		await this.#finishSignOuts();
		for (const subject of this.#left) await this.wipeGone(subject);
	}

	/** Deletes the data of a user who has signed out. {@link isDataLeft} says when that was not possible. */
	async wipeGone(subject: string): Promise<void> {
		this.#setLeft(subject, !(await this.wipe(subject)));
	}

	/** Deletes a user's data. Resolves with whether nothing is left. Their outbox stays. */
	async wipe(subject: string): Promise<boolean> {
		if (!this.#store) return true;
		const stores = [this.#store, this.cache.store];
		// The store has reported it.
		const gone = await Promise.all(
			stores.map((one) => UserData.wipe(one, subject).catch(() => false))
		);
		return gone.every(Boolean);
	}

	/** Deletes the snapshots, which a launch shows before it knows who is signed in. */
	async deleteSnapshots(): Promise<boolean> {
		if (!this.#options) return true;
		const { caches, snapshotCaches, report } = this.#options;
		return await deleteCaches(caches, snapshotCaches, report);
	}

	async #finishSignOuts(): Promise<void> {
		for (const session of this.#notes?.read() ?? []) {
			const isBack = this.sessionRecord.identity?.subject === session.subject;
			if (isBack) this.#notes?.remove(session.sessionId);
			else await this.signOut(session, 'keep');
		}
	}

	/**
	 * Removes what is kept of a user. Resolves with what is gone: the snapshots, and all rows of the
	 * database that are to go. The snapshots go first: that makes room.
	 */
	async #remove(session: SessionRef, pending: 'keep' | 'discard') {
		const isNoted = await this.sessionRecord.beginSignOut(session);
		const snapshots = await this.deleteSnapshots();
		const isWiped = await this.wipe(session.subject);
		const isDiscarded = pending === 'keep' || (await this.#discardPending(session.subject));
		const isNotedNow = isNoted || (await this.sessionRecord.beginSignOut(session));
		return { snapshots, rows: (isNotedNow && isWiped && isDiscarded) || !this.#store };
	}

	#setLeft(subject: string, isLeft: boolean): void {
		const others = this.#left.filter((one) => one !== subject);
		this.#left = isLeft ? [...others, subject] : others;
	}

	async #discardPending(subject: string): Promise<boolean> {
		if (!this.#store) return true;
		// The store has reported it.
		return await discardAll(this.#store, subject).then(
			() => true,
			() => false
		);
	}
}

/** Nothing fails when a page may store nothing, so nobody would look for the reason. */
function explainRefusals(report: Report): Report {
	return (code, error) => {
		if (code === 'open_failed') {
			const words =
				'The browser lets this page store nothing: a private window, blocked cookies, or a frame of another ' +
				'site. Messages and drafts last only until the page goes: `client.account.durability` is ' +
				'"memory", so tell your user.';
			tellDeveloper(new StorageError('refused', error, words));
		}
		report(code, error);
	};
}

/** Reads and changes records in the store, and tells other tabs of changes. */
function createRecords(
	store: KeyValueStore,
	{ name, openChannel, hasClerkAnswered }: DeviceOptions,
	signal: AbortSignal
) {
	const channel = createTabChannel(openChannel(name), signal);
	const read = async (key: Key): Promise<unknown> => {
		try {
			return await store.transact('read', (transaction) => transaction.get(key));
		} catch (error) {
			// The store has reported it.
			const isSlow = error instanceof StorageError && error.code === 'timed_out';
			return isSlow && !signal.aborted && !hasClerkAnswered() ? await read(key) : undefined;
		}
	};
	return (key: Key): Omit<RecordStore, 'deleteSnapshots'> => ({
		read: () => read(key),
		update: async (change) => {
			// The store has reported it.
			const isStored = await store
				.transact('strict', async (transaction) =>
					transaction.put(key, change(await transaction.get(key)))
				)
				.then(
					() => true,
					() => false
				);
			channel.post('changed');
			return isStored;
		},
		onChange: (listener) => {
			const over = new AbortController();
			channel.on('changed', listener, over.signal);
			return () => over.abort();
		}
	});
}

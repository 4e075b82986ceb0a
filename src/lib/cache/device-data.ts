import { deleteIdbCache, openIdbCache } from './idb-cache.ts';
import { createMemoryCache } from './memory-cache.ts';
import type { QueryCache } from './query-cache.ts';
import { listSubjects, UserStorage } from './user-storage.ts';

/** Marks that a subject has data on this device, so that it is found again to be wiped. */
const OPENED = 'opened';

/** All that this device keeps for the subjects of one app and deployment. One place opens it, and wipes it. */
export class DeviceData {
	readonly #storage: Storage | undefined;
	readonly #namespace: string;

	/** @param namespace sets apart apps, and deployments of one app, that share an origin */
	constructor(storage: Storage | undefined, namespace: string) {
		this.#storage = storage;
		this.#namespace = namespace;
	}

	/** Opens a subject's cache of query results; in memory where storage does not work. */
	async openCache(subject: string): Promise<QueryCache> {
		this.storageOf(subject).set(OPENED, '1');
		try {
			return await openIdbCache(this.#databaseName(subject));
		} catch {
			return createMemoryCache();
		}
	}

	/** A subject's small texts. */
	storageOf(subject: string): UserStorage {
		return new UserStorage(this.#storage, this.#namespace, subject);
	}

	/** The subjects that have data on this device. */
	subjects(): string[] {
		return listSubjects(this.#storage, this.#namespace);
	}

	/** Removes everything of a subject. The list of subjects forgets it last, so that a crash repeats it. */
	async wipe(subject: string): Promise<void> {
		await deleteIdbCache(this.#databaseName(subject)).catch(() => undefined);
		this.storageOf(subject).clear();
	}

	#databaseName(subject: string): string {
		return `${this.#namespace}:${subject}`;
	}
}

import { scopeOf, type Identity, type SessionRef } from './auth-state.js';

/** Bumped when the shape of the record changes; another version's is not read. */
const VERSION = 1;

/** Where the record lies; another tab may change it too. */
export interface RecordStore {
	read(): Promise<unknown>;
	/** Resolves when the change is on the disk. */
	update(change: (record: unknown) => unknown): Promise<void>;
	/** Deletes what a launch may show before it has read the record. */
	deleteSnapshots(): Promise<void>;
	/** Calls the listener when another tab has changed the record; returns what stops that. */
	onChange(listener: () => void): () => void;
}

interface DeviceRecord {
	identity: Identity | undefined;
	signOuts: readonly SessionRef[];
}

const EMPTY: DeviceRecord = { identity: undefined, signOuts: [] };

/**
 * What this device remembers of who is signed in: the last identity that Convex confirmed, and the
 * sign-outs that Clerk has yet to be told of. Never a token.
 *
 * A change shows at once in this tab and, when it is on the disk, in the others.
 */
export class SessionRecord {
	#store: RecordStore | undefined;
	/** How many changes this tab has made: what was read before one of them is out of date. */
	#changes = 0;
	/** Whoever was remembered before has left nothing to be shown: until then nothing is written. */
	#left: Promise<unknown> | undefined;
	#record = $state.raw<DeviceRecord | undefined>();

	/** Whether the record has been read. Until then nothing is known of who is signed in. */
	get isOpen(): boolean {
		return this.#record !== undefined;
	}

	/** The identity that Convex confirmed last. */
	get identity(): Identity | undefined {
		return this.#record?.identity;
	}

	/** Sessions signed out on this device that are still to be wiped, or to be ended at Clerk. */
	get signOuts(): readonly SessionRef[] {
		return this.#record?.signOuts ?? EMPTY.signOuts;
	}

	/** Reads the record, and follows other tabs until the signal is aborted. */
	async open(store: RecordStore, signal: AbortSignal): Promise<void> {
		this.#store = store;
		const stop = store.onChange(() => void this.#read(store));
		signal.addEventListener('abort', stop);
		await this.#read(store);
	}

	/** Remembers an identity that Convex has confirmed. */
	async remember(identity: Identity): Promise<void> {
		await this.#change((record) => ({ ...record, identity }));
	}

	/** Forgets a subject's identity, on Clerk's answer. */
	async forget(subject: string): Promise<void> {
		await this.#change((record) => withoutIdentity(record, subject));
	}

	/** Notes a sign-out before anything is done about it, so that it survives a crash at any point. */
	async beginSignOut({ sessionId, subject }: SessionRef): Promise<void> {
		await this.#change((record) => ({
			...withoutIdentity(record, subject),
			signOuts: [...without(record.signOuts, sessionId), { sessionId, subject }]
		}));
	}

	/** Drops the note: the data is wiped and Clerk has ended the session. */
	async endSignOut(sessionId: string): Promise<void> {
		await this.#change((record) => ({ ...record, signOuts: without(record.signOuts, sessionId) }));
	}

	async #change(change: (record: DeviceRecord) => DeviceRecord): Promise<void> {
		this.#changes += 1;
		const left = this.#record?.identity;
		this.#record = change(this.#record ?? EMPTY);
		if (left && !isSameScope(left, this.#record.identity)) {
			this.#left = Promise.all([this.#left, this.#store?.deleteSnapshots()]);
		}
		// A launch after a crash in between finds who has left in the record, and nothing to show of them.
		if (this.#left) await this.#left;
		await this.#store?.update((stored) => ({ version: VERSION, ...change(parseRecord(stored)) }));
	}

	async #read(store: RecordStore): Promise<void> {
		const before = this.#changes;
		const record = parseRecord(await store.read());
		if (before === this.#changes) this.#record = record;
		else await this.#read(store);
	}
}

function isSameScope(one: Identity, other: Identity | undefined): boolean {
	return other !== undefined && scopeOf(one) === scopeOf(other);
}

function without(signOuts: readonly SessionRef[], sessionId: string): SessionRef[] {
	return signOuts.filter((one) => one.sessionId !== sessionId);
}

function withoutIdentity({ identity, signOuts }: DeviceRecord, subject: string): DeviceRecord {
	return { identity: identity?.subject === subject ? undefined : identity, signOuts };
}

function parseRecord(stored: unknown): DeviceRecord {
	if (!isObject(stored) || stored.version !== VERSION) return EMPTY;
	return {
		identity: isIdentity(stored.identity) ? stored.identity : undefined,
		signOuts: Array.isArray(stored.signOuts) ? stored.signOuts.filter(isSessionRef) : []
	};
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function isSessionRef(value: unknown): value is SessionRef {
	return (
		isObject(value) && typeof value.sessionId === 'string' && typeof value.subject === 'string'
	);
}

function isIdentity(value: unknown): value is Identity {
	return (
		isSessionRef(value) &&
		isObject(value) &&
		isObject(value.profile) &&
		typeof value.profile.name === 'string'
	);
}

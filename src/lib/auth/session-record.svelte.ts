import { isRecord } from '../is-record.js';
import { scopeOf, type Identity, type SessionRef } from './auth-state.js';

/** Increased when the shape of the record changes. A record of another version is not read. */
export const VERSION = 1;

/** The storage of the record. Another tab may change the record too. */
export interface RecordStore {
	read(): Promise<unknown>;
	/** Resolves with whether the change is on the disk. */
	update(change: (record: unknown) => unknown): Promise<boolean>;
	/** Deletes the snapshots, which a launch may show before it has read the record. */
	deleteSnapshots(): Promise<unknown>;
	/** Calls the listener when another tab has changed the record. Returns a function that stops this. */
	onChange(listener: () => void): () => void;
}

interface DeviceRecord {
	identity: Identity | undefined;
	signOuts: readonly SessionRef[];
}

const EMPTY: DeviceRecord = { identity: undefined, signOuts: [] };

/**
 * The record of who is signed in on this device: the last identity that Convex confirmed, and the sign-outs
 * that are not complete at Clerk yet. It never contains a token.
 *
 * A change shows at once in this tab, and in other tabs when it is on the disk.
 */
export class SessionRecord {
	#store: RecordStore | undefined;
	/** Counts this tab's changes: a read that began before one of them is out of date. */
	#changes = 0;
	/** Resolves when the snapshots of the last identity are deleted. Until then nothing is written. */
	#left: Promise<unknown> | undefined;
	#record = $state.raw<DeviceRecord | undefined>();

	/** Whether the record has been read. Until then it is not known who is signed in. */
	get isOpen(): boolean {
		return this.#record !== undefined;
	}

	/** The identity that Convex confirmed last. */
	get identity(): Identity | undefined {
		return this.#record?.identity;
	}

	/**
	 * Sessions that were signed out on this device, while their data or the session at Clerk still
	 * exists.
	 */
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

	/**
	 * Notes a sign-out before any of its steps, so that a crash at any point cannot lose it. Resolves with
	 * whether the note is on the disk.
	 */
	async beginSignOut(session: SessionRef): Promise<boolean> {
		return await this.#change((record) => withSignOut(record, session));
	}

	/** Removes the note of a sign-out: the data is deleted and Clerk has ended the session. */
	async endSignOut(sessionId: string): Promise<void> {
		await this.#change((record) => ({ ...record, signOuts: without(record.signOuts, sessionId) }));
	}

	async #change(change: (record: DeviceRecord) => DeviceRecord): Promise<boolean> {
		this.#changes += 1;
		const left = this.#record?.identity;
		this.#record = change(this.#record ?? EMPTY);
		if (left && !isSameScope(left, this.#record.identity)) {
			this.#left = Promise.all([this.#left, this.#store?.deleteSnapshots()]);
		}
		// The caches are deleted before the record is written. After a crash in between nothing can be shown.
		if (this.#left) await this.#left;
		const store = this.#store;
		if (!store) return false;
		return await store.update((stored) => ({ version: VERSION, ...change(parseRecord(stored)) }));
	}

	async #read(store: RecordStore): Promise<void> {
		const before = this.#changes;
		const record = parseRecord(await store.read());
		if (before !== this.#changes) return await this.#read(store);
		// Where tabs are not heard it is read ever again: what goes by it does not begin anew each time.
		if (JSON.stringify(record) !== JSON.stringify(this.#record)) this.#record = record;
	}
}

function isSameScope(one: Identity, other: Identity | undefined): boolean {
	return other !== undefined && scopeOf(one) === scopeOf(other);
}

function without(signOuts: readonly SessionRef[], sessionId: string): SessionRef[] {
	return signOuts.filter((one) => one.sessionId !== sessionId);
}

function withSignOut(record: DeviceRecord, { sessionId, subject }: SessionRef): DeviceRecord {
	return {
		...withoutIdentity(record, subject),
		signOuts: [...without(record.signOuts, sessionId), { sessionId, subject }]
	};
}

/** A stored record, and sign-outs of the session in it or of others that the device could not note in it. */
export function withSignOuts(stored: unknown, sessions: readonly SessionRef[]): unknown {
	if (sessions.length === 0) return stored;
	const record = parseRecord(stored);
	const isAnother = ({ sessionId, subject }: SessionRef) =>
		record.identity?.subject === subject && record.identity.sessionId !== sessionId;
	// The user has signed in again since.
	const open = sessions.filter((session) => !isAnother(session));
	return { version: VERSION, ...open.reduce(withSignOut, record) };
}

function withoutIdentity({ identity, signOuts }: DeviceRecord, subject: string): DeviceRecord {
	return { identity: identity?.subject === subject ? undefined : identity, signOuts };
}

/** What is stored of a record; an empty one if it is none, or of another version. */
export function parseRecord(stored: unknown): DeviceRecord {
	if (!isRecord(stored) || stored.version !== VERSION) return EMPTY;
	return {
		identity: isIdentity(stored.identity) ? stored.identity : undefined,
		signOuts: Array.isArray(stored.signOuts) ? stored.signOuts.filter(isSessionRef) : []
	};
}

export function isSessionRef(value: unknown): value is SessionRef {
	return (
		isRecord(value) && typeof value.sessionId === 'string' && typeof value.subject === 'string'
	);
}

function isIdentity(value: unknown): value is Identity {
	return (
		isSessionRef(value) &&
		isRecord(value) &&
		hasOptionalTexts(value, 'orgId', 'orgRole') &&
		Array.isArray(value.orgPermissions ?? []) &&
		isRecord(value.profile) &&
		typeof value.profile.name === 'string' &&
		hasOptionalTexts(value.profile, 'email', 'imageUrl')
	);
}

/** With another value for one of them, the account's data could not be found, or be another's. */
function hasOptionalTexts(value: Record<string, unknown>, ...names: string[]): boolean {
	return names.every((name) => value[name] === undefined || typeof value[name] === 'string');
}

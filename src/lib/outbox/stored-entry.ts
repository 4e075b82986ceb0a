import type { Value } from 'convex/values';
import { isTime } from '../cache/is-time.js';
import { isRecord } from '../is-record.js';

/** Increased when an older version cannot read what a newer one writes. */
const SCHEMA = 1;

/** The version of a delivery that names none, and of the entries of before there were versions. */
export const FIRST_VERSION = 1;

/** The digits of the largest safe integer, so that sequences sort as strings. */
const SEQUENCE_DIGITS = 16;

/** Why the backend rejects a mutation, or why it is sent only when the user asks. */
export type RejectionReason =
	/** The function refused it; `data` is the data of its `ConvexError`. */
	| { kind: 'refused'; data: Value }
	/** The backend failed several times. */
	| { kind: 'server_error'; message: string }
	/** The backend could not read it, and ended the connection. */
	| { kind: 'not_understood' }
	/** It has waited so long that the user may not want it any more. */
	| { kind: 'too_old' };

/** The stored state of an entry. */
export type StoredState =
	/** The backend has asked to wait until `until`, in milliseconds since 1970. */
	| { status: 'waiting'; until?: number }
	/** The tab `by` has claimed it to send it. */
	| { status: 'sending'; by: string }
	/** The backend acknowledged it at this time. It stays until a live result contains it. */
	| { status: 'sent'; at: number }
	/**
	 * The backend does not accept it from this session. With `by`, the backend does not accept it from this
	 * version of the app: the page `by` holds it until another page, which may be of another version.
	 */
	| { status: 'held'; by?: string }
	| { status: 'rejected'; reason: RejectionReason };

/** An outbox entry on the device. */
export interface StoredEntry {
	/**
	 * Its position in its owner's queue. Sequences sort as strings in the order of writing. Stored as
	 * `place`.
	 */
	readonly sequence: string;
	/** The client id. */
	readonly id: string;
	/** Entries with the same ordering key arrive in the order of writing. Stored as `lane`. */
	readonly orderingKey: string;
	/** The function's name. */
	readonly mutation: string;
	readonly args: Readonly<Record<string, Value>>;
	/** The delivery's version that the arguments are for. */
	readonly version: number;
	/** The client id of the entry that must arrive before this one. */
	readonly dependsOn?: string | undefined;
	/** When it was written, in milliseconds since 1970. */
	readonly writtenAt: number;
	/** When the user last asked to send it, in milliseconds since 1970. */
	readonly wantedAt: number;
	/**
	 * The latest time of the servers that the device had heard of by then, in milliseconds since 1970;
	 * `undefined` when it had heard of none.
	 */
	readonly heardAt?: number | undefined;
	/** It is not sent before this device's clock shows this time, in milliseconds since 1970. */
	readonly notBefore?: number | undefined;
	readonly state: StoredState;
	/** Whether an earlier attempt had no answer, so that it may have happened. */
	readonly mayHaveHappened: boolean;
	/** How often the backend has failed to run it. */
	readonly failures: number;
}

/** The sequence after the last one of a queue. */
export function sequenceAfter(last: string | undefined, id: string): string {
	const order = Number(last?.slice(0, SEQUENCE_DIGITS) ?? 0) + 1;
	return `${String(order).padStart(SEQUENCE_DIGITS, '0')} ${id}`;
}

/** Whether a sequence belongs to the entry with this id. */
export function isSequenceOf(id: string, sequence: string): boolean {
	return sequence.slice(SEQUENCE_DIGITS + 1) === id;
}

/**
 * All entries that depend on an entry, directly or not. An entry always comes after the one it depends
 * on.
 */
export function dependentsOf({ id }: StoredEntry, entries: readonly StoredEntry[]): StoredEntry[] {
	const ids = new Set([id]);
	return entries.filter((entry) => {
		const isDependent = entry.dependsOn !== undefined && ids.has(entry.dependsOn);
		if (isDependent) ids.add(entry.id);
		return isDependent;
	});
}

/** An entry in the form in which it is stored: stored names never change. */
export function toStored({ orderingKey, sequence, ...entry }: StoredEntry): unknown {
	return { ...entry, lane: orderingKey, place: sequence, schema: SCHEMA };
}

/**
 * A stored entry; `undefined` when it is torn, or a newer version's. Where only what was noted beside the
 * mutation is torn, the entry goes on: what the user wrote is there.
 */
export function fromStored(sequence: string, stored: unknown): StoredEntry | undefined {
	if (!isReadable(stored)) return undefined;
	const { id, lane, mutation, args, state } = stored;
	const { version, dependsOn, writtenAt, wantedAt, heardAt, notBefore } = stored;
	const { mayHaveHappened, failures } = stored;
	return {
		sequence,
		id,
		orderingKey: lane,
		mutation,
		args,
		version: typeof version === 'number' ? version : FIRST_VERSION,
		dependsOn: typeof dependsOn === 'string' ? dependsOn : undefined,
		writtenAt: isTime(writtenAt) ? writtenAt : 0,
		// So long ago that the user is asked before it is sent.
		wantedAt: isTime(wantedAt) ? wantedAt : 0,
		heardAt: isTime(heardAt) ? heardAt : undefined,
		notBefore: isTime(notBefore) ? notBefore : undefined,
		state:
			state.status === 'rejected' && !isRecord(state.reason)
				? { status: 'rejected', reason: { kind: 'server_error', message: '' } }
				: state,
		// Asking the backend again does no harm.
		mayHaveHappened: mayHaveHappened !== false,
		failures: typeof failures === 'number' && failures >= 0 ? failures : 0
	};
}

const STATUSES: readonly unknown[] = ['waiting', 'sending', 'sent', 'held', 'rejected'];

/** The part of a stored entry without which it cannot be delivered, and the rest unchecked. */
type Readable = Pick<StoredEntry, 'id' | 'mutation' | 'args' | 'state'> & { lane: string } & {
	[
		Name in
			| 'version'
			| 'dependsOn'
			| 'writtenAt'
			| 'wantedAt'
			| 'heardAt'
			| 'notBefore'
			| 'mayHaveHappened'
			| 'failures'
	]?: unknown;
};

function isReadable(stored: unknown): stored is Readable {
	return (
		isRecord(stored) &&
		stored.schema === SCHEMA &&
		[stored.id, stored.lane, stored.mutation].every((text) => typeof text === 'string') &&
		isRecord(stored.args) &&
		isRecord(stored.state) &&
		STATUSES.includes(stored.state.status)
	);
}

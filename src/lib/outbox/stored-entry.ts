import type { Value } from 'convex/values';

/** Raised when an older version could not read what a newer one writes. */
const SCHEMA = 1;

/** As many digits as the greatest whole number has, so that places sort as texts. */
const SEQUENCE_DIGITS = 16;

/** Why the backend does not take a mutation, or why it is not sent without asking. */
export type RejectionReason =
	/** The function refused it; the data is its `ConvexError`'s. */
	| { kind: 'refused'; data: Value }
	/** The backend failed at it again and again. */
	| { kind: 'server_error'; message: string }
	/** It has lain here so long that it may not be wanted any more. */
	| { kind: 'too_old' };

/** Where a mutation stands. */
export type StoredState =
	/** Before `until`, in milliseconds since 1970, the backend does not want it. */
	| { status: 'waiting'; until?: number }
	/** A tab has taken it to send it. */
	| { status: 'sending'; by: string }
	/** The backend has answered, at this time; it stays until a live result shows it. */
	| { status: 'sent'; at: number }
	/** The backend does not take it from this session. */
	| { status: 'held' }
	| { status: 'rejected'; reason: RejectionReason };

/** A mutation as it lies on the device. */
export interface StoredEntry {
	/** Where it stands in its subject's queue; as texts, places sort by the order of writing. */
	readonly sequence: string;
	/** The client id. */
	readonly id: string;
	/** What must arrive in the order of writing has the same lane. */
	readonly orderingKey: string;
	/** The function's name. */
	readonly mutation: string;
	readonly args: Readonly<Record<string, Value>>;
	/** The client id of what must have arrived before this. */
	readonly dependsOn?: string | undefined;
	/** When it was written, in milliseconds since 1970. */
	readonly writtenAt: number;
	/** When the user last said that it is wanted. */
	readonly wantedAt: number;
	readonly state: StoredState;
	/** Whether an earlier attempt may have reached the backend and had no answer. */
	readonly mayHaveHappened: boolean;
	/** How often the backend has failed at it. */
	readonly failures: number;
}

/** The place after the last one of a queue. */
export function sequenceAfter(last: string | undefined, id: string): string {
	const order = Number(last?.slice(0, SEQUENCE_DIGITS) ?? 0) + 1;
	return `${String(order).padStart(SEQUENCE_DIGITS, '0')} ${id}`;
}

/** Whether the row with this id stands there. */
export function isSequenceOf(id: string, sequence: string): boolean {
	return sequence.slice(SEQUENCE_DIGITS + 1) === id;
}

/** All that waits for a row to arrive, and for that in turn. Rows stand after what they wait for. */
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

/** A stored entry; `undefined` when it is torn, or a newer version's. */
export function fromStored(sequence: string, stored: unknown): StoredEntry | undefined {
	if (!isStored(stored)) return undefined;
	const { lane, ...entry } = stored;
	return { ...entry, orderingKey: lane, sequence };
}

const STATUSES: readonly unknown[] = ['waiting', 'sending', 'sent', 'held', 'rejected'];

/** Whether the entry can be read: only this file writes it, so it checks no more than that. */
function isStored(
	stored: unknown
): stored is Omit<StoredEntry, 'orderingKey' | 'sequence'> & { lane: string } {
	return (
		isRecord(stored) &&
		stored.schema === SCHEMA &&
		[stored.id, stored.lane, stored.mutation].every((text) => typeof text === 'string') &&
		isRecord(stored.args) &&
		isRecord(stored.state) &&
		STATUSES.includes(stored.state.status)
	);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

import type { Key, KeyValueStore, Transaction, TransactionMode } from '../cache/key-value-store.js';
import {
	fromStored,
	isSequenceOf,
	sequenceAfter,
	toStored,
	type StoredEntry
} from './stored-entry.js';
import type { EntryChange } from './entry-changes.js';

/** Whose rows they are: a subject's, as a member of an organisation or of none. */
export interface Owner {
	subject: string;
	organization?: string | undefined;
}

/** The rows of an owner, and how many others lie there that this version cannot read. */
export interface StoredQueue {
	entries: readonly StoredEntry[];
	unreadable: number;
}

export interface ChangeOptions {
	/** `relaxed` by default: the backend knows again what a loss of power forgets. */
	mode?: TransactionMode;
	/** Transaction that leave if the change changes anything. */
	without?: readonly StoredEntry[];
}

/** What a change has come to: the row as it is now, if it is still there. */
export interface Changed {
	entry: StoredEntry | null;
	/** Whether the change has changed anything. */
	isChanged: boolean;
}

/** Owners' rows do not lie among the subject's data: a wipe of that leaves them. */
const ROOT = 'outbox';

/**
 * All rows in the order of writing.
 *
 * @throws StorageError
 */
export async function readEntries({ transact }: KeyValueStore, owner: Owner): Promise<StoredQueue> {
	const stored = await transact('read', (transaction) => transaction.list(groupOf(owner)));
	const entries = [...stored].flatMap(([sequence, value]) => fromStored(sequence, value) ?? []);
	return { entries, unreadable: stored.size - entries.length };
}

/**
 * Keeps a row after all others, unless it is there already; resolves when it is on the disk.
 *
 * @param known the last place that this tab knows of; it does not know the row
 * @throws StorageError when it is not kept
 */
export async function appendEntry(
	{ transact }: KeyValueStore,
	owner: Owner,
	entry: Omit<StoredEntry, 'sequence'>,
	known: string | undefined
): Promise<StoredEntry | null> {
	const group = groupOf(owner);
	const putAfter = (last: string | undefined, transaction: Transaction) => {
		const queued = { ...entry, sequence: sequenceAfter(last, entry.id) };
		transaction.put([...group, queued.sequence], toStored(queued));
		return queued;
	};
	let next: string | undefined;
	try {
		return await transact('strict', async (transaction) => {
			// Written before the answer: nearly always there is none behind the one that is known.
			const asked = transaction.nextName(group, known ?? '');
			const queued = putAfter(known, transaction);
			next = await asked;
			if (next !== undefined) throw new Error('Another tab has written too.');
			return queued;
		});
	} catch (error) {
		if (next === undefined) throw error;
		return await transact('strict', async (transaction) => {
			const sequences = await transaction.names(group);
			const isThere = sequences.some((sequence) => isSequenceOf(entry.id, sequence));
			return isThere ? null : putAfter(sequences.at(-1), transaction);
		});
	}
}

/**
 * Changes a row on what it is on the disk.
 *
 * @throws StorageError when nothing is changed
 */
export function changeEntry(
	{ transact }: KeyValueStore,
	owner: Owner,
	{ sequence }: StoredEntry,
	change: EntryChange,
	{ mode = 'relaxed', without = [] }: ChangeOptions
): Promise<Changed> {
	const keyOf = (sequence: string): Key => [...groupOf(owner), sequence];
	return transact(mode, async (transaction) => {
		const entry = fromStored(sequence, await transaction.get(keyOf(sequence)));
		const changed = entry ? change(entry) : null;
		const isChanged = entry !== undefined && changed !== entry;
		if (isChanged) {
			transaction.put(keyOf(sequence), changed ? toStored(changed) : undefined);
			for (const other of without) transaction.put(keyOf(other.sequence), undefined);
		}
		return { entry: changed, isChanged };
	});
}

/** How many mutations have not arrived, whoever wrote them, by the mutation's name. */
export async function countPending(store: KeyValueStore): Promise<Map<string, number>> {
	const counts = new Map<string, number>();
	for (const subject of await store.names([ROOT])) {
		for (const organization of await store.names([ROOT, subject])) {
			const { entries } = await readEntries(store, { subject, organization });
			for (const { mutation, state } of entries) {
				if (state.status !== 'sent') counts.set(mutation, (counts.get(mutation) ?? 0) + 1);
			}
		}
	}
	return counts;
}

/** Discards all that a subject has not sent. */
export function discardAll(store: KeyValueStore, subject: string): Promise<void> {
	return store.deleteAll([ROOT, subject]);
}

function groupOf({ subject, organization = '' }: Owner): Key {
	return [ROOT, subject, organization];
}

import type { Key, KeyValueStore, Transaction, TransactionMode } from '../cache/key-value-store.js';
import { StorageError } from '../cache/storage-error.js';
import {
	fromStored,
	isSequenceOf,
	sequenceAfter,
	toStored,
	type StoredEntry
} from './stored-entry.js';
import type { EntryChange } from './entry-changes.js';

/** The owner of stored entries: a subject, as a member of an organisation or of none. */
export interface Owner {
	subject: string;
	organization?: string | undefined;
}

/** The entries of an owner, and how many more there are that this version cannot read. */
export interface StoredQueue {
	entries: readonly StoredEntry[];
	unreadable: number;
}

export interface ChangeOptions {
	/** `relaxed` by default: after a loss of power the backend recognises a repeated mutation. */
	mode?: TransactionMode;
	/** Entries that are removed if the change has an effect. */
	without?: readonly StoredEntry[];
}

/** The outcome of a change: the entry as it is now, or `null` when it is gone. */
export interface Changed {
	entry: StoredEntry | null;
	/** Whether the change had an effect. */
	isChanged: boolean;
}

/** Entries are stored apart from the subject's data, so a wipe of that data does not delete them. */
export const ROOT = 'outbox';

/**
 * Reads all entries, in the order of writing.
 *
 * @throws StorageError
 */
export async function readEntries({ transact }: KeyValueStore, owner: Owner): Promise<StoredQueue> {
	const stored = await transact('read', (transaction) => transaction.list(groupOf(owner)));
	const entries = [...stored].flatMap(([sequence, value]) => fromStored(sequence, value) ?? []);
	return { entries, unreadable: stored.size - entries.length };
}

/**
 * Appends an entry, unless it is stored already. Resolves when the entry is on the disk.
 *
 * @param known the last sequence that this tab knows of; this tab does not know the entry yet
 * @throws StorageError when the entry is not stored
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
			// Written before the answer arrives: other tabs have rarely appended since.
			const asked = transaction.nextName(group, known ?? '');
			const queued = putAfter(known, transaction);
			next = await asked;
			if (next !== undefined) throw new StorageError('conflict');
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
 * Changes an entry. The change is applied to the entry as it is on the disk.
 *
 * @throws StorageError when nothing was changed
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

/**
 * Deletes all entries of a subject.
 *
 * @throws StorageError when they are not deleted
 */
export function discardAll({ transact }: KeyValueStore, subject: string): Promise<void> {
	return transact('strict', (transaction) => transaction.deleteAll([ROOT, subject]));
}

function groupOf({ subject, organization = '' }: Owner): Key {
	return [ROOT, subject, organization];
}

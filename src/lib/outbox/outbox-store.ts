import type { Key, KeyValueStore, Rows, TransactionMode } from '../cache/key-value-store.js';
import { fromStored, isPlaceOf, placeAfter, toStored, type OutboxRow } from './outbox-row.js';
import type { RowChange } from './row-changes.js';

/** Whose rows they are: a subject's, as a member of an organisation or of none. */
export interface Owner {
	subject: string;
	organization?: string | undefined;
}

/** The rows of an owner, and how many others lie there that this version cannot read. */
export interface StoredRows {
	rows: readonly OutboxRow[];
	unreadable: number;
}

export interface ChangeOptions {
	/** `relaxed` by default: the backend knows again what a loss of power forgets. */
	mode?: TransactionMode;
	/** Rows that leave if the change changes anything. */
	without?: readonly OutboxRow[];
}

/** What a change has come to: the row as it is now, if it is still there. */
export interface Changed {
	row: OutboxRow | null;
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
export async function readRows({ transact }: KeyValueStore, owner: Owner): Promise<StoredRows> {
	const stored = await transact('read', (rows) => rows.list(groupOf(owner)));
	const rows = [...stored].flatMap(([place, value]) => fromStored(place, value) ?? []);
	return { rows, unreadable: stored.size - rows.length };
}

/**
 * Keeps a row after all others, unless it is there already; resolves when it is on the disk.
 *
 * @param known the last place that this tab knows of; it does not know the row
 * @throws StorageError when it is not kept
 */
export async function appendRow(
	{ transact }: KeyValueStore,
	owner: Owner,
	row: Omit<OutboxRow, 'place'>,
	known: string | undefined
): Promise<OutboxRow | null> {
	const group = groupOf(owner);
	const putAfter = (last: string | undefined, rows: Rows) => {
		const placed = { ...row, place: placeAfter(last, row.id) };
		rows.put([...group, placed.place], toStored(placed));
		return placed;
	};
	let next: string | undefined;
	try {
		return await transact('strict', async (rows) => {
			// Written before the answer: nearly always there is none behind the one that is known.
			const asked = rows.nextName(group, known ?? '');
			const placed = putAfter(known, rows);
			next = await asked;
			if (next !== undefined) throw new Error('Another tab has written too.');
			return placed;
		});
	} catch (error) {
		if (next === undefined) throw error;
		return await transact('strict', async (rows) => {
			const places = await rows.names(group);
			const isThere = places.some((place) => isPlaceOf(row.id, place));
			return isThere ? null : putAfter(places.at(-1), rows);
		});
	}
}

/**
 * Changes a row on what it is on the disk.
 *
 * @throws StorageError when nothing is changed
 */
export function changeRow(
	{ transact }: KeyValueStore,
	owner: Owner,
	{ place }: OutboxRow,
	change: RowChange,
	{ mode = 'relaxed', without = [] }: ChangeOptions
): Promise<Changed> {
	const keyOf = (place: string): Key => [...groupOf(owner), place];
	return transact(mode, async (rows) => {
		const row = fromStored(place, await rows.get(keyOf(place)));
		const changed = row ? change(row) : null;
		const isChanged = row !== undefined && changed !== row;
		if (isChanged) {
			rows.put(keyOf(place), changed ? toStored(changed) : undefined);
			for (const other of without) rows.put(keyOf(other.place), undefined);
		}
		return { row: changed, isChanged };
	});
}

/** How many mutations have not arrived, whoever wrote them, by the mutation's name. */
export async function countUnsent(store: KeyValueStore): Promise<Map<string, number>> {
	const counts = new Map<string, number>();
	for (const subject of await store.names([ROOT])) {
		for (const organization of await store.names([ROOT, subject])) {
			const { rows } = await readRows(store, { subject, organization });
			for (const { mutation, state } of rows) {
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

/**
 * All documents, in the order of each index. Nothing here ever changes: a write makes another
 * `Documents`. So whoever holds one reads a snapshot, and nobody waits for anybody.
 */
import { fieldOf, type JSONObject } from './json.ts';
import { compareKeys, isBefore, startingWith } from './ranges.ts';
import type { Key, KeyRange, Place, Touched } from './ranges.ts';
import type { Catalog, Table } from './schema.ts';

/** A document where an index has it. */
export type Entry = { key: Key; document: JSONObject };

/** An immutable set of documents. */
export class Documents {
	private constructor(
		readonly catalog: Catalog,
		private readonly indexes: ReadonlyMap<string, readonly Entry[]>
	) {}

	/** Sorts documents into the indexes of their tables. */
	static from(catalog: Catalog, documents: readonly JSONObject[]): Documents {
		const indexes = new Map<string, Entry[]>();
		const tables = documents.map(({ _id }) => catalog.tableOf(_id as string));
		for (const table of catalog.tables) {
			const own = documents.filter((_document, i) => tables[i] === table);
			for (const [index, fields] of table.indexes) {
				const entries = own.map((document) => ({ key: keyOf(fields, document), document }));
				entries.sort((a, b) => compareKeys(a.key, b.key));
				indexes.set(index, entries);
			}
		}
		return new Documents(catalog, indexes);
	}

	/** The entries of a range of an index, in its order. */
	range(index: string, { from, to }: KeyRange): Entry[] {
		const entries = this.indexes.get(index) ?? [];
		return entries.slice(countBefore(entries, from), countBefore(entries, to));
	}

	/** How many documents a table has. */
	count({ name }: Table): number {
		return this.indexes.get(`${name}.by_id`)?.length ?? 0;
	}

	/** These documents with one added, replaced or removed, and the keys that this touches. */
	write(table: Table, before: JSONObject | undefined, after: JSONObject | undefined) {
		const touched: Touched[] = [];
		const indexes = new Map(this.indexes);
		for (const [index, fields] of table.indexes) {
			const edit = (document: JSONObject | undefined, isNew: boolean) => {
				if (!document) return;
				const key = keyOf(fields, document);
				const entries = indexes.get(index) ?? [];
				const at = countBefore(entries, startingWith(key).from);
				const added = isNew ? [{ key, document }] : [];
				indexes.set(index, entries.toSpliced(at, isNew ? 0 : 1, ...added));
				touched.push({ index, key, document });
			};
			edit(before, false);
			edit(after, true);
		}
		return { documents: new Documents(this.catalog, indexes), touched };
	}
}

/** The names of the values in a key: those of the index, then what makes it unique. */
export function keyFields(fields: readonly string[]): string[] {
	return [...fields, '_creationTime', '_id'];
}

function keyOf(fields: readonly string[], document: JSONObject): Key {
	return keyFields(fields).map((field) => fieldOf(document, field));
}

function countBefore(entries: readonly Entry[], place: Place): number {
	let [low, high] = [0, entries.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		const entry = entries[middle];
		if (entry && isBefore(entry.key, place)) low = middle + 1;
		else high = middle;
	}
	return low;
}

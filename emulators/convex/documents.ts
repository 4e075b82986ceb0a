/**
 * All documents, in the order of each index. Nothing here ever changes: a write makes another
 * `Documents`. So whoever holds one reads a snapshot, and nobody waits for anybody.
 */
import { fieldOf, type JSONObject } from './json.ts';
import { compare, isBefore, startingWith } from './ranges.ts';
import type { Key, KeyRange, Place, Touched } from './ranges.ts';
import type { Catalog, Table } from './schema.ts';
import { WordIndex } from './words.ts';

/** A document where an index has it. */
export type Entry = { key: Key; document: JSONObject };

/** The documents of an index. Their keys are worked out when they are asked for: they would take most room. */
type Index = { fields: readonly string[]; sorted: readonly JSONObject[] };

/** An immutable set of documents. */
export class Documents {
	private constructor(
		readonly catalog: Catalog,
		private readonly indexes: ReadonlyMap<string, Index>,
		private readonly words: ReadonlyMap<string, WordIndex>
	) {}

	/** Sorts documents into the indexes of their tables. */
	static from(catalog: Catalog, documents: Iterable<JSONObject>): Documents {
		const indexes = new Map<string, Index>();
		const words = new Map<string, WordIndex>();
		const byTable = new Map(catalog.tables.map((table): [Table, JSONObject[]] => [table, []]));
		for (const document of documents) {
			const table = catalog.tableOf(document._id as string);
			if (table) byTable.get(table)?.push(document);
		}
		for (const [table, own] of byTable) {
			const created = sortedBy(keyFields([]), own);
			for (const [index, names] of table.indexes) {
				const sorted = names.length === 0 ? created : sortedBy(names, created);
				indexes.set(index, { fields: keyFields(names), sorted });
			}
			for (const [index, { searchField }] of table.searchIndexes) {
				const found = new WordIndex(searchField);
				for (const document of own) found.add(document);
				words.set(index, found);
			}
		}
		return new Documents(catalog, indexes, words);
	}

	/** The entries of a range of an index, in its order or against it. */
	*range(
		index: string,
		{ from, to }: KeyRange,
		order: 'asc' | 'desc'
	): Generator<Entry, undefined> {
		const found = this.indexes.get(index);
		if (!found) return;
		const [first, end] = [countBefore(found, from), countBefore(found, to)];
		for (let i = 0; i < end - first; i++) {
			const document = found.sorted[order === 'asc' ? first + i : end - 1 - i];
			if (document) yield { key: keyOf(found.fields, document), document };
		}
	}

	/** The document of that id, or `undefined`. */
	get(table: Table, id: string): JSONObject | undefined {
		return this.range(`${table.name}.by_id`, startingWith([id]), 'asc').next().value?.document;
	}

	/** The documents of a table that may have a word that is wanted. */
	withWords(table: Table, searchIndex: string, isWanted: (word: string) => boolean): JSONObject[] {
		const ids = this.words.get(searchIndex)?.find(isWanted) ?? [];
		return Array.from(ids, (id) => this.get(table, id)).filter((found) => found !== undefined);
	}

	/** How many documents a table has. */
	count({ name }: Table): number {
		return this.indexes.get(`${name}.by_id`)?.sorted.length ?? 0;
	}

	/** These documents with one added, replaced or removed, and the keys that this touches. */
	write(table: Table, before: JSONObject | undefined, after: JSONObject | undefined) {
		const touched: Touched[] = [];
		const indexes = new Map(this.indexes);
		for (const index of table.indexes.keys()) {
			const edit = (document: JSONObject | undefined, isNew: boolean) => {
				const { fields, sorted } = indexes.get(index) ?? {};
				if (!document || !fields || !sorted) return;
				const key = keyOf(fields, document);
				const at = countBefore({ fields, sorted }, startingWith(key).from);
				const added = isNew ? [document] : [];
				indexes.set(index, { fields, sorted: sorted.toSpliced(at, isNew ? 0 : 1, ...added) });
				touched.push({ index, key, document });
			};
			edit(before, false);
			edit(after, true);
		}
		for (const index of table.searchIndexes.keys()) if (after) this.words.get(index)?.add(after);
		return { documents: new Documents(this.catalog, indexes, this.words), touched };
	}
}

/** The names of the values in a key: those of the index, then what makes it unique. */
export function keyFields(fields: readonly string[]): string[] {
	return [...fields, '_creationTime', '_id'];
}

/** The documents in the order of some fields; those with the same values stay in the order they are in. */
function sortedBy(fields: readonly string[], documents: readonly JSONObject[]) {
	const columns = fields.map((field) => documents.map((document) => fieldOf(document, field)));
	const places = documents.map((_document, i) => i);
	places.sort((a, b) => {
		for (const values of columns) {
			const order = compare(values[a], values[b]);
			if (order !== 0) return order;
		}
		return 0;
	});
	return places.map((i) => documents[i]).filter((document) => document !== undefined);
}

function keyOf(fields: readonly string[], document: JSONObject): Key {
	return fields.map((field) => fieldOf(document, field));
}

function countBefore({ fields, sorted }: Index, place: Place): number {
	const compared = fields.slice(0, place.values.length);
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		const document = sorted[middle];
		if (document && isBefore(keyOf(compared, document), place)) low = middle + 1;
		else high = middle;
	}
	return low;
}

/**
 * Full-text search: documents with any of some words, the most relevant first. It follows what Convex
 * documents: words are split at spaces and punctuation and compared without case, the last one
 * also matches longer words that begin with it, and there are limits. How relevant a document is,
 * Convex says only roughly (BM25, exact matches before longer words, then the newest first).
 */
import { compareValues } from 'convex/values';
import { FunctionError } from './errors.ts';
import { fieldOf, jsonToOptional, type JSONObject, type JSONValue } from './json.ts';
import type { Table } from './schema.ts';
import type { Reader } from './transaction.ts';
import { wordsIn, wordsOf } from './words.ts';

const MAX_TERMS = 16;
const MAX_FILTERS = 8;
const MAX_RESULTS = 1024;

/** What BM25 is usually weighed with: how soon repetition stops to count, and how much length does. */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.75;
/** What a longer word counts that only begins with the last term. */
const PREFIX_WEIGHT = 0.5;

/** A search filter as the convex package serialises it. */
export type SearchFilter =
	| { type: 'Search'; fieldPath: string; value: string }
	| { type: 'Eq'; fieldPath: string; value: JSONValue };

type Search = { indexName: string; filters: SearchFilter[] };

/** The documents that a search finds, one by one. */
export function* search(
	reader: Reader,
	{ indexName, filters }: Search
): Generator<JSONObject, undefined> {
	const table = reader.documents.catalog.table(indexName.split('.')[0] ?? '');
	const { field, text, equalities } = check(table, indexName, filters);
	const terms = wordsOf(text).slice(0, MAX_TERMS);
	if (terms.length === 0) return;
	const last = terms.at(-1) ?? '';
	const isWanted = (word: string) => word.startsWith(last) || terms.includes(word);
	const found = reader.match(
		table,
		indexName,
		isWanted,
		(document) =>
			equalities.every((one) => compareValues(fieldOf(document, one.path), one.value) === 0) &&
			wordsIn(document, field).some(isWanted)
	);
	let count = 0;
	const total = reader.documents.count(table);
	for (const document of byRelevance(found, total, field, terms)) {
		if (++count > MAX_RESULTS) {
			throw new FunctionError(
				`A search of ${indexName} can read ${MAX_RESULTS} documents at most.`
			);
		}
		yield document;
	}
}

function check({ searchIndexes }: Table, indexName: string, filters: SearchFilter[]) {
	const index = searchIndexes.get(indexName);
	if (!index) throw new FunctionError(`Search index ${indexName} is not in schema.ts.`);
	const expressions = filters.filter((one) => one.type === 'Search');
	const equalities = filters.filter((one) => one.type === 'Eq');
	const [expression] = expressions;
	if (!expression || expressions.length > 1 || expression.fieldPath !== index.searchField) {
		throw new FunctionError(`A search of ${indexName} is one for ${index.searchField}.`);
	}
	const unknown = equalities.find(({ fieldPath }) => !index.filterFields.includes(fieldPath));
	if (unknown) {
		throw new FunctionError(`${unknown.fieldPath} is not a filter field of ${indexName}.`);
	}
	if (equalities.length > MAX_FILTERS) {
		throw new FunctionError(`A search of ${indexName} can have ${MAX_FILTERS} filters at most.`);
	}
	return {
		field: index.searchField,
		text: expression.value,
		equalities: equalities.map(({ fieldPath: path, value }) => ({
			path,
			value: jsonToOptional(value)
		}))
	};
}

/** Sorts documents, newest first, by their BM25 score; the usual length is that of those found. */
function byRelevance(
	found: JSONObject[],
	total: number,
	field: string,
	terms: string[]
): JSONObject[] {
	const words = found.map((document) => wordsIn(document, field));
	const averageLength = words.reduce((sum, { length }) => sum + length, 0) / found.length;
	const scores = new Map(found.map((document) => [document, 0]));
	for (const [i, term] of terms.entries()) {
		const isLast = i === terms.length - 1;
		const weigh = (word: string) =>
			word === term ? 1 : isLast && word.startsWith(term) ? PREFIX_WEIGHT : 0;
		const frequencies = words.map((own) => own.reduce((sum, word) => sum + weigh(word), 0));
		const matching = frequencies.filter((frequency) => frequency > 0).length;
		const rarity = Math.log(1 + (total - matching + 0.5) / (matching + 0.5));
		for (const [j, document] of found.entries()) {
			const frequency = frequencies[j] ?? 0;
			const length = (words[j]?.length ?? 0) / averageLength;
			const damping = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length);
			const score = (rarity * frequency * (SATURATION + 1)) / (frequency + damping);
			scores.set(document, (scores.get(document) ?? 0) + score);
		}
	}
	return found.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
}

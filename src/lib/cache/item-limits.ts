import { isRecord } from '../is-record.js';
import { FIRST_RESULT_VERSION } from './result-version.js';

/**
 * The most items that are cached for one subject, in all lists together: about 50 MB of short messages.
 * Browsers allow more, but phones delete the data of apps that use much space.
 */
export const MAX_ITEMS = 200_000;

/** A list that was not read for this long is deleted: 60 days. */
export const MAX_UNREAD_MS = 60 * 24 * 60 * 60 * 1000;

/** The stored record of a list; its names are stored. Times are in milliseconds since 1970. */
export interface ListRecord {
	/** How many of its items are cached. */
	rows: number;
	/** When it was last read or written. */
	readAt: number;
	/** When its newest items were last live. */
	newestAt: number;
	/** The version of the query's result that the rows were kept for. */
	version: number;
}

/** Reads a stored record. One that cannot be read counts as the record of an empty list. */
export function toRecord(stored: unknown): ListRecord {
	const record: ListRecord = { rows: 0, readAt: 0, newestAt: 0, version: FIRST_RESULT_VERSION };
	if (!isRecord(stored)) return record;
	for (const [name, value] of Object.entries(stored)) {
		if (Object.hasOwn(record, name) && Number.isFinite(value)) {
			record[name as keyof ListRecord] = value as number;
		}
	}
	return record;
}

/** What exceeds the limits. `drop`: lists to delete, the least recently read first. */
export interface Excess {
	drop: string[];
	/** The most recently read list, when it alone has too many items. */
	shorten: string | undefined;
}

/** Finds what exceeds the limits at this time. */
export function excessOf(records: ReadonlyMap<string, ListRecord>, now: number): Excess {
	const drop: string[] = [];
	let [count, shorten]: [number, string | undefined] = [0, undefined];
	const latestFirst = [...records].sort(([, one], [, other]) => other.readAt - one.readAt);
	for (const [index, [name, record]] of latestFirst.entries()) {
		count += record.rows;
		if (index === 0 && count > MAX_ITEMS) shorten = name;
		else if (count > MAX_ITEMS || now - record.readAt > MAX_UNREAD_MS) drop.unshift(name);
	}
	return { drop, shorten };
}

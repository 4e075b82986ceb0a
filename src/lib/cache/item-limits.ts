/**
 * The most rows that are kept for one subject, all lists together: some 50 MB of short messages. Browsers
 * allow more, and phones delete the data of apps that take much.
 */
export const MAX_ITEMS = 200_000;

/** A list that nobody has read for this long is deleted: 60 days. */
export const MAX_UNREAD_MS = 60 * 24 * 60 * 60 * 1000;

/** What is noted of a list. Times are milliseconds since 1970. */
export interface ListRecord {
	/** How many rows of it are kept. */
	rows: number;
	/** When it was last read or written. */
	readAt: number;
	/** When its newest rows were last live. */
	newestAt: number;
}

/** A record as it was stored; one that cannot be read is that of an empty list. */
export function toRecord(stored: unknown): ListRecord {
	const record: ListRecord = { rows: 0, readAt: 0, newestAt: 0 };
	if (typeof stored !== 'object' || stored === null) return record;
	for (const [name, value] of Object.entries(stored)) {
		if (name in record && typeof value === 'number') record[name as keyof ListRecord] = value;
	}
	return record;
}

/** What exceeds the limits: lists to delete, the least recently read first, and one to shorten. */
export interface Excess {
	drop: string[];
	/** The list read last, when it alone has too many rows. */
	shorten: string | undefined;
}

/** What exceeds the limits at this time. */
export function excessOf(records: ReadonlyMap<string, ListRecord>, now: number): Excess {
	const drop: string[] = [];
	let [rows, shorten]: [number, string | undefined] = [0, undefined];
	const latestFirst = [...records].sort(([, one], [, other]) => other.readAt - one.readAt);
	for (const [index, [name, record]] of latestFirst.entries()) {
		rows += record.rows;
		if (index === 0 && rows > MAX_ITEMS) shorten = name;
		else if (rows > MAX_ITEMS || now - record.readAt > MAX_UNREAD_MS) drop.unshift(name);
	}
	return { drop, shorten };
}

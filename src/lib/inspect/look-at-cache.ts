import { toRecord } from '../cache/item-limits.js';
import { itemCacheGroup } from '../cache/item-cache-group.js';
import type { KeyValueStore } from '../cache/key-value-store.js';
import { sizeOf } from '../cache/size-of.js';
import { UserData } from '../cache/user-data.js';
import { isRecord } from '../is-record.js';

/** Items that follow each other without a gap. */
export interface SpanLook {
	items: number;
	/** Whether items may be missing before the first one. */
	hasGap: boolean;
}

/** One query as the device keeps it. Times are in milliseconds since 1970. */
export interface CachedLook {
	kind: 'result' | 'list';
	/** The key under which it is kept: view, function and arguments. */
	key: string;
	bytes: number;
	/** When it was last live. */
	asOf: number | undefined;
	version: number | undefined;
	/** A long list's spans, oldest first; none for a single result. */
	spans: SpanLook[];
}

/** What is kept of one user. */
export interface OwnerLook {
	subject: string;
	bytes: number;
	cached: CachedLook[];
}

/** Reads all that a store keeps of all users. It reads every value. */
export async function lookAtCache(store: KeyValueStore): Promise<OwnerLook[]> {
	const subjects = await UserData.listSubjects(store);
	return await Promise.all(subjects.map((subject) => lookAtOwner(store, subject)));
}

async function lookAtOwner(store: KeyValueStore, subject: string): Promise<OwnerLook> {
	const results = await store.list(['user', subject, 'result']);
	const lists = await readLists(store, subject);
	const cached = [...[...results].map(([key, value]) => toResultLook(key, value)), ...lists];
	return { subject, bytes: cached.reduce((sum, { bytes }) => sum + bytes, 0), cached };
}

function toResultLook(key: string, stored: unknown): CachedLook {
	const { asOf, version = 1 } = isRecord(stored) ? stored : {};
	return {
		kind: 'result',
		key,
		bytes: sizeOf(stored),
		asOf: typeof asOf === 'number' ? asOf : undefined,
		version: typeof version === 'number' ? version : undefined,
		spans: []
	};
}

async function readLists(store: KeyValueStore, subject: string): Promise<CachedLook[]> {
	const group = itemCacheGroup(subject);
	const looks: CachedLook[] = [];
	for (const format of await store.names(group)) {
		const records = await store.list([...group, format, 'records']);
		for (const [key, stored] of records) {
			const record = toRecord(stored);
			const chunks = await store.list([...group, format, 'chunks', key]);
			looks.push({
				kind: 'list',
				key,
				bytes: sizeOf([...chunks.values()]),
				asOf: record.newestAt || undefined,
				version: record.version,
				spans: spansOf(chunks.values())
			});
		}
	}
	return looks;
}

/** The spans that chunks make, in the chunks' order. A chunk that cannot be read is a gap. */
export function spansOf(chunks: Iterable<unknown>): SpanLook[] {
	const spans: SpanLook[] = [];
	let hasGap = false;
	for (const chunk of chunks) {
		const rows: unknown = isRecord(chunk) ? chunk.rows : undefined;
		const count = Array.isArray(rows) ? rows.length : 0;
		hasGap ||= count === 0 || (isRecord(chunk) && chunk.hasGap === true);
		if (count === 0) continue;
		const last = spans.at(-1);
		if (last && !hasGap) last.items += count;
		else spans.push({ items: count, hasGap });
		hasGap = false;
	}
	return spans;
}

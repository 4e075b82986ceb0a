import type { QueryKey } from '../convex/query-key.js';
import type { OutboxEntry } from './outbox-entry.js';
import type { StoredEntry } from './stored-entry.js';
import { isDelivered, type StoredEntries } from './stored-entries.svelte.js';
import type { OptimisticUpdates } from './optimistic-updates.js';
import { isLongAgo, type Times } from './entry-age.js';

/** After this long, a live result of this tab contains what another tab was told earlier. */
const LAG_MS = 5_000;

export interface ReconciliationOptions {
	entries: StoredEntries;
	optimisticUpdates: OptimisticUpdates;
	toEntry: (entry: StoredEntry) => OutboxEntry;
	/** Whether the backend answers now. If not, no result is live. */
	isConfirmed: () => boolean;
	times: () => Times;
	/** A monotonic time in milliseconds. */
	elapsed?: () => number;
	/** Ends it. */
	signal: AbortSignal;
}

/**
 * Removes delivered entries from the outbox when the live results of this tab contain them, so that
 * nothing disappears from the screen between the answer and the result. An entry that another tab has
 * removed stays applied in this tab until this tab's own results contain it.
 */
export interface Reconciliation {
	/** Says that a query is on the screen from now on. Returns a function that ends this. */
	watch(key: QueryKey): () => void;
	/** Notes a query's live result. */
	show(key: QueryKey, result: unknown): void;
	/** Says that a query is not live any more. */
	hide(key: QueryKey): void;
	/** Notes that an entry was acknowledged to this tab. Returns whether it may leave the outbox. */
	isShownNow(entry: StoredEntry): boolean;
	/** Removes all entries that may leave. It is called at every change. */
	run(): void;
	/** Says that the backend answers from now on. Looks again when the live results have caught up. */
	begin(): void;
}

/** Watches the live results of one tab. */
export function createReconciliation(options: ReconciliationOptions): Reconciliation {
	const { entries, optimisticUpdates, toEntry, isConfirmed, times, signal } = options;
	const { elapsed = () => performance.now() } = options;
	const screen = new Map<QueryKey, unknown>();
	const leaving = new Set<string>();
	/** Entries acknowledged to this tab. Convex acknowledges after the client's queries have caught up. */
	const answered = new Set<string>();
	/** When this tab first knew that an entry has happened. */
	const knownSince = new Map<string, number>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let begunAt = -Infinity;

	const isShown = (entry: StoredEntry, isFresh: boolean) =>
		optimisticUpdates.isShown(toEntry(entry), screen, isFresh);
	const isFresh = ({ id }: StoredEntry) => {
		const since = Math.max(knownSince.get(id) ?? Infinity, begunAt);
		return isConfirmed() && elapsed() - since >= LAG_MS;
	};
	const know = ({ id }: StoredEntry) => {
		if (!knownSince.has(id)) knownSince.set(id, elapsed());
	};
	const run = () => {
		const happened = entries.current.filter(isDelivered);
		for (const entry of [...entries.delivered, ...happened]) know(entry);
		const seen = entries.delivered.filter((entry) =>
			optimisticUpdates.isSeen(toEntry(entry), screen, answered.has(entry.id) || isFresh(entry))
		);
		entries.forget(seen);
		for (const { id } of seen) answered.delete(id);
		if (!isConfirmed()) return;
		if (entries.delivered.length > 0) wait();
		for (const entry of happened) {
			const isForgotten = isLongAgo(entry.state.at, entry.heardAt, times());
			if (!isForgotten && !isShown(entry, isFresh(entry))) wait();
			else if (!leaving.has(entry.id)) void remove(entry);
		}
	};
	const wait = () => {
		timer ??= setTimeout(() => {
			timer = undefined;
			run();
		}, LAG_MS);
	};
	const remove = async (entry: StoredEntry) => {
		leaving.add(entry.id);
		await entries.note(entry, () => null);
		leaving.delete(entry.id);
		knownSince.delete(entry.id);
	};

	signal.addEventListener('abort', () => clearTimeout(timer));
	return {
		watch: (key) => {
			screen.set(key, undefined);
			return () => {
				screen.delete(key);
				run();
			};
		},
		show: (key, result) => {
			screen.set(key, result);
			run();
		},
		hide: (key) => screen.set(key, undefined),
		isShownNow: (entry) => {
			answered.add(entry.id);
			return isShown(entry, true);
		},
		run,
		begin: () => {
			begunAt = elapsed();
			wait();
		}
	};
}

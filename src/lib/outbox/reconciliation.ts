import type { QueryKey } from '../convex/query-key.js';
import type { OutboxEntry } from './outbox-entry.js';
import type { StoredEntry } from './stored-entry.js';
import type { StoredEntries } from './stored-entries.svelte.js';
import type { OptimisticUpdates } from './optimistic-updates.js';
import { MAX_AGE_MS } from './entry-changes.js';

/** A live result is not this far behind what another tab has been told. */
const LAG_MS = 5_000;

export interface ReconciliationOptions {
	entries: StoredEntries;
	optimisticUpdates: OptimisticUpdates;
	toEntry: (entry: StoredEntry) => OutboxEntry;
	/** Whether the backend answers now: if not, no result is live. */
	isConfirmed: () => boolean;
	now: () => number;
	/** Ends it. */
	signal: AbortSignal;
}

/**
 * Lets what has happened leave the outbox once the results that are live in this tab show it, so that
 * nothing vanishes from the screen between the answer and the result. What has left by another tab's
 * results stays in this one until its own show it.
 */
export interface Reconciliation {
	/** A query is on the screen from now on; returns what ends that. */
	watch(key: QueryKey): () => void;
	/** Notes a query's live result. */
	show(key: QueryKey, result: unknown): void;
	/** A query is not live any more. */
	hide(key: QueryKey): void;
	/** Notes that a row has been acknowledged to this tab, and says whether it may leave. */
	isShownNow(entry: StoredEntry): boolean;
	/** Lets leave what may. Called at every change. */
	run(): void;
	/** The backend answers from now on: looks again when the live results have surely caught up. */
	begin(): void;
}

/** Watches the live results of one tab. */
export function createReconciliation(options: ReconciliationOptions): Reconciliation {
	const { entries, optimisticUpdates, toEntry, isConfirmed, now, signal } = options;
	const screen = new Map<QueryKey, unknown>();
	const leaving = new Set<string>();
	/** What was answered to this tab: Convex answers when the queries of the same client have caught up. */
	const answered = new Set<string>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let begunAt = 0;

	const isShown = (entry: StoredEntry, isFresh: boolean) =>
		optimisticUpdates.isShown(toEntry(entry), screen, isFresh);
	// By a clock that may have been set back since.
	const since = (at: number) => Math.abs(now() - at);
	const isFresh = (at: number) => isConfirmed() && Math.min(since(at), since(begunAt)) >= LAG_MS;
	const run = () => {
		const seen = entries.delivered.filter((entry) =>
			optimisticUpdates.isSeen(
				toEntry(entry),
				screen,
				answered.has(entry.id) || isFresh(entry.state.at)
			)
		);
		entries.forget(seen);
		for (const { id } of seen) answered.delete(id);
		if (!isConfirmed()) return;
		if (entries.delivered.length > 0) wait();
		for (const entry of entries.current) {
			if (entry.state.status !== 'sent') continue;
			const { at } = entry.state;
			if (since(at) <= MAX_AGE_MS && !isShown(entry, isFresh(at))) wait();
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
			begunAt = now();
			wait();
		}
	};
}

import type { QueryKey } from '../convex/query-key.js';
import type { OutboxEntry } from './outbox-entry.js';
import type { OutboxRow } from './outbox-row.js';
import type { OutboxRows } from './outbox-rows.svelte.js';
import type { Overlays } from './overlays.js';
import { MAX_AGE_MS } from './row-changes.js';

/** A live result is not this far behind what another tab has been told. */
const LAG_MS = 5_000;

export interface SettlementOptions {
	rows: OutboxRows;
	overlays: Overlays;
	toEntry: (row: OutboxRow) => OutboxEntry;
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
export interface Settlement {
	/** A query is on the screen from now on; returns what ends that. */
	watch(key: QueryKey): () => void;
	/** Notes a query's live result. */
	show(key: QueryKey, result: unknown): void;
	/** A query is not live any more. */
	hide(key: QueryKey): void;
	/** Notes that a row has been acknowledged to this tab, and says whether it may leave. */
	isShownNow(row: OutboxRow): boolean;
	/** Lets leave what may. Called at every change. */
	run(): void;
	/** The backend answers from now on: looks again when the live results have surely caught up. */
	begin(): void;
}

/** Watches the live results of one tab. */
export function createSettlement(options: SettlementOptions): Settlement {
	const { rows, overlays, toEntry, isConfirmed, now, signal } = options;
	const screen = new Map<QueryKey, unknown>();
	const leaving = new Set<string>();
	/** What was answered to this tab: Convex answers when the queries of the same client have caught up. */
	const answered = new Set<string>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let begunAt = 0;

	const isShown = (row: OutboxRow, isFresh: boolean) =>
		overlays.isShown(toEntry(row), screen, isFresh);
	// By a clock that may have been set back since.
	const since = (at: number) => Math.abs(now() - at);
	const isFresh = (at: number) => isConfirmed() && Math.min(since(at), since(begunAt)) >= LAG_MS;
	const run = () => {
		const seen = rows.delivered.filter((row) =>
			overlays.isSeen(toEntry(row), screen, answered.has(row.id) || isFresh(row.state.at))
		);
		rows.forget(seen);
		for (const { id } of seen) answered.delete(id);
		if (!isConfirmed()) return;
		if (rows.delivered.length > 0) wait();
		for (const row of rows.current) {
			if (row.state.status !== 'sent') continue;
			const { at } = row.state;
			if (since(at) <= MAX_AGE_MS && !isShown(row, isFresh(at))) wait();
			else if (!leaving.has(row.id)) void remove(row);
		}
	};
	const wait = () => {
		timer ??= setTimeout(() => {
			timer = undefined;
			run();
		}, LAG_MS);
	};
	const remove = async (row: OutboxRow) => {
		leaving.add(row.id);
		await rows.note(row, () => null);
		leaving.delete(row.id);
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
		isShownNow: (row) => {
			answered.add(row.id);
			return isShown(row, true);
		},
		run,
		begin: () => {
			begunAt = now();
			wait();
		}
	};
}

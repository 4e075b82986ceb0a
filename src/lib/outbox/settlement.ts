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
 * nothing vanishes from the screen between the answer and the result.
 */
export interface Settlement {
	/** Notes a query's live result. */
	show(key: QueryKey, result: unknown): void;
	/** A query is not live any more. */
	hide(key: QueryKey): void;
	/** Whether what has been acknowledged to this tab just now may leave. */
	isShownNow(row: OutboxRow): boolean;
	/** Lets leave what may. Called at every change. */
	run(): void;
	/** Looks again when the live results have surely caught up. */
	wait(): void;
}

/** Watches the live results of one tab. */
export function createSettlement(options: SettlementOptions): Settlement {
	const { rows, overlays, toEntry, isConfirmed, now, signal } = options;
	const live = new Map<QueryKey, unknown>();
	const leaving = new Set<string>();
	let timer: ReturnType<typeof setTimeout> | undefined;

	const isShown = (row: OutboxRow, isFresh: boolean) =>
		overlays.isShown(toEntry(row), live, isFresh);
	const run = () => {
		if (!isConfirmed()) return;
		for (const row of rows.current) {
			if (row.state.status !== 'sent') continue;
			// By a clock that may have been set back since.
			const ms = Math.abs(now() - row.state.at);
			if (ms <= MAX_AGE_MS && !isShown(row, ms >= LAG_MS)) wait();
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
		show: (key, result) => {
			live.set(key, result);
			run();
		},
		hide: (key) => live.delete(key),
		// Convex answers a mutation when the queries of the same client have caught up with it.
		isShownNow: (row) => isShown(row, true),
		run,
		wait
	};
}

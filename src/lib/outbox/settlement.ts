import type { QueryKey } from '../convex/query-key.js';
import type { OutboxEntry } from './outbox-entry.js';
import type { OutboxRow } from './outbox-row.js';
import type { OutboxRows } from './outbox-rows.svelte.js';
import type { Overlays } from './overlays.js';
import { MAX_AGE_MS, type RowChange } from './row-changes.js';

/** A live result is not this far behind what another tab has been told. */
const LAG_MS = 5_000;

const leave: RowChange = (row) => (row.state.status === 'sent' ? null : row);

export interface SettlementOptions {
	rows: OutboxRows;
	overlays: Overlays;
	toEntry: (row: OutboxRow) => OutboxEntry;
	/** Whether the backend answers now: if not, no result is live. */
	isConfirmed: () => boolean;
	now: () => number;
}

/**
 * Lets what has happened leave the outbox once the results that are live in this tab show it, so that
 * nothing vanishes from the screen between the answer and the result.
 */
export class Settlement {
	readonly #options: SettlementOptions;
	readonly #live = new Map<QueryKey, unknown>();
	readonly #leaving = new Set<string>();
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(options: SettlementOptions) {
		this.#options = options;
	}

	/** Notes a query's live result. */
	show(key: QueryKey, result: unknown): void {
		this.#live.set(key, result);
		this.run();
	}

	/** A query is not live any more. */
	hide(key: QueryKey): void {
		this.#live.delete(key);
	}

	/**
	 * Whether what has been acknowledged to this tab just now may leave. Convex answers a mutation when
	 * the queries of the same client have caught up with it.
	 */
	isShownNow(row: OutboxRow): boolean {
		const { overlays, toEntry } = this.#options;
		return overlays.isShown(toEntry(row), this.#live, { isFresh: true });
	}

	/** Lets leave what may. Called at every change. */
	run(): void {
		if (!this.#options.isConfirmed()) return;
		for (const row of this.#options.rows.current) {
			const { state, id } = row;
			if (state.status !== 'sent') continue;
			if (!this.#isShownSince(row, state.at)) this.wait();
			else if (!this.#leaving.has(id)) void this.#remove(row);
		}
	}

	/** Looks again when the live results have surely caught up. */
	wait(): void {
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			this.run();
		}, LAG_MS);
	}

	/** Ends the waiting. */
	close(): void {
		clearTimeout(this.#timer);
	}

	/** By a clock that may have been set back since. */
	#isShownSince(row: OutboxRow, at: number): boolean {
		const { overlays, toEntry, now } = this.#options;
		const ms = Math.abs(now() - at);
		const isFresh = ms >= LAG_MS;
		return ms > MAX_AGE_MS || overlays.isShown(toEntry(row), this.#live, { isFresh });
	}

	async #remove(row: OutboxRow): Promise<void> {
		this.#leaving.add(row.id);
		await this.#options.rows.note(row, leave);
		this.#leaving.delete(row.id);
	}
}

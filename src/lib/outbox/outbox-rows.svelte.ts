import type { KeyValueStore } from '../cache/key-value-store.js';
import type { OutboxRow } from './outbox-row.js';
import {
	appendRow,
	changeRow,
	readRows,
	type Changed,
	type ChangeOptions,
	type Owner,
	type StoredRows
} from './outbox-store.js';
import type { RowChange } from './row-changes.js';
import type { TabChannel } from './tab-channel.js';

export interface OutboxRowsOptions {
	store: KeyValueStore;
	owner: Owner;
	channel: TabChannel;
	/** Told of every change, another tab's included. */
	onChange: () => void;
	/** The time, in milliseconds since 1970. */
	now: () => number;
	/** Ends the listening to other tabs. */
	signal: AbortSignal;
}

/** A row that has left the disk because it has happened; `at` is when this tab heard of it. */
export interface DeliveredRow extends OutboxRow {
	readonly state: { readonly status: 'sent'; readonly at: number };
}

/** A subject's rows as this tab knows them. The disk has the truth; changes are decided there. */
export class OutboxRows {
	readonly #options: OutboxRowsOptions;
	#stored = $state.raw<StoredRows>({ rows: [], unreadable: 0 });
	#delivered = $state.raw<readonly DeliveredRow[]>([]);
	/** The places of what the user has taken out: a read that began before finds it there. */
	readonly #discarded = new Set<string>();
	#reading: Promise<void> | undefined;
	#isOutdated = false;

	constructor(options: OutboxRowsOptions) {
		this.#options = options;
		const { channel, signal } = options;
		channel.on('changed', () => void this.reload(), signal);
		channel.on('discarded', (place) => this.#discard(place), signal);
	}

	/** The rows in the order of writing. */
	get current(): readonly OutboxRow[] {
		return this.#stored.rows;
	}

	/**
	 * What has left the disk because it has happened, until {@link forget}. It may have left by what another
	 * tab shows, before this one shows it.
	 */
	get delivered(): readonly DeliveredRow[] {
		return this.#delivered;
	}

	/** Lets go of what has happened and is shown. */
	forget(shown: readonly DeliveredRow[]): void {
		if (shown.length > 0) this.#delivered = this.#delivered.filter((row) => !shown.includes(row));
	}

	/** How many rows this version of the app cannot read. They stay where they are. */
	get unreadable(): number {
		return this.#stored.unreadable;
	}

	/** Reads the rows again. Without storage, what is known stays. */
	reload(): Promise<void> {
		this.#isOutdated = true;
		this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
		return this.#reading;
	}

	/**
	 * Keeps a row after all others, unless it is there already; resolves when it is on the disk.
	 *
	 * @throws StorageError when it is not kept
	 */
	async append(row: Omit<OutboxRow, 'place'>): Promise<void> {
		if (this.current.some(({ id }) => id === row.id)) return;
		const { store, owner } = this.#options;
		const placed = await appendRow(store, owner, row, this.current.at(-1)?.place);
		if (!placed) return;
		this.#take(placed.place, placed);
		this.#announce();
	}

	/**
	 * Changes a row on what it is on the disk.
	 *
	 * @throws StorageError when it is not changed
	 */
	async change(row: OutboxRow, change: RowChange, options: ChangeOptions = {}): Promise<Changed> {
		const changed = await this.#write(row, change, options);
		if (changed.isChanged) {
			const discarded = [...(changed.row ? [] : [row]), ...(options.without ?? [])];
			for (const { place } of discarded) {
				this.#discard(place);
				this.#options.channel.post('discarded', place);
			}
		}
		this.#adopt(row.place, changed);
		return changed;
	}

	/** Notes a change that has happened, whether or not the disk takes it: a resend would do no harm. */
	async note(row: OutboxRow, change: RowChange): Promise<void> {
		try {
			this.#adopt(row.place, await this.#write(row, change, {}));
		} catch {
			this.#settle(row.place, change(row));
			this.#options.onChange();
		}
	}

	#write(row: OutboxRow, change: RowChange, options: ChangeOptions): Promise<Changed> {
		return changeRow(this.#options.store, this.#options.owner, row, change, options);
	}

	#adopt(place: string, { row, isChanged }: Changed): void {
		this.#settle(place, row);
		if (isChanged) this.#announce();
	}

	/** Takes what a row is now; one that is gone has happened. */
	#settle(place: string, row: OutboxRow | null): void {
		if (!row) this.#deliver(this.current.filter((one) => one.place === place));
		this.#take(place, row);
	}

	#take(place: string, row: OutboxRow | null): void {
		const { rows, unreadable } = this.#stored;
		const others = rows.filter((one) => one.place !== place);
		const at = others.findLastIndex((one) => one.place < place) + 1;
		this.#stored = { rows: row ? others.toSpliced(at, 0, row) : others, unreadable };
	}

	#deliver(rows: readonly OutboxRow[]): void {
		if (rows.length === 0) return;
		const state = { status: 'sent', at: this.#options.now() } as const;
		this.#delivered = [...this.#delivered, ...rows.map((row) => ({ ...row, state }))];
	}

	#discard(place: string): void {
		this.#discarded.add(place);
		this.#take(place, null);
		this.forget(this.#delivered.filter((row) => row.place === place));
	}

	#replace(stored: StoredRows): void {
		const before = this.#stored;
		const rows = stored.rows.filter(({ place }) => !this.#discarded.has(place));
		this.#stored = { ...stored, rows };
		// What cannot be read any more may be among those that are missing.
		if (stored.unreadable > before.unreadable) return;
		const places = new Set(rows.map(({ place }) => place));
		this.#deliver(before.rows.filter(({ place }) => !places.has(place)));
	}

	#announce(): void {
		this.#options.channel.post('changed');
		this.#options.onChange();
	}

	async #read(): Promise<void> {
		while (this.#isOutdated) {
			this.#isOutdated = false;
			try {
				const stored = await readRows(this.#options.store, this.#options.owner);
				// Nearly always there is nothing: no reader is told of that again.
				if (count(stored) + count(this.#stored) > 0) this.#replace(stored);
				this.#options.onChange();
			} catch {
				// It is read again at the next sign of a change.
			}
		}
	}
}

function count({ rows, unreadable }: StoredRows): number {
	return rows.length + unreadable;
}

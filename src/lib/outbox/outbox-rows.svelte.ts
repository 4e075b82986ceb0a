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
	/** Ends the listening to other tabs. */
	signal: AbortSignal;
}

/** A subject's rows as this tab knows them. The disk has the truth; changes are decided there. */
export class OutboxRows {
	readonly #options: OutboxRowsOptions;
	#stored = $state.raw<StoredRows>({ rows: [], unreadable: 0 });
	#reading: Promise<void> | undefined;
	#isOutdated = false;

	constructor(options: OutboxRowsOptions) {
		this.#options = options;
		options.channel.on('changed', () => void this.reload(), options.signal);
	}

	/** The rows in the order of writing. */
	get current(): readonly OutboxRow[] {
		return this.#stored.rows;
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
		const changed = await changeRow(this.#options.store, this.#options.owner, row, change, options);
		this.#take(row.place, changed.row);
		if (changed.isChanged) {
			for (const { place } of options.without ?? []) this.#take(place, null);
			this.#announce();
		}
		return changed;
	}

	/** Notes a change that has happened, whether or not the disk takes it: a resend would do no harm. */
	async note(row: OutboxRow, change: RowChange): Promise<void> {
		try {
			await this.change(row, change);
		} catch {
			this.#take(row.place, change(row));
			this.#options.onChange();
		}
	}

	#take(place: string, row: OutboxRow | null): void {
		const { rows, unreadable } = this.#stored;
		const others = rows.filter((one) => one.place !== place);
		const at = others.findLastIndex((one) => one.place < place) + 1;
		this.#stored = { rows: row ? others.toSpliced(at, 0, row) : others, unreadable };
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
				if (count(stored) + count(this.#stored) > 0) this.#stored = stored;
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

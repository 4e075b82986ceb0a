import type { OutboxRow } from './outbox-row.js';
import type { Changed, ChangeOptions, OutboxStore } from './outbox-store.js';
import type { RowChange } from './row-changes.js';
import type { TabChannel } from './tab-channel.js';

export interface OutboxRowsOptions {
	store: OutboxStore;
	channel: TabChannel;
	/** Told of every change, another tab's included. */
	onChange: () => void;
}

/** A subject's rows as this tab knows them. The disk has the truth; changes are decided there. */
export class OutboxRows {
	readonly #options: OutboxRowsOptions;
	#current = $state.raw<readonly OutboxRow[]>([]);
	#unreadable = $state(0);
	#reading: Promise<void> | undefined;
	#isOutdated = false;

	constructor(options: OutboxRowsOptions) {
		this.#options = options;
		options.channel.on('changed', () => void this.reload());
	}

	/** The rows in the order of writing. */
	get current(): readonly OutboxRow[] {
		return this.#current;
	}

	/** How many rows this version of the app cannot read. They stay where they are. */
	get unreadable(): number {
		return this.#unreadable;
	}

	/** Reads the rows again. Without storage, what is known stays. */
	reload(): Promise<void> {
		this.#isOutdated = true;
		this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
		return this.#reading;
	}

	/**
	 * Keeps a row after all others; resolves when it is on the disk.
	 *
	 * @throws StorageError when it is not kept
	 */
	async append(row: Omit<OutboxRow, 'place'>): Promise<void> {
		const placed = await this.#options.store.append(row);
		this.#take(placed.place, placed);
		this.#announce();
	}

	/**
	 * Changes a row on what it is on the disk.
	 *
	 * @throws StorageError when it is not changed
	 */
	async change(row: OutboxRow, change: RowChange, options: ChangeOptions): Promise<Changed> {
		const changed = await this.#options.store.change(row, change, options);
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
			await this.change(row, change, { mode: 'relaxed' });
		} catch {
			this.#take(row.place, change(row));
			this.#options.onChange();
		}
	}

	#take(place: string, row: OutboxRow | null): void {
		const index = this.#current.findIndex((one) => one.place >= place);
		const at = index < 0 ? this.#current.length : index;
		const isThere = this.#current[at]?.place === place;
		this.#current = this.#current.toSpliced(at, isThere ? 1 : 0, ...(row ? [row] : []));
	}

	#announce(): void {
		this.#options.channel.post('changed');
		this.#options.onChange();
	}

	async #read(): Promise<void> {
		while (this.#isOutdated) {
			this.#isOutdated = false;
			try {
				const { rows, unreadable } = await this.#options.store.list();
				this.#current = rows;
				this.#unreadable = unreadable;
				this.#options.onChange();
			} catch {
				// It is read again at the next sign of a change.
			}
		}
	}
}

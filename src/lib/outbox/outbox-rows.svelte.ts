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

/** A row that has happened; once it has left the disk, `at` is when this tab heard of it. */
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
	 * What has happened, on the disk or not any more, until {@link forget}. It may have left by what another
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
			this.#take(row.place, change(row));
			this.#options.onChange();
		}
	}

	#write(row: OutboxRow, change: RowChange, options: ChangeOptions): Promise<Changed> {
		return changeRow(this.#options.store, this.#options.owner, row, change, options);
	}

	#adopt(place: string, { row, isChanged }: Changed): void {
		this.#take(place, row);
		if (isChanged) this.#announce();
	}

	#take(place: string, row: OutboxRow | null): void {
		const { rows, unreadable } = this.#stored;
		const others = rows.filter((one) => one.place !== place);
		const at = others.findLastIndex((one) => one.place < place) + 1;
		this.#replace({ rows: row ? others.toSpliced(at, 0, row) : others, unreadable });
	}

	#discard(place: string): void {
		this.#discarded.add(place);
		this.#replace(this.#stored);
		this.forget(this.#delivered.filter((row) => row.place === place));
	}

	#replace(stored: StoredRows): void {
		const before = this.#stored;
		const rows = stored.rows.filter(({ place }) => !this.#discarded.has(place));
		this.#stored = { ...stored, rows };
		const happened = [
			// What cannot be read any more may be among those that are missing.
			...(stored.unreadable > before.unreadable ? [] : this.#missing(before.rows, rows)),
			...rows.filter(isDelivered)
		];
		const known = new Set(before.rows.filter(isDelivered).map(({ place }) => place));
		const news = happened.filter(({ place }) => !known.has(place));
		if (news.length > 0) this.#delivered = [...this.#delivered, ...news];
	}

	/** What has left, as what has happened: what the user takes out is told of. */
	#missing(before: readonly OutboxRow[], after: readonly OutboxRow[]): DeliveredRow[] {
		const places = new Set(after.map(({ place }) => place));
		const state = { status: 'sent', at: this.#options.now() } as const;
		return before
			.filter(({ place }) => !places.has(place) && !this.#discarded.has(place))
			.map((row) => ({ ...row, state }));
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

function isDelivered(row: OutboxRow): row is DeliveredRow {
	return row.state.status === 'sent';
}

function count({ rows, unreadable }: StoredRows): number {
	return rows.length + unreadable;
}

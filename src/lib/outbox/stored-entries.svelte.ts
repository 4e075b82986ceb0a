import type { KeyValueStore } from '../cache/key-value-store.js';
import type { StoredEntry } from './stored-entry.js';
import {
	appendEntry,
	changeEntry,
	readEntries,
	type Changed,
	type ChangeOptions,
	type Owner,
	type StoredQueue
} from './outbox-store.js';
import type { EntryChange } from './entry-changes.js';
import type { TabChannel } from './tab-channel.js';

export interface StoredEntriesOptions {
	store: KeyValueStore;
	owner: Owner;
	channel: TabChannel;
	/** Called at every change, including another tab's. */
	onChange: () => void;
	/** The time, in milliseconds since 1970. */
	now: () => number;
	/** Ends listening to other tabs. */
	signal: AbortSignal;
}

/** An entry that has happened. When it has left the disk, `at` is when this tab noticed that. */
export interface DeliveredEntry extends StoredEntry {
	readonly state: { readonly status: 'sent'; readonly at: number };
}

/** A subject's stored entries as this tab knows them. The disk has the truth: changes are decided there. */
export class StoredEntries {
	readonly #options: StoredEntriesOptions;
	#stored = $state.raw<StoredQueue>({ entries: [], unreadable: 0 });
	#delivered = $state.raw<readonly DeliveredEntry[]>([]);
	/** Sequences of discarded entries. A read that began before the discard still finds them on the disk. */
	readonly #discarded = new Set<string>();
	#reading: Promise<void> | undefined;
	#isOutdated = false;

	constructor(options: StoredEntriesOptions) {
		this.#options = options;
		const { channel, signal } = options;
		channel.on('changed', () => void this.reload(), signal);
		channel.on('discarded', (sequence) => this.#discard(sequence), signal);
	}

	/** The entries, in the order of writing. */
	get current(): readonly StoredEntry[] {
		return this.#stored.entries;
	}

	/**
	 * Entries that have happened, until {@link forget}. Some have left the disk, because another tab's
	 * results contain them already.
	 */
	get delivered(): readonly DeliveredEntry[] {
		return this.#delivered;
	}

	/** Forgets delivered entries that this tab's results contain. */
	forget(shown: readonly DeliveredEntry[]): void {
		if (shown.length > 0)
			this.#delivered = this.#delivered.filter((entry) => !shown.includes(entry));
	}

	/** How many stored entries this version of the app cannot read. They stay on the disk. */
	get unreadable(): number {
		return this.#stored.unreadable;
	}

	/** Reads the entries again. When storage does not work, the known entries stay. */
	reload(): Promise<void> {
		this.#isOutdated = true;
		this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
		return this.#reading;
	}

	/** Without a channel, reads what other tabs have changed. */
	async catchUp(): Promise<void> {
		if (!this.#options.channel.isOpen) await this.reload();
	}

	/**
	 * Appends an entry, unless it is stored already. Resolves when the entry is on the disk.
	 *
	 * @throws StorageError when the entry is not stored
	 */
	async append(entry: Omit<StoredEntry, 'sequence'>): Promise<void> {
		if (this.current.some(({ id }) => id === entry.id)) return;
		const { store, owner } = this.#options;
		const queued = await appendEntry(store, owner, entry, this.current.at(-1)?.sequence);
		if (!queued) return;
		// An entry that another tab has written before is sent before.
		await this.catchUp();
		this.#take(queued.sequence, queued);
		this.#announce();
	}

	/**
	 * Changes an entry. The change is applied to the entry as it is on the disk.
	 *
	 * @throws StorageError when it is not changed
	 */
	async change(
		entry: StoredEntry,
		change: EntryChange,
		options: ChangeOptions = {}
	): Promise<Changed> {
		const changed = await this.#write(entry, change, options);
		if (changed.isChanged) {
			const discarded = [...(changed.entry ? [] : [entry]), ...(options.without ?? [])];
			for (const { sequence } of discarded) {
				this.#discard(sequence);
				this.#options.channel.post('discarded', sequence);
			}
		}
		this.#adopt(entry.sequence, changed);
		return changed;
	}

	/**
	 * Notes a change that has happened. If storing it fails, the mutation is sent again, which does no
	 * harm.
	 */
	async note(entry: StoredEntry, change: EntryChange): Promise<void> {
		try {
			this.#adopt(entry.sequence, await this.#write(entry, change, {}));
		} catch {
			// The store has reported it.
			this.#take(entry.sequence, change(entry));
			this.#options.onChange();
		}
	}

	#write(entry: StoredEntry, change: EntryChange, options: ChangeOptions): Promise<Changed> {
		return changeEntry(this.#options.store, this.#options.owner, entry, change, options);
	}

	#adopt(sequence: string, { entry, isChanged }: Changed): void {
		this.#take(sequence, entry);
		if (isChanged) this.#announce();
	}

	#take(sequence: string, entry: StoredEntry | null): void {
		const { entries, unreadable } = this.#stored;
		const others = entries.filter((one) => one.sequence !== sequence);
		const at = others.findLastIndex((one) => one.sequence < sequence) + 1;
		this.#replace({ entries: entry ? others.toSpliced(at, 0, entry) : others, unreadable });
	}

	#discard(sequence: string): void {
		this.#discarded.add(sequence);
		this.#replace(this.#stored);
		this.forget(this.#delivered.filter((entry) => entry.sequence === sequence));
	}

	#replace(stored: StoredQueue): void {
		const before = this.#stored;
		const entries = stored.entries.filter(({ sequence }) => !this.#discarded.has(sequence));
		this.#stored = { ...stored, entries };
		const happened = [
			// Some missing entries may just have become unreadable.
			...(stored.unreadable > before.unreadable ? [] : this.#missing(before.entries, entries)),
			...entries.filter(isDelivered)
		];
		const known = new Set(before.entries.filter(isDelivered).map(({ sequence }) => sequence));
		const news = happened.filter(({ sequence }) => !known.has(sequence));
		if (news.length > 0) this.#delivered = [...this.#delivered, ...news];
	}

	/**
	 * Entries that have left the disk have happened: discarded ones are announced by their tab. Without a
	 * channel nothing is announced, so no entry is called sent that may have been discarded.
	 */
	#missing(before: readonly StoredEntry[], after: readonly StoredEntry[]): DeliveredEntry[] {
		if (!this.#options.channel.isOpen) return [];
		const sequences = new Set(after.map(({ sequence }) => sequence));
		const state = { status: 'sent', at: this.#options.now() } as const;
		return before
			.filter(({ sequence }) => !sequences.has(sequence) && !this.#discarded.has(sequence))
			.map((entry) => ({ ...entry, state }));
	}

	#announce(): void {
		this.#options.channel.post('changed');
		this.#options.onChange();
	}

	async #read(): Promise<void> {
		while (this.#isOutdated) {
			this.#isOutdated = false;
			try {
				const stored = await readEntries(this.#options.store, this.#options.owner);
				// The outbox is empty most of the time: readers are not told of that again.
				if (count(stored) + count(this.#stored) > 0) this.#replace(stored);
				this.#options.onChange();
			} catch {
				// The next change triggers another read.
			}
		}
	}
}

export function isDelivered(entry: StoredEntry): entry is DeliveredEntry {
	return entry.state.status === 'sent';
}

function count({ entries, unreadable }: StoredQueue): number {
	return entries.length + unreadable;
}

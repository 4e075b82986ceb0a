import type { RecordStore } from '../auth/session-record.svelte.js';

/** A disk with one record, shared by several tabs. */
export class FakeDisk {
	record: unknown;
	/** What happened, in order. */
	readonly log: ('snapshots deleted' | 'record written')[] = [];
	/** A read waits for this after it has seen the record. */
	slowness: Promise<void> = Promise.resolve();
	readonly #listeners = new Map<RecordStore, Set<() => void>>();

	/** The record store of one tab. It is told when other tabs write. */
	openTab(): RecordStore {
		const mine = new Set<() => void>();
		const tab: RecordStore = {
			read: async () => {
				const seen: unknown = structuredClone(this.record);
				await this.slowness;
				return seen;
			},
			deleteSnapshots: () => {
				this.log.push('snapshots deleted');
				return Promise.resolve();
			},
			update: (change) => {
				this.log.push('record written');
				this.record = structuredClone(change(structuredClone(this.record)));
				this.announce(tab);
				return Promise.resolve(true);
			},
			onChange: (listener) => {
				mine.add(listener);
				return () => mine.delete(listener);
			}
		};
		this.#listeners.set(tab, mine);
		return tab;
	}

	/** Tells all other tabs that the record has changed. */
	announce(by?: RecordStore): void {
		for (const [tab, listeners] of this.#listeners) {
			if (tab !== by) for (const listener of listeners) listener();
		}
	}
}

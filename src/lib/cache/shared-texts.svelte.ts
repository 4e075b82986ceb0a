import { untrack } from 'svelte';
import type { Report } from '../diagnostics.js';
import type { Channel } from '../browser-features.js';
import type { Key, KeyValueStore } from './key-value-store.js';
import { StorageError } from './storage-error.js';
import { UserData } from './user-data.js';

export interface UserTextsOptions {
	store: KeyValueStore;
	subject: string;
	/** Opens a channel to the same subject's other tabs. It says the name of a changed text, never the text. */
	openChannel: () => Channel | undefined;
	report: Report;
}

/** The texts as a tab has them. */
interface TextsHere {
	key: (...name: string[]) => Key;
	text: (name: string) => string | undefined;
	names: () => Iterable<string>;
	/** Takes over what another tab has set; what is no text deletes it. */
	adopt: (name: string, text: unknown) => unknown;
}

/** What tabs do to have the same texts. */
export interface SharedTexts {
	/** Stores a text as this tab has it, and tells the other tabs. */
	keep(name: string): Promise<void>;
	/** Whether the text is on the disk, as far as is known. Reactive. */
	isKept(name: string): boolean;
	/** Takes over all texts that other tabs have set. */
	refresh(): Promise<void>;
	/** Ends all writing, and listening to the other tabs. */
	close(): void;
}

/**
 * The tab in which one types wins: so long after a change of its own it takes over nothing. A person types in
 * one tab at a time, and needs longer to change to another.
 */
const TYPING_MS = 1_000;

/** Shares a subject's texts with the other tabs. */
export function shareTexts(
	{ store, subject, openChannel }: UserTextsOptions,
	here: TextsHere
): SharedTexts {
	const channel = openChannel();
	let isClosed = false;
	/** Counts the writes of each text, so that an answer that comes late is recognised. */
	const writes = new Map<string, number>();
	/** What is not on the disk yet, or could not be stored: this tab knows better than the disk. */
	const ahead = new Set<string>();
	/** What was changed here just now, and whether another tab has changed it too. */
	const typed = new Map<string, { timer: ReturnType<typeof setTimeout>; isHeard: boolean }>();
	let unkept = $state.raw<ReadonlySet<string>>(new Set());

	const learn = (name: string, stored: unknown, before: number | undefined) => {
		const typing = typed.get(name);
		if (typing) typing.isHeard = true;
		const isOurs = typing !== undefined || writes.get(name) !== before || ahead.has(name);
		if (!isOurs) untrack(() => here.adopt(name, stored));
	};
	const hear = async (name: string) => {
		const before = writes.get(name);
		learn(name, await store.get(here.key(name)), before);
	};
	channel?.addEventListener('message', ({ data: name }: MessageEvent<unknown>) => {
		if (typeof name === 'string') void hear(name);
	});
	const type = (name: string) => {
		const { timer, isHeard = false } = typed.get(name) ?? {};
		clearTimeout(timer);
		const end = () => {
			const typing = typed.get(name);
			typed.delete(name);
			if (typing?.isHeard) void hear(name);
		};
		typed.set(name, { timer: setTimeout(end, TYPING_MS), isHeard });
	};

	/** @throws StorageError when the text is not stored */
	const put = async (name: string) => {
		if (isClosed) return;
		await store.transact('relaxed', (transaction) =>
			transaction.put(
				here.key(name),
				untrack(() => here.text(name))
			)
		);
		if (!isClosed) channel?.postMessage(name);
	};
	/** What the user types is worth more than what can be loaded again. */
	const putOrEvict = (name: string) =>
		put(name).catch(async (error: unknown) => {
			if (!(error instanceof StorageError) || error.code !== 'quota_exceeded') throw error;
			await UserData.evict(store, subject);
			await put(name);
		});

	return {
		async keep(name) {
			const write = (writes.get(name) ?? 0) + 1;
			writes.set(name, write);
			ahead.add(name);
			type(name);
			// The store has reported it, and `isKept` says so.
			const isKept = await putOrEvict(name).then(
				() => true,
				() => false
			);
			// A later write says what has become of it.
			if (writes.get(name) !== write) return;
			if (isKept) ahead.delete(name);
			const others = [...untrack(() => unkept)].filter((one) => one !== name);
			unkept = new Set(isKept ? others : [...others, name]);
		},
		isKept: (name) => !unkept.has(name),
		async refresh() {
			const before = new Map(writes);
			const stored = await store.list(here.key());
			const names = new Set([...stored.keys(), ...untrack(here.names)]);
			for (const name of names) learn(name, stored.get(name), before.get(name));
		},
		close() {
			isClosed = true;
			for (const { timer } of typed.values()) clearTimeout(timer);
			channel?.close();
		}
	};
}

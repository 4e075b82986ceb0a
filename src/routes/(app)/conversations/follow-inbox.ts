import type { FunctionArgs, FunctionReturnType } from 'convex/server';
import type { ComposeQuery, QueryReference, QuerySource } from '$lib';
import { api } from '$convex/_generated/api';
import { MAX_INBOX_PAGE } from '$convex/limits';
import type { ListedConversation } from '../model/conversation-list';
import { merge, missingSince, newestChange, toList, type Inbox } from '../model/inbox';

/** What is gone from the inbox is told for a day: after half of that it is read anew. */
const MAX_MISSING_MS = 12 * 60 * 60_000;

/**
 * Puts the list of conversations together: its pages, which are read once; the entries that have changed last,
 * which are live; and what the reader may join. So a message makes each list read the entries that have changed
 * last, and not all. While the backend has not written all entries, or does not know these queries, it asks for
 * the list as it is.
 */
export const followInbox: ComposeQuery<typeof api.conversations.list> = (
	source,
	_args,
	onResult,
	onError
) => {
	const follower = new InboxFollower(source, onResult, onError);
	return () => follower.stop();
};

type Changed = FunctionReturnType<typeof api.conversations.changed>;

class InboxFollower {
	readonly #source: QuerySource;
	readonly #onResult: (list: ListedConversation[]) => void;
	readonly #onError: (error: Error) => void;
	readonly #stops = new Set<() => void>();
	#inbox: Inbox = new Map();
	#others: ListedConversation[] | undefined;
	/** When the inbox had changed last, as far as all changes are known; `undefined` before the first answer. */
	#knownUpTo: number | undefined;
	/** Since when changes may be missing that are not being asked for yet. */
	#missingSince: number | undefined;
	#arePagesRead = false;
	/** The backend does not know these queries, or fails to answer them. */
	#hasFailed = false;
	/** Whether the pages have been read before all entries were written. */
	#werePagesEarly = false;
	/** Ends the reading of pages, or of what was missed. */
	#stopReading: (() => void) | undefined;
	/** An answer that has come before it is known what has changed. */
	#early: (() => void) | undefined;
	/** Ends asking for the list as it is. */
	#stopList: (() => void) | undefined;

	constructor(
		source: QuerySource,
		onResult: (list: ListedConversation[]) => void,
		onError: (error: Error) => void
	) {
		this.#source = source;
		this.#onResult = onResult;
		this.#onError = onError;
		this.#ask(api.conversations.changed, {}, (changed) => this.#adopt(changed));
		this.#ask(api.conversations.others, {}, (others) => {
			this.#others = others;
			this.#show();
		});
		// Asked for together with what has changed: both answers are of the same moment.
		this.#readPages();
	}

	stop(): void {
		for (const stop of [...this.#stops]) stop();
	}

	#adopt({ isReady, entries }: Changed): void {
		if (!isReady) {
			this.#werePagesEarly = true;
			return this.#askForList();
		}
		const newest = newestChange(entries);
		const since = missingSince(entries, this.#knownUpTo ?? newest);
		this.#inbox = merge(this.#inbox, entries);
		if (this.#werePagesEarly || (since !== undefined && newest - since > MAX_MISSING_MS)) {
			this.#werePagesEarly = false;
			this.#inbox = merge(new Map(), entries);
			this.#knownUpTo = newest;
			this.#readPages();
		} else if (since === undefined || this.#knownUpTo === undefined) {
			this.#knownUpTo = Math.max(this.#knownUpTo ?? 0, newest);
		} else {
			this.#missingSince = since;
			if (this.#arePagesRead) this.#readMissing(since);
		}
		// It shows the list too.
		if (this.#early) this.#early();
		else this.#show();
	}

	/** Reads all pages, one after the other, and each once. */
	#readPages(cursor: string | null = null): void {
		this.#arePagesRead = false;
		const paginationOpts = { numItems: MAX_INBOX_PAGE, cursor };
		this.#read(api.conversations.page, { paginationOpts }, ({ page, isDone, continueCursor }) => {
			this.#inbox = merge(this.#inbox, page);
			if (!isDone) return this.#readPages(continueCursor);
			this.#arePagesRead = true;
			if (this.#missingSince !== undefined) this.#readMissing(this.#missingSince);
			this.#show();
		});
	}

	#readMissing(since: number): void {
		this.#read(api.conversations.changed, { since }, ({ entries }) => {
			this.#missingSince = undefined;
			this.#inbox = merge(this.#inbox, entries);
			this.#knownUpTo = Math.max(this.#knownUpTo ?? 0, newestChange(entries));
			if (entries.length >= MAX_INBOX_PAGE) this.#readPages();
			this.#show();
		});
	}

	/** Asks once. What was asked so before is not waited for any more. */
	#read<Query extends QueryReference>(
		query: Query,
		args: FunctionArgs<Query>,
		onAnswer: (answer: FunctionReturnType<Query>) => void
	): void {
		this.#stopReading?.();
		this.#early = undefined;
		const reading: { isOver: boolean; stop?: () => void } = { isOver: false };
		const end = () => {
			reading.isOver = true;
			reading.stop?.();
		};
		this.#stopReading = end;
		reading.stop = this.#ask(query, args, (answer) => {
			if (reading.isOver) return;
			const take = () => {
				this.#early = undefined;
				end();
				onAnswer(answer);
			};
			// Until it is known what changes from here on, the answer is kept up to date.
			if (this.#knownUpTo === undefined) this.#early = take;
			else take();
		});
		if (reading.isOver) reading.stop();
	}

	/** Asks for the list as it is, beside the rest or, after an error, instead of it. */
	#askForList(): void {
		this.#stopList ??= this.#ask(api.conversations.list, {}, this.#onResult, this.#onError);
	}

	#fail(): void {
		if (this.#hasFailed) return;
		this.#hasFailed = true;
		this.#stopList = undefined;
		this.stop();
		this.#askForList();
	}

	#ask<Query extends QueryReference>(
		query: Query,
		args: FunctionArgs<Query>,
		onAnswer: (answer: FunctionReturnType<Query>) => void,
		onError: (error: Error) => void = () => this.#fail()
	): () => void {
		const asking: { end?: () => void } = {};
		const stop = () => {
			// Convex's client takes an end once.
			if (this.#stops.delete(stop)) asking.end?.();
		};
		this.#stops.add(stop);
		asking.end = this.#source.onUpdate(
			query,
			args,
			(answer: FunctionReturnType<Query>, isTentative) => {
				// The answer itself follows.
				if (!isTentative && this.#stops.has(stop)) onAnswer(answer);
			},
			onError
		);
		if (!this.#stops.has(stop)) asking.end();
		return stop;
	}

	#show(): void {
		if (this.#hasFailed || !this.#others || !this.#arePagesRead || this.#werePagesEarly) return;
		this.#stopList?.();
		this.#stopList = undefined;
		this.#onResult(toList(this.#inbox, this.#others));
	}
}

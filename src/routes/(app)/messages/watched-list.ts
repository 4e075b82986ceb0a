import type { Drawn } from './drawn-messages';

export interface ScrollWindowOptions {
	/** The keys of the messages, oldest first. */
	keys: () => readonly string[];
	/** Whether these reach the newest message. */
	isNewest: () => boolean;
	/** Called with the indexes of the first and the last message on the screen. */
	onSee: (first: number, last: number) => void;
	/** Called when the user has scrolled into the empty room at the end: the newest messages are wanted. */
	onEnd: () => void;
}

/**
 * The keys of the first and the last drawn message; without them, the newest messages and all that
 * come.
 */
export interface Edges {
	first?: string | undefined;
	last?: string | undefined;
}

/** What a `ScrollWatcher` reads of a list, and tells it. */
export interface WatchedList {
	readonly options: ScrollWindowOptions;
	/** The drawn part of the list. */
	readonly drawn: Drawn;
	/** Whether the list is at its end and follows new messages. */
	readonly isFollowing: boolean;
	/** Whether the end is more than a screen away. */
	readonly isFar: boolean;
	/** Whether all messages are drawn, for paper. */
	readonly isPrinting: boolean;
	/** Draws other messages, and says whether the list follows new ones and is far from its end. */
	show(edges: Edges, isFollowing: boolean, isFar: boolean): void;
}

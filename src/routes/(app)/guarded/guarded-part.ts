import type { CachedQueries } from '$lib';
import type { Component } from 'svelte';

/** A part of the app that can fail alone. */
export type GuardedPart = 'app' | 'conversations' | 'messages' | 'page';

/** Kept copies that were dropped because they could not be shown. */
export interface Dropped {
	/** What was shown besides them, which they did not change. */
	live: readonly unknown[];
	/** Says so. */
	Notice: Component<{ what: GuardedPart; queries: CachedQueries }>;
}

/** The results that the backend has now. Reading them keeps the queries subscribed. */
export function liveOf(queries: CachedQueries): readonly unknown[] {
	return openOf(queries)
		.filter(({ source }) => source === 'live')
		.map(({ data }) => data);
}

/** Whether the backend has answered all of them. Reading it keeps them subscribed. */
export function areAnswered(queries: CachedQueries): boolean {
	return openOf(queries).every(({ source, error }) => source === 'live' || error !== undefined);
}

/** Without those that are not read any more. */
export function openOf(queries: CachedQueries) {
	return [...queries].filter(({ isOpen }) => isOpen);
}

/** Whether all of the values are the same objects. */
export function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
	return some.length === others.length && some.every((value, index) => value === others[index]);
}

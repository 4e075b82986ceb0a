/** What numbers and pages a client may ask for. */
import type { PaginationOptions, PaginationResult } from 'convex/server';
import { ConvexError } from 'convex/values';
import { refuse, type Refusal } from './refusals';

/** Refuses a number that is not whole, or less than `least`. */
export function requireWhole(number: number, least: number): number {
	if (Number.isSafeInteger(number) && number >= least) return number;
	throw refuse(wrongNumber(least));
}

/** Refuses what is no number. */
export function requireNumber(number: number): number {
	if (!Number.isNaN(number)) return number;
	throw refuse(wrongNumber(0));
}

/**
 * The page that a client asks for, of at most `most` documents. An end is refused, because Convex would
 * read everything up to there. The refusal is also the one at which clients of Convex begin again with the
 * first page: versions of the app before this one may ask for an end.
 */
export function pageOf(
	{ numItems, cursor, endCursor }: PaginationOptions,
	most: number
): PaginationOptions {
	requireWhole(numItems, 1);
	if (typeof endCursor === 'string') {
		const beginAgain = { isConvexSystemError: true, paginationError: 'InvalidCursor' };
		throw new ConvexError({ ...wrongNumber(most), ...beginAgain });
	}
	return { numItems: Math.min(numItems, most), cursor };
}

/** A page with other items, and without a place to split it at: the parts of one would have ends. */
export function pageWith<Item>(
	{ isDone, continueCursor }: Omit<PaginationResult<unknown>, 'page'>,
	page: Item[]
): PaginationResult<Item> {
	return { page, isDone, continueCursor };
}

function wrongNumber(limit: number): Extract<Refusal, { kind: 'Invalid' }> {
	return { kind: 'Invalid', field: 'number', reason: 'notTaken', limit };
}

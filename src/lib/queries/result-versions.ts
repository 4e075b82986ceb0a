import type { QueryReference } from '../convex/live-queries.js';

/**
 * The versions of the results of queries, each a whole number that is raised when the function begins to
 * return something of another shape. A query that is not among them has version 1.
 *
 * ```ts
 * const resultVersions: ResultVersions = [[api.messages.list, 2]];
 * ```
 */
export type ResultVersions = readonly (readonly [QueryReference, number])[];

import { ON_PHONE, ONLY_IN_ALL } from '../scripts/test-target.js';

/**
 * A test's details, when it repeats in another way what a test of `npm test` shows: `npm run test:all`
 * runs it, and so does `npm run test:e2e` when it is asked for.
 *
 * ```ts
 * for (const way of WAYS_OFFLINE) {
 *   test(`opens: ${way}`, onlyInAll(way !== 'black-hole'), async ({ device }) => { ... });
 * }
 * ```
 */
export function onlyInAll(isRepeated = true): { tag: string[] } {
	return { tag: isRepeated ? [ONLY_IN_ALL] : [] };
}

/**
 * A test's details, when `npm test` runs it on the phone in place of the desktop. `npm run test:all` runs it
 * on both. It is in a file that the project `phone` of `playwright.config.ts` names.
 */
export function onPhone(): { tag: string[] } {
	return { tag: [ON_PHONE, ONLY_IN_ALL] };
}

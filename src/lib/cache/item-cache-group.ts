import type { Key } from './key-value-store.js';

/** Where a subject's lists are kept, by whichever version. Apart from what reads them: a launch does not. */
export function itemCacheGroup(subject: string): Key {
	return ['user', subject, 'lists'];
}

import type { Key } from './key-value-store.js';

/**
 * The key of a subject's lists, of all versions. It has a file of its own: a launch does not load what
 * reads lists.
 */
export function itemCacheGroup(subject: string): Key {
	return ['user', subject, 'lists'];
}

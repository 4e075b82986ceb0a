import type { FoundMessage } from './cached-messages';

/** The messages that the device and the backend have found, each once, the oldest first. */
export function mergeHits(
	device: readonly FoundMessage[] = [],
	backend: readonly FoundMessage[] = []
): FoundMessage[] {
	const hits = new Map([...device, ...backend].map((hit) => [hit.id, hit]));
	return [...hits.values()].sort((a, b) => a.sentAt - b.sentAt);
}

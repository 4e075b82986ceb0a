import type { OutboxEntry } from '$lib';

/** The arguments in which deliveries have what the user wrote: a message, or the name of a conversation. */
const TEXTS = ['body', 'name'];

/** What the user wrote in an entry of the outbox, of whatever version of the app; `undefined`: no text. */
export function writtenText({ args }: Pick<OutboxEntry, 'args'>): string | undefined {
	for (const name of TEXTS) {
		const text = args[name];
		if (typeof text === 'string' && text !== '') return text;
	}
	return undefined;
}

import { isEntryOf, type OutboxEntry } from '$lib';
import { api } from '$convex/_generated/api';
import { isCalled, type MessageName } from '../model/message';

/** A pinned message. Its text is empty until the server says it. */
export interface Pin extends MessageName {
	text: string;
}

const isPin = isEntryOf(api.pins.set);

/**
 * The pinned messages of a conversation, the last one first, with what is pending. It is not an optimistic update:
 * those are a part of each launch.
 */
export function pinsWith(
	entries: readonly OutboxEntry[],
	conversationId: string,
	pins: readonly Pin[] = []
): readonly Pin[] {
	return entries
		.filter(isPin)
		.filter(({ args, state }) => args.conversationId === conversationId && state.status !== 'sent')
		.reduce((all, { args: { message, isOn } }) => {
			if (all.some((pin) => isCalled(message, pin)) === isOn) return all;
			return isOn
				? [{ ...message, text: '' }, ...all]
				: all.filter((pin) => !isCalled(message, pin));
		}, pins);
}

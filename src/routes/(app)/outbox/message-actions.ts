import { createClientId, isEntryOf, type Account, type OutboxEntry } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { isEdit, isMessage } from './entry-kinds';
import { isCalled, type Mention, type MessageName } from '../model/message';
import { KEPT_BACK_MS } from './undo-time';

/** A message of the user. */
export interface OwnMessage {
	conversationId: Id<'conversations'>;
	clientId: string;
}

/** Whether the user reacts to a message with an emoji. */
export interface Reaction {
	conversationId: Id<'conversations'>;
	message: MessageName;
	emoji: string;
	isOn: boolean;
}

type Outbox = Account['outbox'];

/** Whether an outbox entry adds or removes a reaction. */
export const isReaction = isEntryOf(api.reactions.set);

/**
 * Changes the text of a message: in the outbox while it has certainly not been sent, otherwise by another
 * mutation.
 *
 * @throws OutboxError when that is not kept
 */
export async function editMessage(
	outbox: Outbox,
	{ conversationId, clientId }: OwnMessage,
	body: string,
	mentions?: Mention[]
): Promise<void> {
	const text = { body, ...(mentions && { mentions }) };
	const written = outbox.entries.filter(isMessage).find(({ id }) => id === clientId)?.args;
	if (await outbox.edit(clientId, { ...written, conversationId, clientId, ...text })) return;
	const edits = outbox.entries.filter(isEdit).filter(({ args }) => args.clientId === clientId);
	for (const { id, args } of edits.reverse()) {
		if (await outbox.edit(id, { ...args, ...text })) return;
	}
	const editId = createClientId();
	await outbox.enqueue(api.messages.edit, { conversationId, clientId, editId, ...text });
	// A rejected message would block the edit, which depends on it: so it is retried.
	await outbox.retry(clientId);
}

/**
 * Removes messages as {@link deleteMessage} does, and keeps that back as long as it can be undone. Returns
 * what undoes it.
 *
 * @throws OutboxError when that is not kept
 */
export async function deleteLater(
	outbox: Outbox,
	messages: readonly OwnMessage[]
): Promise<(() => Promise<void>) | undefined> {
	const undos: (() => Promise<void>)[] = [];
	for (const message of messages) {
		const undo = await deleteMessage(outbox, message, KEPT_BACK_MS);
		if (undo) undos.push(undo);
	}
	if (undos.length === 0) return undefined;
	return async () => {
		for (const undo of undos) await undo();
	};
}

/**
 * Removes a message: from the outbox while it has certainly not been sent, otherwise by another mutation.
 * The outbox keeps that back for `delayMs`. Returns what undoes the removal until then, where it can be
 * undone.
 *
 * @throws OutboxError when that is not kept
 */
export async function deleteMessage(
	outbox: Outbox,
	{ conversationId, clientId }: OwnMessage,
	delayMs?: number
): Promise<(() => Promise<void>) | undefined> {
	const written = outbox.entries.filter(isMessage).find(({ id }) => id === clientId);
	if (await outbox.discard(clientId)) {
		return written && (async () => void (await outbox.enqueue(api.messages.send, written.args)));
	}
	// What is still to be sent is not kept in the conversation longer than it must be.
	const isThere = !written || written.state.status === 'sent';
	const options = isThere && delayMs !== undefined ? { delayMs } : {};
	const id = await outbox.enqueue(api.messages.remove, { conversationId, clientId }, options);
	await outbox.retry(clientId);
	return isThere ? async () => void (await outbox.discard(id)) : undefined;
}

/**
 * Adds or removes a reaction. A pending opposite that has certainly not been sent is discarded instead.
 *
 * @throws OutboxError when that is not kept
 */
export async function setReaction(
	outbox: Outbox,
	{ message: { authorId, clientId }, ...more }: Reaction
): Promise<void> {
	const reaction = { ...more, message: { authorId, clientId } };
	const last = outbox.entries.filter(isReaction).findLast(({ args }) => isSame(args, reaction));
	if (last && last.args.isOn !== reaction.isOn && (await outbox.discard(last.id))) return;
	await outbox.enqueue(api.reactions.set, reaction);
}

/**
 * Gives up a rejected entry: a message is removed, a change of a message is discarded.
 *
 * @throws OutboxError when that is not kept
 */
export async function giveUp(outbox: Outbox, entry: OutboxEntry): Promise<void> {
	if (isMessage(entry)) await deleteMessage(outbox, entry.args);
	else await outbox.discard(entry.id, { evenIfSent: true });
}

function isSame(one: Reaction, other: Reaction): boolean {
	return one.emoji === other.emoji && isCalled(one.message, other.message);
}

import type { FunctionArgs } from 'convex/server';
import {
	createClientId,
	defineDelivery,
	type Delivery,
	type OutboxEntry,
	type OptimisticUpdateOptions
} from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { toExcerpt } from '$convex/limits';
import { changeConversation, type ListedConversation } from '../model/conversation-list';
import { quietPolicy as errorPolicy, refusalPolicy } from './error-policies';

interface Address {
	conversationId: Id<'conversations'>;
}

type ListUpdate<Args> = OptimisticUpdateOptions<typeof api.conversations.list, Args>;

const orderingKey = ({ conversationId }: Address) => conversationId;

const gone = inList(() => undefined);

/** The deliveries of conversations, with their optimistic updates of the list. */
export const conversationDeliveries: readonly Delivery[] = [
	defineDelivery(api.conversations.create, {
		id: ({ clientId = createClientId() }) => clientId,
		// One ordering key for all: after a rate limit they wait together.
		orderingKey: () => 'conversations',
		errorPolicy: refusalPolicy,
		optimisticUpdates: [{ query: api.conversations.list, args: () => ({}), apply: addConversation }]
	}),
	defineDelivery(api.conversations.rename, {
		orderingKey,
		errorPolicy,
		optimisticUpdates: [
			inList((conversation, { name }: Address & { name: string }) =>
				conversation.name === name ? conversation : { ...conversation, name }
			)
		]
	}),
	defineDelivery(api.conversations.remove, { orderingKey, errorPolicy, optimisticUpdates: [gone] }),
	defineDelivery(api.members.join, {
		orderingKey,
		errorPolicy,
		optimisticUpdates: [inList(joined)]
	}),
	defineDelivery(api.members.leave, {
		orderingKey,
		// Whom an owner named may be gone: then another has to be named.
		errorPolicy: refusalPolicy,
		optimisticUpdates: [inList(left)]
	}),
	defineDelivery(api.direct.mute, {
		orderingKey,
		errorPolicy,
		optimisticUpdates: [
			inList((conversation, { isOn }: Address & { isOn: boolean }) =>
				arranged(conversation, { isMuted: isOn })
			)
		]
	}),
	defineDelivery(api.inbox.arrange, {
		// In the order of the read marks, which end a mark as unread.
		orderingKey: ({ conversationId }) => `${conversationId} reads`,
		errorPolicy,
		optimisticUpdates: [
			inList((conversation, { wanted }: Address & { wanted: Arrangement }) =>
				arranged(conversation, wanted)
			)
		]
	}),
	defineDelivery(api.direct.hide, { orderingKey, errorPolicy, optimisticUpdates: [gone] }),
	defineDelivery(api.blocks.set, { orderingKey: ({ subject }) => subject, errorPolicy }),
	defineDelivery(api.members.remove, { orderingKey, errorPolicy }),
	defineDelivery(api.invitations.send, { orderingKey, errorPolicy }),
	defineDelivery(api.invitations.accept, {
		orderingKey,
		errorPolicy,
		optimisticUpdates: [inList(joined)]
	}),
	defineDelivery(api.invitations.decline, {
		orderingKey,
		errorPolicy,
		optimisticUpdates: [inList(declined)]
	})
];

/** A pending message is the last one of its conversation, and its conversation is the first of the list. */
export const lastMessageUpdate: ListUpdate<Address & { body: string }> = {
	query: api.conversations.list,
	args: () => ({}),
	apply: (list, { conversationId, body }, { subject, writtenAt }) => {
		const conversation = list?.find(({ id }) => id === conversationId);
		const { lastMessage } = conversation ?? {};
		const text = toExcerpt(body);
		const isThere = lastMessage?.authorId === subject && lastMessage.text === text;
		if (!list || !conversation || isThere) return list;
		const sentAt = Math.max(writtenAt, lastMessage?.sentAt ?? 0);
		const last = { author: '', authorId: subject, text, sentAt, isRemoved: false };
		const others = list.filter((one) => one !== conversation);
		const isArchived = conversation.isMuted && conversation.isArchived;
		return [{ ...joined(conversation), lastMessage: last, isArchived }, ...others];
	}
};

function inList<Args extends Address>(
	change: (
		conversation: ListedConversation,
		args: Args,
		entry: OutboxEntry
	) => ListedConversation | undefined
): ListUpdate<Args> {
	return {
		query: api.conversations.list,
		args: () => ({}),
		apply: (list, args, entry) =>
			changeConversation(list, args.conversationId, (one) => change(one, args, entry))
	};
}

/** What of a conversation its reader arranges. */
type Arrangement = FunctionArgs<typeof api.inbox.arrange>['wanted'] & { isMuted?: boolean };

function arranged(conversation: ListedConversation, wanted: Arrangement): ListedConversation {
	const parts = Object.keys(wanted) as (keyof Arrangement)[];
	const isSo = parts.every((part) => !conversation[part] === !wanted[part]);
	return isSo ? conversation : { ...conversation, ...wanted };
}

function addConversation(
	list: ListedConversation[] = [],
	{ name, kind = 'open' }: { name: string; kind?: 'open' | 'invited' },
	{ id }: OutboxEntry
): ListedConversation[] {
	if (list.some((one) => one.id === id || one.clientId === id)) return list;
	// The id is not the server's: it is never sent.
	const conversation = { id: id as ListedConversation['id'], name, kind, unread: 0 };
	return [{ ...conversation, isMember: true, role: 'owner' }, ...list];
}

/** Writing in an open conversation joins it too. */
function joined(conversation: ListedConversation): ListedConversation {
	if (conversation.isMember) return conversation;
	return { ...withoutInvitation(conversation), isMember: true, role: 'member' };
}

/** An open conversation stays in the list. So does one that could not be left. */
function left(
	conversation: ListedConversation,
	_args: Address,
	{ state }: OutboxEntry
): ListedConversation | undefined {
	const { id, name, kind, isMember } = conversation;
	if (!isMember || state.status === 'rejected') return conversation;
	return kind === 'open' ? { id, name, kind, isMember: false, unread: 0 } : undefined;
}

function declined(conversation: ListedConversation): ListedConversation | undefined {
	if (conversation.invitedBy === undefined) return conversation;
	return conversation.kind === 'open' ? withoutInvitation(conversation) : undefined;
}

function withoutInvitation(conversation: ListedConversation): ListedConversation {
	const copy = { ...conversation };
	delete copy.invitedBy;
	return copy;
}

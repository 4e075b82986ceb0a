import {
	createClientId,
	defineDelivery,
	type Delivery,
	type OutboxEntry,
	type OverlayOptions
} from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { toExcerpt } from '$convex/limits';
import { changeConversation, type ListedConversation } from '../model/conversation-list';
import { quietVerdict as verdict } from './quiet-verdict';
import { refusalVerdict } from './refusal-verdict';

interface Address {
	conversationId: Id<'conversations'>;
}

type ListOverlay<Args> = OverlayOptions<typeof api.conversations.list, Args>;

const lane = ({ conversationId }: Address) => conversationId;

/** The mutations of conversations, and how each shows in the list until it has happened. */
export const conversationDeliveries: readonly Delivery[] = [
	defineDelivery(api.conversations.create, {
		id: ({ clientId = createClientId() }) => clientId,
		// One after the other: where these come too fast, all wait, and not each for itself.
		lane: () => 'conversations',
		verdict: refusalVerdict,
		overlays: [{ query: api.conversations.list, args: () => ({}), apply: addConversation }]
	}),
	defineDelivery(api.conversations.rename, {
		lane,
		verdict,
		overlays: [
			inList((conversation, { name }: Address & { name: string }) =>
				conversation.name === name ? conversation : { ...conversation, name }
			)
		]
	}),
	defineDelivery(api.conversations.remove, { lane, verdict, overlays: [inList(() => undefined)] }),
	defineDelivery(api.members.join, { lane, verdict, overlays: [inList(joined)] }),
	defineDelivery(api.members.leave, { lane, verdict, overlays: [inList(left)] }),
	defineDelivery(api.members.remove, { lane, verdict }),
	defineDelivery(api.invitations.send, { lane, verdict }),
	defineDelivery(api.invitations.accept, { lane, verdict, overlays: [inList(joined)] }),
	defineDelivery(api.invitations.decline, { lane, verdict, overlays: [inList(declined)] })
];

/** An unsent message is the last one of its conversation, and the conversation the last active. */
export const lastWordsOverlay: ListOverlay<Address & { body: string }> = {
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
		return [{ ...joined(conversation), lastMessage: last }, ...others];
	}
};

function inList<Args extends Address>(
	change: (conversation: ListedConversation, args: Args) => ListedConversation | undefined
): ListOverlay<Args> {
	return {
		query: api.conversations.list,
		args: () => ({}),
		apply: (list, args) =>
			changeConversation(list, args.conversationId, (conversation) => change(conversation, args))
	};
}

function addConversation(
	list: ListedConversation[] = [],
	{ name, kind = 'open' }: { name: string; kind?: 'open' | 'invited' },
	{ id }: OutboxEntry
): ListedConversation[] {
	if (list.some((one) => one.id === id || one.clientId === id)) return list;
	// Nothing on the server has this id: it is not sent anywhere.
	const conversation = { id: id as ListedConversation['id'], name, kind, unread: 0 };
	return [{ ...conversation, isMember: true, role: 'owner' }, ...list];
}

/** Also who writes in an open conversation is in it from then on. */
function joined(conversation: ListedConversation): ListedConversation {
	if (conversation.isMember) return conversation;
	return { ...withoutInvitation(conversation), isMember: true, role: 'member' };
}

/** One that is open goes on being there. */
function left(conversation: ListedConversation): ListedConversation | undefined {
	const { id, name, kind, isMember } = conversation;
	if (!isMember) return conversation;
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

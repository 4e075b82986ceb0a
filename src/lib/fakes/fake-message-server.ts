import { makeFunctionReference } from 'convex/server';
import { ConvexError } from 'convex/values';
import { defineDelivery, type OptimisticUpdateOptions } from '../outbox/define-delivery.js';

/** A message as it is sent. */
export type Message = { clientId: string; conversation: string; body: string };

/** A change has an id that grows: a late one must not undo a newer one. */
type Change = Message & { changeId: string };
type Removal = Omit<Message, 'body'>;

export const send = makeFunctionReference<'mutation', Message, null>('messages:send');
export const edit = makeFunctionReference<'mutation', Change, null>('messages:edit');
export const remove = makeFunctionReference<'mutation', Removal, null>('messages:remove');
export const list = makeFunctionReference<'query', { conversation: string }, Message[]>(
	'messages:list'
);

/** A first change of the message with this id. */
export const changeOf = (clientId: string) => ({
	...{ clientId, conversation: 'c', body: 'changed' },
	changeId: '1'
});

/** A message that is not in the conversation's result yet shows at the end. */
export const atTheEnd: OptimisticUpdateOptions<typeof list, Message> = {
	query: list,
	args: ({ conversation }) => ({ conversation }),
	apply: (messages = [], message) =>
		messages.some(({ clientId }) => clientId === message.clientId)
			? messages
			: [...messages, message]
};

/** How these mutations are delivered: the ordering key is the conversation. */
export const deliveries = [
	defineDelivery(send, {
		id: ({ clientId }) => clientId,
		orderingKey: ({ conversation }) => conversation,
		optimisticUpdates: [atTheEnd]
	}),
	defineDelivery(edit, {
		id: ({ changeId }) => changeId,
		orderingKey: ({ conversation }) => conversation,
		dependsOn: ({ clientId }) => clientId,
		optimisticUpdates: [
			{
				query: list,
				args: ({ conversation }) => ({ conversation }),
				apply: (messages = [], { clientId, body }) =>
					messages.some((message) => message.clientId === clientId && message.body !== body)
						? messages.map((message) =>
								message.clientId === clientId ? { ...message, body } : message
							)
						: messages
			}
		]
	}),
	defineDelivery(remove, {
		orderingKey: ({ conversation }) => conversation,
		dependsOn: ({ clientId }) => clientId,
		optimisticUpdates: [
			{
				query: list,
				args: ({ conversation }) => ({ conversation }),
				apply: (messages = [], { clientId }) =>
					messages.some((message) => message.clientId === clientId)
						? messages.filter((message) => message.clientId !== clientId)
						: messages
			}
		]
	})
];

/** A backend for messages. It recognises a second attempt by its client id, also after a removal. */
export class FakeMessageServer {
	/** All messages that ever arrived, in the order of arrival. */
	readonly arrived: (Message & { subject: string; changeId: string; isRemoved: boolean })[] = [];

	/**
	 * Runs a mutation as this subject.
	 *
	 * @throws ConvexError for bodies that begin with "bad", and for missing messages
	 */
	run(subject: string, name: string, args: Message & { changeId?: string }): void {
		const known = this.arrived.find(
			(message) => message.subject === subject && message.clientId === args.clientId
		);
		if (name === 'messages:send') {
			if (known) return;
			if (args.body.startsWith('bad')) throw new ConvexError({ kind: 'bad' });
			this.arrived.push({ ...args, subject, changeId: '', isRemoved: false });
		} else if (!known) {
			throw new ConvexError({ kind: 'not_found' });
		} else if (name === 'messages:remove') {
			known.isRemoved = true;
		} else if ((args.changeId ?? '') > known.changeId) {
			known.changeId = args.changeId ?? '';
			known.body = args.body;
		}
	}

	/** What a subject sees in a conversation. */
	messagesIn(subject: string, conversation: string): Message[] {
		return this.arrived
			.filter((one) => one.subject === subject && one.conversation === conversation)
			.filter(({ isRemoved }) => !isRemoved)
			.map(({ clientId, body }) => ({ clientId, conversation, body }));
	}
}

import type { FunctionReturnType } from 'convex/server';
import type { api } from '$convex/_generated/api';

/** A message as `messages:list` returns it. */
export type MessageView = FunctionReturnType<typeof api.messages.list>[number];

/** Somebody whom a message names with `@`, or everybody. */
export type Mention = NonNullable<MessageView['mentions']>[number];

/** Identifies a message. Its author knows this name before the server knows the message. */
export interface MessageName {
	authorId: string;
	/** Unique among the author's messages only: another author may have used the same id. */
	clientId: string;
}

/** Whether a message has this name. */
export function isCalled({ authorId, clientId }: MessageName, message: MessageName): boolean {
	return message.authorId === authorId && message.clientId === clientId;
}

/** What identifies a message in a list. */
export const keyOf = ({ authorId, clientId }: MessageName): string => `${authorId} ${clientId}`;

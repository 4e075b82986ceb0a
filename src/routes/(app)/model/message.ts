import type { FunctionReturnType } from 'convex/server';
import type { api } from '$convex/_generated/api';

/** A message as `messages:list` returns it. */
export type MessageView = FunctionReturnType<typeof api.messages.list>[number];

/** Identifies a message: its author knows this before the server knows the message. */
export interface MessageName {
	authorId: string;
	/** Unique among the author's messages only: another author may have chosen the same. */
	clientId: string;
}

/** Whether a message has this name. */
export function isCalled({ authorId, clientId }: MessageName, message: MessageView): boolean {
	return message.authorId === authorId && message.clientId === clientId;
}

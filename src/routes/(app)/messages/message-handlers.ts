import { createContext } from 'svelte';
import type { Id } from '$convex/_generated/dataModel';
import type { MessageView } from '../model/message';

/** What can be done with any message of the open conversation. */
export interface MessageHandlers {
	/** Who reads. */
	readonly subject: string;
	readonly conversationId: Id<'conversations'>;
	/** Begins an answer to it. */
	reply: (message: MessageView) => void;
	/** Sets whether the reader reacts to it with an emoji. */
	react: (message: MessageView, emoji: string, isOn: boolean) => void;
}

/** What can be done with the messages below this component. */
export const [useMessageHandlers, setMessageHandlers] = createContext<MessageHandlers>();

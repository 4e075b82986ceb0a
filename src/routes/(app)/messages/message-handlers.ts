import { createContext, type Component } from 'svelte';
import type { Id } from '$convex/_generated/dataModel';
import type { MessageView } from '../model/message';
import type { Receipt } from '../receipts/receipt';

/** A receipt, with the component that comes with it after the launch. */
export type ShownReceipt = Receipt & { Ticks: Component<Receipt> };

/** The actions for every message of the open conversation. */
export interface MessageHandlers {
	readonly conversationId: Id<'conversations'>;
	/** How far an own message has come that was sent, and what shows it; `undefined` while it is not known. */
	receiptOf?: (message: MessageView) => ShownReceipt | undefined;
	/** Begins an answer to a message. */
	reply: (message: MessageView) => void;
	/** Sets whether the reader reacts to a message with an emoji. */
	react: (message: MessageView, emoji: string, isOn: boolean) => void;
	/** Moves the text of an own message into the composer. */
	edit: (message: MessageView) => void;
	/** Runs another change, and shows the error if it fails. */
	attempt: <T>(change: Promise<T>) => Promise<T | undefined>;
}

/** The context with the actions for the messages below a component. */
export const [useMessageHandlers, setMessageHandlers] = createContext<MessageHandlers>();

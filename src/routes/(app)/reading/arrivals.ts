import type { MessageView } from '../model/message';

type Arrival = Pick<MessageView, 'clientId' | 'author' | 'authorId' | 'sentAt' | 'removedAt'>;

/** Finds the messages of others that have arrived since the last call; at the first call there are none. */
export class Arrivals {
	readonly #reader: string;
	/** When the newest known message of others was sent: a loaded page of older ones is no arrival. */
	#newest: number | undefined;

	/** @param reader the reader, whose own messages are no arrivals */
	constructor(reader: string) {
		this.#reader = reader;
	}

	/** The messages that have arrived, each returned once. */
	among(messages: readonly Arrival[]): Arrival[] {
		const others = messages.filter(({ authorId }) => authorId !== this.#reader);
		const newest = this.#newest ?? Infinity;
		this.#newest = Math.max(this.#newest ?? 0, ...others.slice(-1).map(({ sentAt }) => sentAt));
		return others.filter(({ sentAt, removedAt }) => sentAt > newest && removedAt === undefined);
	}
}

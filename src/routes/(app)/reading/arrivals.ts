import type { MessageView } from '../model/message';

type Arrival = Pick<MessageView, 'clientId' | 'author' | 'authorId' | 'sentAt' | 'removedAt'>;

/** Tells which messages of others have come since it was asked last; the first time, none has. */
export class Arrivals {
	readonly #reader: string;
	/** When the newest that is known of others was sent: a page of older ones is no news. */
	#newest: number | undefined;

	/** @param reader whose own messages are no news */
	constructor(reader: string) {
		this.#reader = reader;
	}

	/** The messages that came, each told once. */
	among(messages: readonly Arrival[]): Arrival[] {
		const others = messages.filter(({ authorId }) => authorId !== this.#reader);
		const newest = this.#newest ?? Infinity;
		this.#newest = Math.max(this.#newest ?? 0, ...others.slice(-1).map(({ sentAt }) => sentAt));
		return others.filter(({ sentAt, removedAt }) => sentAt > newest && removedAt === undefined);
	}
}

import type { MessageName } from '../../model/message';

/** Which messages of a list are selected. */
export class Selection {
	#keys = $state.raw<readonly string[]>([]);

	has(message: MessageName): boolean {
		return this.#keys.includes(keyOf(message));
	}

	/** Selects a message, or takes it out again. */
	toggle(message: MessageName): void {
		const key = keyOf(message);
		this.#keys = this.has(message) ? this.#keys.filter((one) => one !== key) : [...this.#keys, key];
	}

	/** The selected ones, in the order of the list; what was deleted since is not among them. */
	among<Message extends MessageName & { removedAt?: number }>(all: readonly Message[]): Message[] {
		return all.filter((one) => one.removedAt === undefined && this.has(one));
	}
}

const keyOf = ({ authorId, clientId }: MessageName) => `${authorId} ${clientId}`;

/** `changed`: read the rows again. The others ask whether the delivering tab still runs, and say so. */
export type TabMessage = 'changed' | 'is-anyone-delivering' | 'delivering';

/** What a `BroadcastChannel` does, as far as the outbox needs it. */
export type Channel = Pick<
	BroadcastChannel,
	'postMessage' | 'addEventListener' | 'removeEventListener' | 'close'
>;

/** Word to and from the other tabs in which the same user is signed in. */
export class TabChannel {
	#channel: Channel | undefined;

	/** @param channel without one, the tabs do not hear of each other */
	constructor(channel: Channel | undefined) {
		this.#channel = channel;
	}

	/** Whether the other tabs can be heard. */
	get isOpen(): boolean {
		return this.#channel !== undefined;
	}

	/** Tells the other tabs. */
	post(message: TabMessage): void {
		this.#channel?.postMessage(message);
	}

	/** Calls the listener when another tab says this; returns what stops that. */
	on(message: TabMessage, listener: () => void): () => void {
		const channel = this.#channel;
		const hear = ({ data }: MessageEvent<unknown>) => {
			if (data === message) listener();
		};
		channel?.addEventListener('message', hear);
		return () => channel?.removeEventListener('message', hear);
	}

	/** Hears and says nothing from now on. */
	close(): void {
		this.#channel?.close();
		this.#channel = undefined;
	}
}

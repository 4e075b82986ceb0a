/** `changed`: read the rows again. `ping`: does the delivering tab still run? `pong`: it does. */
export type TabMessage = 'changed' | 'ping' | 'pong';

/** What a `BroadcastChannel` does, as far as the outbox needs it. */
export type Channel = Pick<
	BroadcastChannel,
	'postMessage' | 'addEventListener' | 'removeEventListener' | 'close'
>;

/** Word to and from the other tabs in which the same user is signed in. */
export interface TabChannel {
	/** Tells the other tabs. */
	post(message: TabMessage): void;
	/** Calls the listener when another tab says this, until the signal is aborted. */
	on(message: TabMessage, listener: () => void, signal: AbortSignal): void;
}

/** Without a channel the tabs do not hear of each other. */
export function createTabChannel(channel: Channel | undefined, signal: AbortSignal): TabChannel {
	signal.addEventListener('abort', () => channel?.close());
	return {
		post: (message) => {
			if (!signal.aborted) channel?.postMessage(message);
		},
		on: (message, listener, signal) => {
			const hear = ({ data }: MessageEvent<unknown>) => {
				if (data === message) listener();
			};
			channel?.addEventListener('message', hear, { signal });
		}
	};
}

/**
 * `changed`: read the rows again. `discarded`: the user has taken out the row of the place that follows.
 * `ping`: does the delivering tab still run? `pong`: it does.
 */
export type TabMessage = 'changed' | 'discarded' | 'ping' | 'pong';

/** What a `BroadcastChannel` does, as far as the outbox needs it. */
export type Channel = Pick<
	BroadcastChannel,
	'postMessage' | 'addEventListener' | 'removeEventListener' | 'close'
>;

/** Word to and from the other tabs in which the same user is signed in. */
export interface TabChannel {
	/** Tells the other tabs, of a place if there is one to tell of. */
	post(message: TabMessage, sequence?: string): void;
	/** Calls the listener when another tab says this, until the signal is aborted. */
	on(message: TabMessage, listener: (sequence: string) => void, signal: AbortSignal): void;
}

/** Without a channel the tabs do not hear of each other. */
export function createTabChannel(channel: Channel | undefined, signal: AbortSignal): TabChannel {
	signal.addEventListener('abort', () => channel?.close());
	return {
		post: (message, sequence = '') => {
			if (!signal.aborted) channel?.postMessage(`${message} ${sequence}`.trimEnd());
		},
		on: (message, listener, signal) => {
			const hear = ({ data }: MessageEvent<unknown>) => {
				if (typeof data !== 'string') return;
				const [said = ''] = data.split(' ', 1);
				if (said === message) listener(data.slice(said.length + 1));
			};
			channel?.addEventListener('message', hear, { signal });
		}
	};
}

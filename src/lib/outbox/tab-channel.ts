/**
 * Messages between tabs. `changed`: read the entries again. `discarded`: the user has discarded the entry
 * whose sequence follows. `ping`: asks whether the delivering tab still runs. `pong`: it does. Other
 * versions of the app send and read the same messages.
 */
export type TabMessage = 'changed' | 'discarded' | 'ping' | 'pong';

/** The part of `BroadcastChannel` that the outbox uses. */
export type Channel = Pick<
	BroadcastChannel,
	'postMessage' | 'addEventListener' | 'removeEventListener' | 'close'
>;

/** Sends messages to, and receives them from, other tabs in which the same user is signed in. */
export interface TabChannel {
	/** Sends a message to the other tabs, with a sequence if the message has one. */
	post(message: TabMessage, sequence?: string): void;
	/** Calls the listener for this message of another tab, until the signal is aborted. */
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

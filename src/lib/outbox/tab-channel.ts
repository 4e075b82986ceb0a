import type { Channel } from '../browser-features.js';

/**
 * Messages between tabs. `changed`: read what is on the disk again. `discarded`: the user has discarded the
 * entry whose sequence follows. `ping`: asks whether the delivering tab still runs. `pong`: it does. Other
 * versions of the app send and read the same messages.
 */
export type TabMessage = 'changed' | 'discarded' | 'ping' | 'pong';

/** Without a channel, each tab reads this often what the others may have changed. */
const LOOK_MS = 2_000;

/** Sends messages to, and receives them from, other tabs of the app. */
export interface TabChannel {
	/** Whether there is a channel: without one, tabs do not hear of each other. */
	readonly isOpen: boolean;
	/** Sends a message to the other tabs, with a sequence if the message has one. */
	post(message: TabMessage, sequence?: string): void;
	/** Calls the listener for this message of another tab, until the signal is aborted. */
	on(message: TabMessage, listener: (sequence: string) => void, signal: AbortSignal): void;
}

/**
 * Sends and receives over a channel until the signal is aborted. Without a channel it only says `changed`,
 * every two seconds.
 */
export function createTabChannel(channel: Channel | undefined, signal: AbortSignal): TabChannel {
	signal.addEventListener('abort', () => channel?.close());
	return {
		isOpen: channel !== undefined,
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
			if (channel || message !== 'changed') return;
			const timer = setInterval(listener, LOOK_MS, '');
			signal.addEventListener('abort', () => clearInterval(timer));
		}
	};
}

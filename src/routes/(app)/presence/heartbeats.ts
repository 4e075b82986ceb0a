import { PRESENCE_HEARTBEAT_MS, TYPING_HEARTBEAT_MS } from '$convex/limits';

/** Who types and deletes by turns is told of no more often. */
const MIN_GAP_MS = 1_000;

/** Says that somebody is here, and whether they are typing. */
export interface Heartbeats {
	/** The text has changed; `isEmpty`: there is none any more, for it was sent or deleted. */
	type(isEmpty: boolean): void;
	stop(): void;
}

/**
 * Begins to say that somebody is here:
 *
 * - at once, and then every {@link PRESENCE_HEARTBEAT_MS};
 * - when they begin to type, and every {@link TYPING_HEARTBEAT_MS} while they do: never at each key;
 * - when they have stopped: nothing was typed between two beats, or there is no text any more.
 */
export function startHeartbeats(send: (isTyping: boolean) => void, now: () => number): Heartbeats {
	let isTyping = false;
	let hasTyped = false;
	let sentAt = -Infinity;
	let timer: ReturnType<typeof setTimeout> | undefined;

	function schedule(ms: number): void {
		clearTimeout(timer);
		timer = setTimeout(beat, ms);
	}

	function beat(): void {
		isTyping &&= hasTyped;
		hasTyped = false;
		sentAt = now();
		send(isTyping);
		schedule(isTyping ? TYPING_HEARTBEAT_MS : PRESENCE_HEARTBEAT_MS);
	}

	beat();
	return {
		type: (isEmpty) => {
			hasTyped = !isEmpty;
			if (isTyping !== isEmpty) return;
			isTyping = !isEmpty;
			schedule(Math.max(0, sentAt + MIN_GAP_MS - now()));
		},
		stop: () => clearTimeout(timer)
	};
}

import { PRESENCE_HEARTBEAT_MS, TYPING_HEARTBEAT_MS } from '$convex/limits';

/** The shortest time between two heartbeats, also when typing starts and stops repeatedly. */
const MIN_GAP_MS = 1_000;

/** Sends heartbeats: that the user is here, and whether they are typing. */
export interface Heartbeats {
	/** Says that the text has changed. `isEmpty`: it was sent or deleted. */
	type(isEmpty: boolean): void;
	stop(): void;
}

/**
 * Starts sending heartbeats:
 *
 * - at once, and then every {@link PRESENCE_HEARTBEAT_MS};
 * - when the user begins to type, and every {@link TYPING_HEARTBEAT_MS} while they type: never at each key;
 *
 * That they have stopped is not sent: the others hide it when a message comes, and in any case some seconds later.
 */
export function startHeartbeats(send: (isTyping: boolean) => void, now: () => number): Heartbeats {
	let isTyping = false;
	let hasTyped = false;
	let sentAt = -Infinity;
	let timer: ReturnType<typeof setTimeout> | undefined;

	function schedule(ms: number): void {
		clearTimeout(timer);
		timer = setTimeout(sendHeartbeat, ms);
	}

	function sendHeartbeat(): void {
		if (isTyping && !hasTyped) return stopTyping();
		hasTyped = false;
		sentAt = now();
		send(isTyping);
		schedule(isTyping ? TYPING_HEARTBEAT_MS : PRESENCE_HEARTBEAT_MS);
	}

	function stopTyping(): void {
		isTyping = hasTyped = false;
		schedule(sentAt + PRESENCE_HEARTBEAT_MS - now());
	}

	sendHeartbeat();
	return {
		type: (isEmpty) => {
			if (isEmpty) return stopTyping();
			hasTyped = true;
			if (isTyping) return;
			isTyping = true;
			schedule(Math.max(0, sentAt + MIN_GAP_MS - now()));
		},
		stop: () => clearTimeout(timer)
	};
}

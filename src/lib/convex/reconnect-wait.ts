import type { ConvexClient } from 'convex/browser';

/** What Convex's client notes of its next attempt to connect. It is private. */
interface Scheduling {
	webSocketManager?: { scheduledReconnect?: { backoffMs?: unknown } | null };
}

/**
 * How long a Convex client waits for its next attempt to connect, in milliseconds from the last one;
 * `undefined` while it does not wait, or does not say.
 */
export function reconnectWait({ client }: ConvexClient): number | undefined {
	const wait = (client as unknown as Scheduling).webSocketManager?.scheduledReconnect?.backoffMs;
	return typeof wait === 'number' ? wait : undefined;
}

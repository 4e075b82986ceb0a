import type { ConvexClient } from 'convex/browser';

/** The part of Convex's client that does what it does at the browser's `online` event. It is private. */
interface Reconnecting {
	webSocketManager?: { tryReconnectImmediately?: () => void };
}

/**
 * Ends the wait of a Convex client before its next attempt to connect. A client without this method goes on
 * waiting.
 */
export function reconnectNow({ client }: ConvexClient): void {
	(client as unknown as Reconnecting).webSocketManager?.tryReconnectImmediately?.();
}

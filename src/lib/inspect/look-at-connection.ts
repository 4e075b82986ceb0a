import type { ConvexClient } from '../convex/backend-session.svelte.js';
import type { ConnectionStatus } from '../connection.svelte.js';
import { reconnectWait } from '../convex/reconnect-wait.js';

export interface ConnectionLook {
	status: ConnectionStatus;
	/** What the browser says. */
	browser: 'online' | 'offline';
	/** What the socket says; `none` while there is no client for a user. */
	socket: 'open' | 'connecting' | 'none';
	/** How often the client has connected. */
	connections: number;
	/** How many attempts have failed since the last connection. */
	failedAttempts: number;
	/** What was sent and has no answer. */
	inFlight: number;
	/** How long the client waits between its last attempt and the next, in milliseconds, if it waits. */
	waitMs: number | undefined;
	/** Why the next attempt is when it is. */
	next: string;
}

/** What is known of a Convex client. */
export interface SocketFacts {
	isWebSocketConnected: boolean;
	connectionCount: number;
	connectionRetries: number;
	inflightMutations: number;
	inflightActions: number;
}

/** Says what browser and socket say of the connection. */
export function lookAtConnection(
	client: {
		connection: { current: ConnectionStatus };
		account: { convexClient: ConvexClient | undefined } | undefined;
	},
	window: Window
): ConnectionLook {
	const convex = client.account?.convexClient;
	return toConnectionLook({
		status: client.connection.current,
		isOnline: window.navigator.onLine,
		isInView: window.document.visibilityState === 'visible',
		facts: convex?.client.connectionState(),
		waitMs: convex && reconnectWait(convex)
	});
}

export interface ConnectionFacts {
	status: ConnectionStatus;
	isOnline: boolean;
	isInView: boolean;
	facts: SocketFacts | undefined;
	waitMs: number | undefined;
}

export function toConnectionLook(known: ConnectionFacts): ConnectionLook {
	const { status, isOnline, facts, waitMs } = known;
	return {
		status,
		browser: isOnline ? 'online' : 'offline',
		socket: !facts ? 'none' : facts.isWebSocketConnected ? 'open' : 'connecting',
		connections: facts?.connectionCount ?? 0,
		failedAttempts: facts?.connectionRetries ?? 0,
		inFlight: (facts?.inflightMutations ?? 0) + (facts?.inflightActions ?? 0),
		waitMs,
		next: whyThen(known)
	};
}

function whyThen({ status, isOnline, isInView, facts, waitMs }: ConnectionFacts): string {
	if (!facts) return 'There is no client: nobody is signed in, or Clerk has not said who is.';
	if (status === 'online') return 'It answers: nothing is tried.';
	const asks = isInView
		? 'The page asks the server every 4 s, and connects at its first answer.'
		: 'A hidden page asks nothing. It tries at once when it comes into view.';
	if (facts.isWebSocketConnected)
		return `The socket is open, and nothing has come over it. ${asks}`;
	if (!isOnline) return `The browser says that there is no network. ${asks}`;
	return waitMs === undefined ? `It is connecting. ${asks}` : asks;
}

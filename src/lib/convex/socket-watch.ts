import { isRecord } from '../is-record.js';

/** The sockets of one Convex client. It hides what happens on them; this tells. */
export interface SocketWatch {
	/** The class to make sockets of: Convex's option `webSocketConstructor`. */
	readonly WebSocket: typeof WebSocket;
	/**
	 * Closes a socket that has been connecting since before this time, by `performance.now()`. Resolves when
	 * no such socket is left.
	 */
	closeHanging(before: number): Promise<void>;
}

export interface SocketWatchOptions {
	/** Called at each frame that arrives, pings too. */
	onFrame: () => void;
	/**
	 * Called with the server's words when it ends the client for good, because of a frame that it could not
	 * read: before Convex's client hears of it, which terminates itself and throws.
	 */
	onFatalError: (words: string) => void;
	/** Called with the server's words when it does not accept a token. */
	onAuthError: (words: string) => void;
}

/** Watches the sockets of a client that is to be made. */
export function watchSockets({
	onFrame,
	onFatalError,
	onAuthError
}: SocketWatchOptions): SocketWatch {
	let newest: { socket: WebSocket; madeAt: number } | undefined;
	return {
		WebSocket: class extends WebSocket {
			constructor(...args: ConstructorParameters<typeof WebSocket>) {
				super(...args);
				newest = { socket: this, madeAt: performance.now() };
				this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
					onFrame();
					const { type, words } = errorIn(data);
					if (type === 'FatalError') onFatalError(words);
					if (type === 'AuthError') onAuthError(words);
				});
			}
		},
		closeHanging: async (before) => {
			if (!newest || newest.madeAt >= before) return;
			const { socket } = newest;
			if (socket.readyState !== WebSocket.CONNECTING) return;
			const closed = new Promise<void>((resolve) => {
				// After Convex's own listener.
				socket.addEventListener('close', () => setTimeout(resolve));
			});
			socket.close();
			await closed;
		}
	};
}

/**
 * What a frame says has gone wrong. After a `FatalError` Convex's client connects no more, and answers
 * nothing that was asked of it.
 */
function errorIn(frame: unknown): { type?: unknown; words: string } {
	// A result may have megabytes: it is not read twice.
	const isShort = typeof frame === 'string' && frame.length < 10_000;
	const message: unknown = isShort && /"(Fatal|Auth)Error"/.test(frame) && JSON.parse(frame);
	return isRecord(message) ? { type: message.type, words: String(message.error) } : { words: '' };
}

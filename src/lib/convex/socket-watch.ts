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

/** @param onFrame called at each frame that arrives, pings too */
export function watchSockets(onFrame: () => void): SocketWatch {
	let newest: { socket: WebSocket; madeAt: number } | undefined;
	return {
		WebSocket: class extends WebSocket {
			constructor(...args: ConstructorParameters<typeof WebSocket>) {
				super(...args);
				newest = { socket: this, madeAt: performance.now() };
				this.addEventListener('message', onFrame);
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

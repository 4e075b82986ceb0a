import { WebSocket } from 'ws';

/** The messages of the sync protocol that ask for an answer. */
type Sent =
	| { type: 'Connect' | 'Event' }
	| { type: 'Authenticate'; baseVersion: number }
	| { type: 'ModifyQuerySet'; newVersion: number };

type Received =
	{ type: 'Ping' } | { type: 'Transition'; endVersion: Version; modifications: { type: string }[] };

interface Version {
	querySet: number;
	identity: number;
}

/**
 * A real socket that knows whether the server has answered all that it was told: the clock may not go
 * on before that, or the server would seem as slow as the clock is fast.
 */
export class WatchedSocket extends WebSocket {
	/** How many results of queries have come, over all sockets. */
	static results = 0;
	static readonly #open = new Set<WatchedSocket>();
	#asked: Version = { querySet: 0, identity: 0 };
	#told: Version = { querySet: 0, identity: 0 };

	constructor(url: string) {
		super(url);
		WatchedSocket.#open.add(this);
		this.on('close', () => WatchedSocket.#open.delete(this));
		this.on('message', (data: Buffer) => {
			// The local Convex sends these, in the version that is here.
			const message = JSON.parse(data.toString()) as Received;
			if (message.type !== 'Transition') return;
			this.#told = message.endVersion;
			const results = message.modifications.filter(({ type }) => type === 'QueryUpdated');
			WatchedSocket.results += results.length;
		});
	}

	/** Whether no open socket waits for the server. */
	static get areAnswered(): boolean {
		return [...this.#open].every((socket) => socket.#isAnswered);
	}

	override send(text: string): void {
		// So does the installed client.
		const message = JSON.parse(text) as Sent;
		if (message.type === 'Authenticate') this.#asked.identity = message.baseVersion + 1;
		if (message.type === 'ModifyQuerySet') this.#asked.querySet = message.newVersion;
		super.send(text);
	}

	get #isAnswered(): boolean {
		return (
			this.readyState === WebSocket.OPEN &&
			this.#told.identity === this.#asked.identity &&
			this.#told.querySet === this.#asked.querySet
		);
	}
}

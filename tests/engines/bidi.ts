import { WebSocket } from 'ws';

interface Answer {
	id?: number;
	type: 'success' | 'error' | 'event';
	result?: unknown;
	error?: string;
	message?: string;
}

/** A connection that speaks WebDriver BiDi, as far as commands and their answers go. */
export class BidiConnection {
	readonly #socket: WebSocket;
	readonly #waiting = new Map<number, (answer: Answer) => void>();
	#lastId = 0;

	private constructor(socket: WebSocket) {
		this.#socket = socket;
		socket.on('message', (data: Buffer) => {
			const answer = JSON.parse(data.toString()) as Answer;
			if (answer.id === undefined) return;
			this.#waiting.get(answer.id)?.(answer);
			this.#waiting.delete(answer.id);
		});
		socket.on('close', () => {
			const gone: Answer = { type: 'error', error: 'closed', message: 'the browser has gone' };
			for (const answer of this.#waiting.values()) answer(gone);
			this.#waiting.clear();
		});
	}

	/** Connects to a browser, and begins a session with it. */
	static async open(url: string): Promise<BidiConnection> {
		const socket = new WebSocket(`${url}/session`);
		await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
		const connection = new BidiConnection(socket);
		await connection.send('session.new', { capabilities: {} });
		return connection;
	}

	/** Resolves with the result of a command; rejects when the browser refuses it, or goes. */
	send<Result>(method: string, params: object): Promise<Result> {
		const id = ++this.#lastId;
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, ({ type, result, error, message }) => {
				if (type === 'success') resolve(result as Result);
				else reject(new Error(`${method}: ${error}: ${message}`));
			});
			this.#socket.send(JSON.stringify({ id, method, params }), (error) => error && reject(error));
		});
	}
}

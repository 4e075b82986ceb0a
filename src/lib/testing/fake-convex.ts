/** What a client of Convex sends, as far as the fake reads it. */
type ClientMessage =
	| { type: 'Connect' | 'Event' }
	| { type: 'Authenticate'; baseVersion: number; value?: string }
	| {
			type: 'ModifyQuerySet';
			newVersion: number;
			modifications: { type: 'Add' | 'Remove'; queryId: number }[];
	  }
	| { type: 'Mutation'; requestId: number; udfPath: string; args: unknown[] };

interface Version {
	querySet: number;
	identity: number;
	ts: string;
}

/**
 * A Convex deployment for the real client: it speaks the sync protocol over sockets that are no more
 * than objects. Give its {@link WebSocket} to the client as the global of that name.
 */
export class FakeConvex {
	/** `up` answers, `mute` accepts and says nothing, `down` cannot be reached. */
	state: 'up' | 'mute' | 'down' = 'up';
	/** Whether it takes the tokens that it is given. */
	acceptsTokens = true;
	/** What every query comes to. */
	result: unknown = [];
	/** The tokens that it was given, on all sockets. */
	readonly tokens: string[] = [];
	/** The mutations that it was asked for; each comes to `null`. */
	readonly mutations: unknown[] = [];
	/** How many sockets it has accepted. */
	accepted = 0;
	readonly sockets = new Set<FakeSocket>();
	readonly WebSocket = FakeSocket.bind(null, this);

	/** Cuts all connections. */
	drop(): void {
		for (const socket of this.sockets) socket.end(1006);
	}
}

/** A socket as the client sees it, and the server at its other end. */
class FakeSocket {
	onopen: (() => void) | null = null;
	onmessage: ((event: { data: string }) => void) | null = null;
	onclose: ((event: { code: number; reason: string }) => void) | null = null;
	onerror: ((event: object) => void) | null = null;
	readonly #convex: FakeConvex;
	#version: Version = { querySet: 0, identity: 0, ts: timestamp(0) };
	#commits = 0;

	constructor(convex: FakeConvex) {
		this.#convex = convex;
		queueMicrotask(() => this.#open());
	}

	send(text: string): void {
		// What a client sends, in the version that is installed.
		const message = JSON.parse(text) as ClientMessage;
		queueMicrotask(() => this.#receive(message));
	}

	close(): void {
		queueMicrotask(() => this.end(1000));
	}

	/** Ends the connection. */
	end(code: number): void {
		if (this.#convex.sockets.delete(this)) this.onclose?.({ code, reason: '' });
	}

	#open(): void {
		this.#convex.sockets.add(this);
		if (this.#convex.state === 'down') return this.end(1006);
		this.#convex.accepted += 1;
		this.onopen?.();
	}

	#receive(message: ClientMessage): void {
		if (this.#convex.state === 'mute' || !this.#convex.sockets.has(this)) return;
		switch (message.type) {
			case 'Authenticate':
				return this.#authenticate(message.baseVersion, message.value);
			case 'ModifyQuerySet':
				return this.#transition(
					{ querySet: message.newVersion },
					message.modifications.flatMap(({ type, queryId }) =>
						type === 'Add'
							? { type: 'QueryUpdated', queryId, value: this.#convex.result, logLines: [] }
							: []
					)
				);
			case 'Mutation':
				this.#convex.mutations.push(message.args[0]);
				this.#commits += 1;
				this.#tell({
					type: 'MutationResponse',
					requestId: message.requestId,
					success: true,
					result: null,
					ts: timestamp(this.#commits),
					logLines: []
				});
				return this.#transition({}, []);
			case 'Connect':
			case 'Event':
		}
	}

	#authenticate(baseVersion: number, token: string | undefined): void {
		if (token) this.#convex.tokens.push(token);
		if (this.#convex.acceptsTokens || !token) {
			this.#transition({ identity: baseVersion + 1 }, []);
		} else {
			const error = 'Could not verify the token';
			this.#tell({ type: 'AuthError', error, baseVersion, authUpdateAttempted: true });
		}
	}

	#transition(change: Partial<Version>, modifications: object[]): void {
		const startVersion = this.#version;
		this.#version = { ...startVersion, ...change, ts: timestamp(this.#commits) };
		this.#tell({ type: 'Transition', startVersion, endVersion: this.#version, modifications });
	}

	#tell(message: object): void {
		this.onmessage?.({ data: JSON.stringify(message) });
	}
}

/** A time of Convex's, in its own writing: 64 bits, lowest first. */
function timestamp(commits: number): string {
	return Buffer.from([commits, 0, 0, 0, 0, 0, 0, 0]).toString('base64');
}

/** A token that says whose it is and that it is good for an hour; nobody has signed it. */
export function tokenOf(subject: string): string {
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const iat = Math.floor(Date.now() / 1000);
	return [{ alg: 'none' }, { sub: subject, aud: 'convex', iat, exp: iat + 3600 }, {}]
		.map(part)
		.join('.');
}

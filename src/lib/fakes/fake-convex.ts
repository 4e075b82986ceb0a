import { claimsOf, subjectOf } from './fake-token.js';

/** What a client of Convex sends, as far as the fake reads it. */
type ClientMessage =
	| { type: 'Connect' | 'Event' }
	| { type: 'Authenticate'; baseVersion: number; value?: string }
	| {
			type: 'ModifyQuerySet';
			newVersion: number;
			modifications: (
				{ type: 'Add'; queryId: number; udfPath: string } | { type: 'Remove'; queryId: number }
			)[];
	  }
	| { type: 'Mutation'; requestId: number; udfPath: string; args: unknown[] };

interface Version {
	querySet: number;
	identity: number;
	ts: string;
}

/** A message that a client has sent. */
export interface Sent {
	/** The number of the socket, from 1. */
	socket: number;
	/** When, by the clock of the browser. */
	at: number;
	/** The message in words, as `Authenticate user_ada`. */
	what: string;
}

/** A server that has nothing to say says so this often. */
const PING_MS = 15_000;

/**
 * A Convex deployment for the real client: it speaks the sync protocol over sockets that are no more
 * than objects. Give its {@link WebSocket} to the client as the global of that name.
 */
export class FakeConvex {
	/** `up` answers, `mute` accepts and says nothing, `down` cannot be reached. */
	state: 'up' | 'mute' | 'down' = 'up';
	/** Whether it takes the tokens that it is given. */
	acceptsTokens = true;
	/** How many of the next tokens it rejects, if it takes them at all. */
	rejections = 0;
	/** How many of the next mutations it runs and is cut off before the answer. */
	lostAnswers = 0;
	/** How far the browser's clock is ahead of its own; unless set, it does not say. */
	clientAheadMs: number | undefined;
	/** What every query comes to. */
	result: unknown = [];
	/** How often it has run a query: once when it is asked, and again for each new token. */
	queryRuns = 0;
	/** All that it was sent, but what is for statistics only. */
	readonly sent: Sent[] = [];
	/** The tokens that it was given, on all sockets. */
	readonly tokens: string[] = [];
	/** The mutations that it was asked for; each comes to `null`. */
	readonly mutations: unknown[] = [];
	/** How many sockets it has accepted. */
	accepted = 0;
	readonly sockets = new Set<FakeSocket>();
	readonly WebSocket = FakeSocket.bind(null, this);

	/** All that it was sent, each message after the number of its socket. */
	get wire(): string[] {
		return this.sent.map(({ socket, what }) => `${socket} ${what}`);
	}

	/** Whose the open connections are. */
	get identities(): (string | undefined)[] {
		return [...this.sockets].map(({ subject }) => subject);
	}

	/** Cuts all connections, and says why if it gives a reason. */
	drop(reason = ''): void {
		for (const socket of this.sockets) socket.end(1006, reason);
	}

	/** Loses the way between the connections and their clients, and neither is told. */
	freeze(): void {
		for (const socket of this.sockets) socket.freeze();
	}

	/** Finds that the tokens of all connections are no good any more. */
	refuseSessions(): void {
		for (const socket of this.sockets) socket.refuse(false);
	}
}

/** A socket as the client sees it, and the server at its other end. */
class FakeSocket {
	onopen: (() => void) | null = null;
	onmessage: ((event: { data: string }) => void) | null = null;
	onclose: ((event: { code: number; reason: string }) => void) | null = null;
	onerror: ((event: object) => void) | null = null;
	readonly #convex: FakeConvex;
	/** The last result of each query that is subscribed to. */
	readonly #queries = new Map<number, string>();
	#number = 0;
	#version: Version = { querySet: 0, identity: 0, ts: timestamp(0) };
	#commits = 0;
	#token: string | undefined;
	#ping: ReturnType<typeof setInterval> | undefined;
	#isFrozen = false;

	constructor(convex: FakeConvex) {
		this.#convex = convex;
		queueMicrotask(() => this.#open());
	}

	/** Whose token it was given last. */
	get subject(): string | undefined {
		return this.#token && subjectOf(this.#token);
	}

	send(text: string): void {
		// What a client sends, in the version that is installed.
		const message = JSON.parse(text) as ClientMessage;
		const what = describe(message);
		if (what) this.#convex.sent.push({ socket: this.#number, at: Date.now(), what });
		queueMicrotask(() => this.#receive(message));
	}

	close(): void {
		queueMicrotask(() => this.end(1000));
	}

	/** Ends the connection. */
	end(code: number, reason = ''): void {
		clearInterval(this.#ping);
		if (this.#convex.sockets.delete(this)) this.onclose?.({ code, reason });
	}

	/** Loses the way between both ends. */
	freeze(): void {
		this.#isFrozen = true;
		clearInterval(this.#ping);
	}

	/** Says that the token is no good, and ends the connection. */
	refuse(authUpdateAttempted: boolean, baseVersion = this.#version.identity - 1): void {
		const error = 'Could not verify the token';
		this.#tell({ type: 'AuthError', error, baseVersion, authUpdateAttempted });
		this.close();
	}

	#open(): void {
		this.#convex.sockets.add(this);
		if (this.#convex.state === 'down') return this.end(1006);
		this.#number = this.#convex.accepted += 1;
		this.#ping = setInterval(() => {
			if (this.#convex.state === 'up') this.#tell({ type: 'Ping' });
		}, PING_MS);
		this.onopen?.();
	}

	#receive(message: ClientMessage): void {
		const convex = this.#convex;
		if (convex.state === 'mute' || this.#isFrozen || !convex.sockets.has(this)) return;
		switch (message.type) {
			case 'Authenticate':
				return this.#authenticate(message.baseVersion, message.value);
			case 'ModifyQuerySet':
				return this.#modifyQueries(message.newVersion, message.modifications);
			case 'Mutation':
				return this.#mutate(message.requestId, message.args[0]);
			case 'Connect':
			case 'Event':
		}
	}

	#authenticate(baseVersion: number, token: string | undefined): void {
		const convex = this.#convex;
		if (token) {
			convex.tokens.push(token);
			const isRejected = !convex.acceptsTokens || convex.rejections > 0 || !this.#isGood(token);
			if (convex.rejections > 0) convex.rejections -= 1;
			if (isRejected) return this.refuse(true, baseVersion);
		}
		this.#token = token;
		this.#transition({ identity: baseVersion + 1 }, this.#run([...this.#queries.keys()]));
	}

	#modifyQueries(
		querySet: number,
		modifications: { type: 'Add' | 'Remove'; queryId: number }[]
	): void {
		const added: number[] = [];
		for (const { type, queryId } of modifications) {
			this.#queries.delete(queryId);
			if (type === 'Add') added.push(queryId);
		}
		this.#transition({ querySet }, this.#run(added));
	}

	#mutate(requestId: number, args: unknown): void {
		const convex = this.#convex;
		if (this.#token && !this.#isGood(this.#token)) return this.refuse(false);
		convex.mutations.push(args);
		if (convex.lostAnswers > 0) {
			convex.lostAnswers -= 1;
			return this.end(1006);
		}
		this.#commits += 1;
		const ts = timestamp(this.#commits);
		const outcome = { success: true, result: null, ts, logLines: [] };
		this.#tell({ type: 'MutationResponse', requestId, ...outcome });
		this.#transition({}, []);
	}

	/** Runs queries, and tells of results that the client does not have. */
	#run(queries: number[]): object[] {
		this.#convex.queryRuns += queries.length;
		const value = this.#convex.result;
		const text = JSON.stringify(value);
		const changed = queries.filter((queryId) => this.#queries.get(queryId) !== text);
		return changed.map((queryId) => {
			this.#queries.set(queryId, text);
			return { type: 'QueryUpdated', queryId, value, logLines: [] };
		});
	}

	#isGood(token: string): boolean {
		const { aud, exp } = claimsOf(token);
		const now = Date.now() - (this.#convex.clientAheadMs ?? 0);
		return aud === 'convex' && now < exp * 1000;
	}

	#transition(change: Partial<Version>, modifications: object[]): void {
		const startVersion = this.#version;
		this.#version = { ...startVersion, ...change, ts: timestamp(this.#commits) };
		this.#tell({
			type: 'Transition',
			startVersion,
			endVersion: this.#version,
			modifications,
			clientClockSkew: this.#convex.clientAheadMs
		});
	}

	#tell(message: object): void {
		if (!this.#isFrozen) this.onmessage?.({ data: JSON.stringify(message) });
	}
}

/** The message in words; `undefined` for one that is for statistics only. */
function describe(message: ClientMessage): string | undefined {
	switch (message.type) {
		case 'Event':
			return undefined;
		case 'Connect':
			return message.type;
		case 'Authenticate':
			return `Authenticate ${message.value ? subjectOf(message.value) : 'None'}`;
		case 'ModifyQuerySet':
			return ['ModifyQuerySet', ...message.modifications.map(describeQuery)].join(' ');
		case 'Mutation':
			return `Mutation ${message.udfPath}`;
	}
}

function describeQuery(query: { type: 'Add'; udfPath: string } | { type: 'Remove' }): string {
	return query.type === 'Add' ? `+${query.udfPath}` : '-';
}

/** A time of Convex's, in its own writing: 64 bits, lowest first. */
function timestamp(commits: number): string {
	return Buffer.from([commits, 0, 0, 0, 0, 0, 0, 0]).toString('base64');
}

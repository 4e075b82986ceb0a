import { ConvexError } from 'convex/values';
import { claimsOf, subjectOf } from './fake-token.js';

interface AddQuery {
	type: 'Add';
	queryId: number;
	udfPath: string;
	args: unknown[];
}

/** The messages of a Convex client that the fake reads. */
type ClientMessage =
	| { type: 'Connect' | 'Event' }
	| { type: 'Authenticate'; baseVersion: number; value?: string }
	| {
			type: 'ModifyQuerySet';
			newVersion: number;
			modifications: (AddQuery | { type: 'Remove'; queryId: number })[];
	  }
	| { type: 'Mutation' | 'Action'; requestId: number; udfPath: string; args: unknown[] };

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

/** The interval of a server's pings. */
const PING_MS = 15_000;

/**
 * A Convex deployment for the real client. It speaks the sync protocol over sockets that are plain objects.
 * Give its {@link WebSocket} to the client as the global of that name.
 */
export class FakeConvex {
	/**
	 * `up` answers, `mute` accepts connections but sends nothing, `down` refuses them, `hanging` does
	 * neither.
	 */
	state: 'up' | 'mute' | 'down' | 'hanging' = 'up';
	/** Whether it accepts tokens. */
	acceptsTokens = true;
	/** What it says of a token that it does not accept. */
	rejection = 'Could not verify the token';
	/** How many of the next tokens it rejects, even if it accepts tokens. */
	rejections = 0;
	/** How many of the next mutations run but lose their answer with the connection. */
	lostAnswers = 0;
	/** It cannot read a frame that contains this text. */
	unreadable: string | undefined;
	/** How far the browser's clock is ahead of its own. If not set, it does not report this. */
	clientAheadMs: number | undefined;
	/** The result of every query that has none in {@link results}. */
	result: unknown = [];
	/**
	 * The results of queries by the function's name. A function is called with the arguments; an error
	 * is the query's error.
	 */
	readonly results = new Map<string, unknown>();
	/** How often it has run a query: once for each subscription, and again for each new token. */
	queryRuns = 0;
	/** All messages that it received, without those for statistics. */
	readonly sent: Sent[] = [];
	/** The tokens that it received, on all sockets. */
	readonly tokens: string[] = [];
	/** The arguments of the mutations that it received; each returns `null`, or what {@link results} says. */
	readonly mutations: unknown[] = [];
	/** The addresses of the sockets that were asked for. */
	readonly addresses: string[] = [];
	/** How many sockets it has accepted. */
	accepted = 0;
	readonly sockets = new Set<FakeSocket>();
	/** How often it was asked by HTTP. */
	asked = 0;
	readonly WebSocket = socketsOf(this);

	/** Answers HTTP as it answers on sockets. */
	readonly fetch = async (_address: unknown, { signal }: RequestInit = {}): Promise<Response> => {
		this.asked += 1;
		if (this.state === 'down') throw new TypeError('Failed to fetch');
		if (this.state === 'up') return new Response('local');
		return await new Promise((_, reject) => {
			signal?.addEventListener('abort', () => reject(new Error('Aborted')));
		});
	};

	/** All messages that it received, each after the number of its socket. */
	get wire(): string[] {
		return this.sent.map(({ socket, what }) => `${socket} ${what}`);
	}

	/** The subjects of the open connections. */
	get identities(): (string | undefined)[] {
		return [...this.sockets].map(({ subject }) => subject);
	}

	/** Cuts all connections, with a reason if there is one. */
	drop(reason = ''): void {
		for (const socket of this.sockets) socket.end(1006, reason);
	}

	/** Freezes all connections: nothing arrives any more, and neither end is told. */
	freeze(): void {
		for (const socket of this.sockets) socket.freeze();
	}

	/** Runs all queries again, as after a change of the data. */
	publish(): void {
		for (const socket of this.sockets) socket.publish();
	}

	/** Rejects the tokens of all connections. */
	refuseSessions(): void {
		for (const socket of this.sockets) socket.refuse(false);
	}
}

/** The class of the sockets to a fake, as browsers have it. */
function socketsOf(convex: FakeConvex): new (address: string) => FakeSocket {
	return class extends FakeSocket {
		constructor(address: string) {
			super(convex);
			convex.addresses.push(address);
		}
	};
}

/** A socket as the client sees it, with the server's end. */
class FakeSocket extends EventTarget {
	static readonly CONNECTING = 0;
	/** 1 once it is open. */
	readyState = FakeSocket.CONNECTING;
	onopen: (() => void) | null = null;
	onmessage: ((event: { data: string }) => void) | null = null;
	onclose: ((event: { code: number; reason: string }) => void) | null = null;
	onerror: ((event: object) => void) | null = null;
	readonly #convex: FakeConvex;
	/** The subscribed queries, each with the last result that was sent. */
	readonly #queries = new Map<number, { query: AddQuery; last?: string }>();
	#number = 0;
	#version: Version = { querySet: 0, identity: 0, ts: timestamp(0) };
	#commits = 0;
	#token: string | undefined;
	#ping: ReturnType<typeof setInterval> | undefined;
	#isFrozen = false;

	constructor(convex: FakeConvex) {
		super();
		this.#convex = convex;
		queueMicrotask(() => this.#open());
	}

	/** The subject of its last token. */
	get subject(): string | undefined {
		return this.#token && subjectOf(this.#token);
	}

	send(text: string): void {
		// A message of the installed version of the client.
		const message = JSON.parse(text) as ClientMessage;
		const what = describe(message);
		if (what) this.#convex.sent.push({ socket: this.#number, at: Date.now(), what });
		queueMicrotask(() => this.#receive(message, text));
	}

	close(): void {
		queueMicrotask(() => this.end(1000));
	}

	/** Ends the connection. */
	end(code: number, reason = ''): void {
		clearInterval(this.#ping);
		if (!this.#convex.sockets.delete(this)) return;
		this.dispatchEvent(new Event('close'));
		this.onclose?.({ code, reason });
	}

	/** Loses all messages between both ends. */
	freeze(): void {
		this.#isFrozen = true;
		clearInterval(this.#ping);
	}

	/** Runs all queries again. */
	publish(): void {
		this.#commits += 1;
		this.#transition({}, this.#run([...this.#queries.keys()]));
	}

	/** Rejects the token, and ends the connection. */
	refuse(authUpdateAttempted: boolean, baseVersion = this.#version.identity - 1): void {
		const error = this.#convex.rejection;
		this.#tell({ type: 'AuthError', error, baseVersion, authUpdateAttempted });
		this.close();
	}

	#open(): void {
		this.#convex.sockets.add(this);
		if (this.#convex.state === 'down') return this.end(1006);
		if (this.#convex.state === 'hanging') return;
		this.readyState = 1;
		this.#number = this.#convex.accepted += 1;
		this.#ping = setInterval(() => {
			if (this.#convex.state === 'up') this.#tell({ type: 'Ping' });
		}, PING_MS);
		this.onopen?.();
	}

	#receive(message: ClientMessage, text: string): void {
		const convex = this.#convex;
		if (convex.state === 'mute' || this.#isFrozen || !convex.sockets.has(this)) return;
		if (convex.unreadable !== undefined && text.includes(convex.unreadable)) {
			this.#tell({ type: 'FatalError', error: 'Received Invalid JSON on websocket' });
			return this.close();
		}
		switch (message.type) {
			case 'Authenticate':
				return this.#authenticate(message.baseVersion, message.value);
			case 'ModifyQuerySet':
				return this.#modifyQueries(message.newVersion, message.modifications);
			case 'Mutation':
				return this.#mutate(message.requestId, message.udfPath, message.args[0]);
			case 'Action':
				return this.#tell({
					...{ type: 'ActionResponse', requestId: message.requestId, success: true },
					...{ result: null, logLines: [] }
				});
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
		modifications: (AddQuery | { type: 'Remove'; queryId: number })[]
	): void {
		const added: number[] = [];
		for (const one of modifications) {
			this.#queries.delete(one.queryId);
			if (one.type === 'Remove') continue;
			this.#queries.set(one.queryId, { query: one });
			added.push(one.queryId);
		}
		this.#transition({ querySet }, this.#run(added));
	}

	#mutate(requestId: number, udfPath: string, args: unknown): void {
		const convex = this.#convex;
		if (this.#token && !this.#isGood(this.#token)) return this.refuse(false);
		convex.mutations.push(args);
		if (convex.lostAnswers > 0) {
			convex.lostAnswers -= 1;
			return this.end(1006);
		}
		this.#commits += 1;
		const ts = timestamp(this.#commits);
		const set = convex.results.get(udfPath) ?? null;
		const result = typeof set === 'function' ? (set as (args: unknown) => unknown)(args) : set;
		const outcome =
			result instanceof Error
				? { success: false, result: result.message }
				: { success: true, result, ts };
		this.#tell({ type: 'MutationResponse', requestId, ...outcome, logLines: [] });
		// Results that the test has set may depend on what was written.
		const queries = convex.results.size > 0 ? [...this.#queries.keys()] : [];
		this.#transition({}, this.#run(queries));
	}

	/** Runs queries, and returns the results that the client does not have. */
	#run(queryIds: number[]): object[] {
		this.#convex.queryRuns += queryIds.length;
		return queryIds.flatMap((queryId) => {
			const subscribed = this.#queries.get(queryId);
			if (!subscribed) return [];
			const change = this.#answer(subscribed.query);
			const text = JSON.stringify(change);
			if (subscribed.last === text) return [];
			subscribed.last = text;
			return [change];
		});
	}

	#answer({ queryId, udfPath, args: [args] }: AddQuery): object {
		const { result, results } = this.#convex;
		const set = results.has(udfPath) ? results.get(udfPath) : result;
		const value = typeof set === 'function' ? (set as (args: unknown) => unknown)(args) : set;
		if (!(value instanceof Error)) return { type: 'QueryUpdated', queryId, value, logLines: [] };
		const errorData: unknown = value instanceof ConvexError ? value.data : undefined;
		return {
			type: 'QueryFailed',
			queryId,
			errorMessage: value.message,
			errorData,
			logLines: []
		};
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
		if (this.#isFrozen) return;
		const data = JSON.stringify(message);
		this.dispatchEvent(new MessageEvent('message', { data }));
		this.onmessage?.({ data });
	}
}

/** The message in words; `undefined` for a message for statistics. */
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
		case 'Action':
			return `${message.type} ${message.udfPath}`;
	}
}

function describeQuery(query: AddQuery | { type: 'Remove' }): string {
	return query.type === 'Add' ? `+${query.udfPath}` : '-';
}

/** A timestamp of Convex's: 64 bits, little-endian, in base64. */
function timestamp(commits: number): string {
	return btoa(String.fromCharCode(commits & 255, commits >> 8, 0, 0, 0, 0, 0, 0));
}

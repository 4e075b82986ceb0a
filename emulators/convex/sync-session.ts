/**
 * One client's socket. Messages are handled in the order they come, and so are mutations. What the
 * client knows is brought up to date by transitions, one at a time:
 *
 *   message or commit -> stale queries -> run them on one snapshot -> Transition -> stale again?
 *
 * A commit that lands while queries run is checked against what they turn out to have read.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { stillValid, TokenRejectedError, type User } from './auth.ts';
import type { Backend } from './backend.ts';
import type { Journal } from './function-runner.ts';
import { decodeTs, encodeTs, parseClientMessage, ProtocolError } from './protocol.ts';
import type { ClientMessage, QueryModification } from './protocol.ts';
import { overlaps, type Commit, type ReadSet } from './ranges.ts';

const PING_EVERY_MS = 15_000;
const CLOSE_INTERNAL_ERROR = 1011;

type FunctionRequest = ClientMessage<'Mutation' | 'Action'>;

/** A query that the client wants kept up to date. */
interface Subscription {
	query: Extract<QueryModification, { type: 'Add' }>;
	journal: Journal;
	reads: ReadSet;
	isStale: boolean;
	/** What the client has, if anything. */
	content?: string;
}

/** Talks the sync protocol with one client. */
export class SyncSession {
	readonly #stop: () => void;
	readonly #subscriptions = new Map<number, Subscription>();
	#inbox = Promise.resolve();
	#mutations = Promise.resolve();
	#outbox = Promise.resolve();
	#sessionId: string | undefined;
	#clientClockSkew = 0;
	#user: User = null;
	/** What the client has been told, and what it has asked for since. */
	#told = { querySet: 0, identity: 0, ts: encodeTs(0n) };
	#asked = { querySet: 0, identity: 0 };
	#removed: { type: 'QueryRemoved'; queryId: number }[] = [];
	#isUpdating = false;
	#mustUpdate = false;
	#commitsMeanwhile: Commit[] = [];
	#isClosed = false;

	constructor(
		private readonly socket: WebSocket,
		private readonly backend: Backend
	) {
		const stopListening = backend.store.onCommit((commit) => this.#onCommit(commit));
		const ping = setInterval(() => this.#send({ type: 'Ping' }), PING_EVERY_MS);
		this.#stop = () => {
			this.#isClosed = true;
			stopListening();
			clearInterval(ping);
		};
		socket.on('close', this.#stop);
		socket.on('error', this.#stop);
		socket.on('message', (data, isBinary) => {
			const text = isBinary ? '' : (data as Buffer).toString();
			this.#inbox = this.#inbox.then(() => this.#guard(() => this.#receive(text)));
		});
	}

	async #receive(text: string): Promise<void> {
		const { controls, store } = this.backend;
		if (!controls.understands(text)) throw new ProtocolError('A test has chosen this frame.');
		const message = parseClientMessage(text);
		const run = (request: FunctionRequest, user: User) =>
			this.#guard(() => this.#run(request, user));
		switch (message.type) {
			case 'Connect': {
				const { sessionId, clientTs = Date.now(), maxObservedTimestamp: observed } = message;
				controls.stats.connects++;
				this.#sessionId = sessionId;
				this.#clientClockSkew = Math.round(clientTs - Date.now());
				if (!observed || decodeTs(observed) <= store.ts) return;
				throw new Error('A client has seen a later time than this server.');
			}
			case 'Authenticate': {
				const { tokenType, value = '', baseVersion } = message;
				requireVersion(this.#asked.identity, baseVersion);
				this.#user = tokenType === 'None' ? null : await this.backend.authenticate(value);
				this.#asked.identity++;
				return this.#scheduleUpdate();
			}
			case 'ModifyQuerySet':
				requireVersion(this.#asked.querySet, message.baseVersion);
				this.#asked.querySet = message.newVersion;
				for (const change of message.modifications) this.#modify(change);
				return this.#scheduleUpdate();
			case 'Mutation': {
				const user = stillValid(this.#user);
				this.#mutations = this.#mutations.then(() => run(message, user));
				return;
			}
			case 'Action':
				return void run(message, stillValid(this.#user));
			case 'Event':
		}
	}

	async #run({ type, requestId, ...request }: FunctionRequest, user: User) {
		const kind = type === 'Mutation' ? 'mutation' : 'action';
		const key = this.#sessionId && `${this.#sessionId}/${requestId}`;
		const outcome = await this.backend.answer(kind, toCall(request, user), key);
		if (!outcome) {
			this.#stop();
			return this.socket.terminate();
		}
		const { success } = outcome;
		const answer = success
			? { result: outcome.value, ts: encodeTs(outcome.ts) }
			: { result: outcome.errorMessage, errorData: outcome.errorData };
		this.#send({ type: `${type}Response`, requestId, success, ...answer, logLines: [] });
		// The client waits for a transition, even an empty one.
		this.#scheduleUpdate();
	}

	#onCommit(commit: Commit): void {
		if (this.#isUpdating) this.#commitsMeanwhile.push(commit);
		for (const subscription of this.#subscriptions.values()) {
			if (!overlaps(subscription.reads, commit)) continue;
			subscription.isStale = true;
			this.#scheduleUpdate();
		}
	}

	#scheduleUpdate(): void {
		this.#mustUpdate = true;
		if (!this.#isUpdating) void this.#guard(() => this.#update());
	}

	async #update(): Promise<void> {
		this.#isUpdating = true;
		while (this.#mustUpdate) {
			// What answers a mutation is sent in this turn, before the transition that shows it.
			await nextTurn();
			if (this.#isClosed) return;
			this.#mustUpdate = false;
			await this.#transition(stillValid(this.#user));
		}
		this.#isUpdating = false;
	}

	async #transition(user: User): Promise<void> {
		const startVersion = this.#told;
		const endVersion = { ...this.#asked, ts: encodeTs(this.backend.store.ts) };
		this.#commitsMeanwhile = [];
		const removed = this.#removed.splice(0);
		const isNewIdentity = endVersion.identity !== startVersion.identity;
		const stale = [...this.#subscriptions.values()].filter((s) => s.isStale || isNewIdentity);
		const changed = await Promise.all(stale.map((s) => this.#refetch(s, user)));
		for (const subscription of stale) {
			subscription.isStale = this.#commitsMeanwhile.some((c) => overlaps(subscription.reads, c));
			if (subscription.isStale) this.#mustUpdate = true;
		}
		const modifications = [...removed, ...changed.flat()];
		this.#told = endVersion;
		const clientClockSkew = this.#clientClockSkew;
		this.#send({ type: 'Transition', startVersion, endVersion, modifications, clientClockSkew });
	}

	#modify(query: QueryModification): void {
		const { queryId } = query;
		if (query.type === 'Remove') {
			this.#subscriptions.delete(queryId);
			this.#removed.push({ type: 'QueryRemoved', queryId });
			return;
		}
		const journal = { endCursor: query.journal ?? null };
		this.#subscriptions.set(queryId, { query, journal, reads: [], isStale: true });
	}

	/** Runs a query again: what to tell the client, if anything. */
	async #refetch(subscription: Subscription, user: User): Promise<object[]> {
		const { query, journal } = subscription;
		const reader = this.backend.store.reader();
		const outcome = await this.backend.answerQuery(toCall(query, user), reader, journal);
		subscription.reads = reader.reads;
		const { queryId } = query;
		const result = outcome.success
			? { type: 'QueryUpdated', value: outcome.value }
			: { type: 'QueryFailed', ...outcome };
		const change = { ...result, queryId, journal: journal.endCursor, logLines: [] };
		const text = JSON.stringify(change);
		const content = outcome.success ? text : text.replace(/\[Request ID: \w+\]/, '');
		if (content === subscription.content) return [];
		subscription.content = content;
		return [change];
	}

	/** What goes wrong with one client ends its connection, not the process. */
	async #guard(step: () => Promise<void>): Promise<void> {
		try {
			if (!this.#isClosed) await step();
		} catch (error) {
			if (this.#isClosed) return;
			this.#stop();
			const isOurs = !(error instanceof ProtocolError) && !(error instanceof TokenRejectedError);
			if (isOurs) this.backend.log(String(error));
			else this.#send(toMessage(error, this.#asked.identity));
			await this.#outbox;
			if (isOurs) this.socket.close(CLOSE_INTERNAL_ERROR, 'InternalServerError');
			else this.socket.close();
		}
	}

	#send(message: object): void {
		const text = JSON.stringify(message);
		this.#outbox = this.#outbox.then(async () => {
			await this.backend.controls.silence;
			this.socket.send(text);
		});
	}
}

function requireVersion(current: number, base: number): void {
	if (base === current) return;
	throw new ProtocolError(`Base version ${base} doesn't match the current version ${current}`);
}

function toCall({ udfPath: path, args }: Pick<FunctionRequest, 'udfPath' | 'args'>, user: User) {
	return { path, args: args[0] ?? {}, user, isTrusted: false };
}

function toMessage(error: ProtocolError | TokenRejectedError, baseVersion: number): object {
	const { message } = error;
	if (error instanceof ProtocolError) return { type: 'FatalError', error: message };
	return { type: 'AuthError', error: message, baseVersion, authUpdateAttempted: !error.hasExpired };
}

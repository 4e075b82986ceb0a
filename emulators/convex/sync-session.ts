/**
 * One client's socket. Messages are handled in the order they come, and mutations run in that order.
 * What the client knows is brought up to date by transitions, one at a time:
 *
 *   commit or message -> stale queries -> run them on one snapshot -> Transition -> (stale again?)
 *
 * A commit that lands while the queries run is checked against what they turn out to have read.
 */
import { createHash } from 'node:crypto';
import type { WebSocket } from 'ws';
import { hasExpired, TokenRejectedError, type Identity } from './auth.ts';
import type { Backend, Outcome } from './backend.ts';
import { nextTurn } from './invocation.ts';
import type { JSONObject, JSONValue } from './json.ts';
import {
	decodeTs,
	encodeTs,
	parseClientMessage,
	ProtocolError,
	type ClientMessage,
	type FunctionRequest,
	type QueryModification,
	type StateModification,
	type StateVersion
} from './protocol.ts';
import { ReadSet, type Commit } from './read-set.ts';
import type { Snapshot } from './store.ts';
import type { Journal } from './syscalls.ts';

const PING_EVERY_MS = 15_000;
const CLOSE_INTERNAL_ERROR = 1011;

/** A query that the client wants to be kept up to date. */
interface Subscription {
	queryId: number;
	path: string;
	args: JSONValue;
	journal: Journal;
	reads: ReadSet;
	isStale: boolean;
	/** Tells whether a new result differs from what the client has; `undefined` when it has none. */
	digest: string | undefined;
}

/** Talks the sync protocol with one client. */
export class SyncSession {
	readonly #socket: WebSocket;
	readonly #backend: Backend;
	readonly #subscriptions = new Map<number, Subscription>();
	readonly #stop: () => void;
	#inbox: Promise<void> = Promise.resolve();
	#mutations: Promise<void> = Promise.resolve();
	#outbox: string[] = [];
	#sessionId: string | undefined;
	#clockSkewMs: number | undefined;
	#identity: Identity | null = null;
	/** What the client was last told, and the versions it has asked for since. */
	#told: StateVersion = { querySet: 0, identity: 0, ts: 0n };
	#asked = { querySet: 0, identity: 0 };
	#modifications: QueryModification[] = [];
	#isUpdating = false;
	#mustUpdate = false;
	/** A mutation was answered: the client waits for a transition, even an empty one. */
	#mustAnswer = false;
	#commitsMeanwhile: Commit[] = [];
	#isClosed = false;

	constructor(socket: WebSocket, backend: Backend) {
		this.#socket = socket;
		this.#backend = backend;
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

	/** Runs every query again: the functions have changed. */
	refresh(): void {
		this.#onCommit({ ts: 0n, touched: 'everything' });
	}

	/** Cuts the connection without a word. */
	drop(): void {
		this.#stop();
		this.#socket.terminate();
	}

	async #receive(text: string): Promise<void> {
		if (this.#isClosed) return;
		const message = parseClientMessage(text);
		switch (message.type) {
			case 'Connect':
				return this.#connect(message);
			case 'ModifyQuerySet':
				requireVersion(this.#asked.querySet, message.baseVersion);
				this.#asked.querySet = message.newVersion;
				this.#modifications.push(...message.modifications);
				return this.#scheduleUpdate();
			case 'Authenticate':
				return await this.#authenticate(message);
			case 'Mutation':
				return this.#withValidIdentity(message, (run) => {
					this.#mutations = this.#mutations.then(run);
				});
			case 'Action':
				return this.#withValidIdentity(message, (run) => void run());
			case 'Event':
		}
	}

	#connect(message: ClientMessage & { type: 'Connect' }): void {
		const { sessionId, clientTs, maxObservedTimestamp: observed } = message;
		this.#backend.stats.connects++;
		this.#sessionId = sessionId;
		if (clientTs !== undefined) this.#clockSkewMs = Math.round(clientTs - Date.now());
		if (observed && decodeTs(observed) > this.#backend.store.ts) {
			this.#socket.close(CLOSE_INTERNAL_ERROR, 'InternalServerError: the client is ahead in time');
		}
	}

	async #authenticate(message: ClientMessage & { type: 'Authenticate' }): Promise<void> {
		const { tokenType, value = '', baseVersion } = message;
		requireVersion(this.#asked.identity, baseVersion);
		if (tokenType === 'Admin') throw new ProtocolError('The local Convex has no admin keys.');
		try {
			this.#identity = tokenType === 'None' ? null : await this.#backend.authenticate(value);
		} catch (error) {
			if (error instanceof TokenRejectedError) return this.#rejectIdentity(error.message, true);
			throw error;
		}
		this.#asked.identity++;
		this.#scheduleUpdate();
	}

	#rejectIdentity(error: string, authUpdateAttempted: boolean): void {
		const baseVersion = this.#asked.identity;
		this.#send({ type: 'AuthError', error, baseVersion, authUpdateAttempted });
		this.#close();
	}

	#withValidIdentity(request: FunctionRequest, start: (run: () => Promise<void>) => void): void {
		const identity = this.#identity;
		if (hasExpired(identity)) return this.#rejectIdentity('Convex token identity expired', false);
		start(() => this.#guard(() => this.#run(request, identity)));
	}

	async #run(request: FunctionRequest, identity: Identity | null): Promise<void> {
		const { type, requestId, udfPath: path, args } = request;
		if (this.#isClosed) return;
		if (await this.#backend.faults.shouldDropBefore(path)) return this.drop();
		const call = { path, args: args[0] ?? {}, identity, isTrusted: false };
		const key = this.#sessionId ? { session: this.#sessionId, request: requestId } : undefined;
		const answer =
			type === 'Action'
				? toResponse(await this.#backend.action(call))
				: toMutationResponse(await this.#backend.mutation(call, key));
		if (answer.success && this.#backend.faults.shouldDropAfter(path)) return this.drop();
		this.#send({ type: `${type}Response`, requestId, logLines: [], ...answer });
		if (type !== 'Mutation') return;
		this.#mustAnswer = true;
		this.#scheduleUpdate();
	}

	#onCommit(commit: Commit): void {
		if (this.#isUpdating) this.#commitsMeanwhile.push(commit);
		for (const subscription of this.#subscriptions.values()) {
			if (subscription.isStale || !subscription.reads.overlaps(commit)) continue;
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
			// The answer to a mutation goes before the transition that shows it; it is sent this turn.
			await nextTurn();
			if (this.#isClosed) return;
			this.#mustUpdate = false;
			if (hasExpired(this.#identity)) {
				return this.#rejectIdentity('Convex token identity expired', false);
			}
			await this.#transition();
		}
		this.#isUpdating = false;
	}

	async #transition(): Promise<void> {
		const start = this.#told;
		const removed = this.#applyModifications();
		if (this.#asked.identity !== start.identity) {
			for (const subscription of this.#subscriptions.values()) subscription.isStale = true;
		}
		const stale = [...this.#subscriptions.values()].filter(({ isStale }) => isStale);
		const identity = this.#identity;
		const mustAnswer = this.#mustAnswer;
		this.#mustAnswer = false;
		this.#commitsMeanwhile = [];
		const snapshot = this.#backend.store.snapshot();
		const end = { ...this.#asked, ts: snapshot.ts };
		let changed: (StateModification | undefined)[];
		try {
			changed = await Promise.all(stale.map((query) => this.#refetch(query, snapshot, identity)));
		} finally {
			snapshot.release();
		}
		for (const subscription of stale) {
			subscription.isStale = this.#commitsMeanwhile.some((c) => subscription.reads.overlaps(c));
			if (subscription.isStale) this.#mustUpdate = true;
		}
		const modifications = [...removed, ...changed.filter((change) => change !== undefined)];
		const isNews =
			modifications.length > 0 ||
			end.querySet !== start.querySet ||
			end.identity !== start.identity;
		if (!isNews && !mustAnswer) return;
		this.#told = end;
		this.#send({
			type: 'Transition',
			startVersion: { ...start, ts: encodeTs(start.ts) },
			endVersion: { ...end, ts: encodeTs(end.ts) },
			modifications: modifications.map((change) => ({ ...change, logLines: [] })),
			clientClockSkew: this.#clockSkewMs,
			serverTs: Date.now() * 1_000_000
		});
	}

	#applyModifications(): StateModification[] {
		const removed: StateModification[] = [];
		for (const modification of this.#modifications.splice(0)) {
			const { queryId } = modification;
			if (modification.type === 'Remove') {
				this.#subscriptions.delete(queryId);
				removed.push({ type: 'QueryRemoved', queryId });
				continue;
			}
			this.#subscriptions.set(queryId, {
				queryId,
				path: modification.udfPath,
				args: modification.args[0] ?? {},
				journal: { endCursor: modification.journal ?? null },
				reads: new ReadSet(),
				isStale: true,
				digest: undefined
			});
		}
		return removed;
	}

	async #refetch(
		subscription: Subscription,
		snapshot: Snapshot,
		identity: Identity | null
	): Promise<StateModification | undefined> {
		const { queryId, path, args, journal } = subscription;
		const reader = snapshot.reader();
		const call = { path, args, identity, isTrusted: false };
		const outcome = await this.#backend.query(reader, call, journal);
		subscription.reads = reader.reads;
		const digest = digestOf(outcome, journal);
		if (digest === subscription.digest) return undefined;
		subscription.digest = digest;
		const { endCursor } = journal;
		if (outcome.success) {
			return { type: 'QueryUpdated', queryId, value: outcome.result, journal: endCursor };
		}
		const { errorMessage, errorData } = outcome;
		return { type: 'QueryFailed', queryId, errorMessage, errorData, journal: endCursor };
	}

	/** What goes wrong with one client ends its connection, not the process. */
	async #guard(step: () => Promise<void>): Promise<void> {
		try {
			await step();
		} catch (error) {
			if (this.#isClosed) return;
			if (error instanceof ProtocolError) {
				this.#send({ type: 'FatalError', error: error.message });
				return this.#close();
			}
			console.error(error);
			this.#stop();
			this.#socket.close(CLOSE_INTERNAL_ERROR, 'InternalServerError');
		}
	}

	#close(): void {
		this.#stop();
		const { silence } = this.#backend.faults;
		void Promise.resolve(silence).then(() => this.#socket.close());
	}

	#send(message: JSONObject | object): void {
		const text = JSON.stringify(message);
		const { silence } = this.#backend.faults;
		if (!silence && this.#outbox.length === 0) return this.#socket.send(text);
		this.#outbox.push(text);
		if (this.#outbox.length > 1) return;
		void silence?.then(() => {
			for (const held of this.#outbox.splice(0)) this.#socket.send(held);
		});
	}
}

function requireVersion(current: number, base: number): void {
	if (base === current) return;
	throw new ProtocolError(
		`Base version ${base} passed up doesn't match the current version ${current}`
	);
}

function toResponse(outcome: Outcome) {
	if (outcome.success) return outcome;
	const { success, errorMessage: result, errorData } = outcome;
	return { success, result, errorData };
}

function toMutationResponse(outcome: Outcome<{ value: JSONValue; ts: bigint }>) {
	if (!outcome.success) return toResponse(outcome);
	const { value: result, ts } = outcome.result;
	return { success: true, result, ts: encodeTs(ts) };
}

function digestOf(outcome: Outcome, journal: Journal): string {
	const content = outcome.success
		? [outcome.result]
		: [outcome.errorMessage.replace(/^\[Request ID: \w+\]/, ''), outcome.errorData ?? null];
	return createHash('sha1')
		.update(JSON.stringify([outcome.success, content, journal]))
		.digest('base64');
}

/**
 * One client's socket. Messages are handled in the order they come, and so are mutations. What the
 * client knows is brought up to date by transitions, one at a time:
 *
 *   message or commit -> stale queries -> run them on one snapshot -> Transition -> stale again?
 *
 * A commit that lands while queries run is checked against what they turn out to have read.
 */
import { createHash } from 'node:crypto';
import type { WebSocket } from 'ws';
import { hasExpired, TokenRejectedError, type Identity } from './auth.ts';
import type { Backend, Outcome } from './backend.ts';
import { nextTurn } from './invocation.ts';
import {
	decodeTs,
	encodeTs,
	parseClientMessage,
	ProtocolError,
	type Authenticate,
	type Connect,
	type FunctionRequest,
	type QueryModification,
	type StateVersion
} from './protocol.ts';
import { overlaps, type Commit, type ReadSet } from './ranges.ts';
import type { Journal } from './syscalls.ts';

const PING_EVERY_MS = 15_000;
const CLOSE_INTERNAL_ERROR = 1011;

/** A query that the client wants kept up to date. */
interface Subscription {
	query: Extract<QueryModification, { type: 'Add' }>;
	journal: Journal;
	reads: ReadSet;
	isStale: boolean;
	/** Tells whether a new result differs from what the client has; `undefined` when it has none. */
	digest: string | undefined;
}

/** Talks the sync protocol with one client. */
export class SyncSession {
	readonly #stop: () => void;
	readonly #subscriptions = new Map<number, Subscription>();
	#inbox = Promise.resolve();
	#mutations = Promise.resolve();
	#outbox: string[] = [];
	#sessionId: string | undefined;
	#clientClockSkew: number | undefined;
	#identity: Identity | null = null;
	/** What the client has been told, and what it has asked for since. */
	#told: StateVersion = { querySet: 0, identity: 0, ts: 0n };
	#asked = { querySet: 0, identity: 0 };
	#modifications: QueryModification[] = [];
	#isUpdating = false;
	#mustUpdate = false;
	/** A mutation was answered, so the client waits for a transition, even an empty one. */
	#mustAnswer = false;
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

	/** Cuts the connection without a word. */
	drop(): void {
		this.#stop();
		this.socket.terminate();
	}

	async #receive(text: string): Promise<void> {
		if (this.#isClosed) return;
		const message = parseClientMessage(text);
		if ('componentPath' in message && message.componentPath) {
			throw new ProtocolError('The local Convex has no components.');
		}
		switch (message.type) {
			case 'Connect':
				return this.#connect(message);
			case 'Authenticate':
				return await this.#authenticate(message);
			case 'ModifyQuerySet':
				requireVersion(this.#asked.querySet, message.baseVersion);
				this.#asked.querySet = message.newVersion;
				this.#modifications.push(...message.modifications);
				return this.#scheduleUpdate();
			case 'Mutation':
			case 'Action':
				return this.#accept(message);
			case 'Event':
		}
	}

	#connect({ sessionId, clientTs, maxObservedTimestamp: observed }: Connect): void {
		this.backend.controls.stats.connects++;
		this.#sessionId = sessionId;
		if (clientTs !== undefined) this.#clientClockSkew = Math.round(clientTs - Date.now());
		if (observed && decodeTs(observed) > this.backend.store.ts) {
			this.#close(CLOSE_INTERNAL_ERROR, 'InternalServerError: the client is ahead in time');
		}
	}

	async #authenticate({ tokenType, value = '', baseVersion }: Authenticate): Promise<void> {
		requireVersion(this.#asked.identity, baseVersion);
		if (tokenType === 'Admin') throw new ProtocolError('The local Convex has no admin keys.');
		try {
			this.#identity = tokenType === 'None' ? null : await this.backend.authenticate(value);
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

	#accept(request: FunctionRequest): void {
		const identity = this.#identity;
		if (hasExpired(identity)) return this.#rejectIdentity('Convex token identity expired', false);
		const run = () => this.#guard(() => this.#run(request, identity));
		if (request.type === 'Action') void run();
		else this.#mutations = this.#mutations.then(run);
	}

	async #run({ type, requestId, udfPath, args }: FunctionRequest, identity: Identity | null) {
		if (this.#isClosed) return;
		const call = { path: udfPath, args: args[0] ?? {}, identity, isTrusted: false };
		const isMutation = type === 'Mutation';
		const key = this.#sessionId && `${this.#sessionId}/${requestId}`;
		const outcome = isMutation
			? await this.backend.run('mutation', call, key)
			: await this.backend.run('action', call);
		if (!outcome) return this.drop();
		const { success } = outcome;
		const answer = success
			? { result: outcome.value, ts: isMutation ? encodeTs(outcome.ts) : undefined }
			: { result: outcome.errorMessage, errorData: outcome.errorData };
		this.#send({ type: `${type}Response`, requestId, success, ...answer, logLines: [] });
		if (!isMutation) return;
		this.#mustAnswer = true;
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
			if (hasExpired(this.#identity)) {
				return this.#rejectIdentity('Convex token identity expired', false);
			}
			this.#mustUpdate = false;
			await this.#transition();
		}
		this.#isUpdating = false;
	}

	async #transition(): Promise<void> {
		const start = this.#told;
		const end = { ...this.#asked, ts: this.backend.store.ts };
		const mustAnswer = this.#mustAnswer;
		this.#mustAnswer = false;
		this.#commitsMeanwhile = [];
		const removed = this.#modifications.splice(0).flatMap((change) => this.#modify(change));
		const isNewIdentity = end.identity !== start.identity;
		const stale = [...this.#subscriptions.values()].filter((s) => s.isStale || isNewIdentity);
		const changed = await Promise.all(stale.map((subscription) => this.#refetch(subscription)));
		for (const subscription of stale) {
			subscription.isStale = this.#commitsMeanwhile.some((c) => overlaps(subscription.reads, c));
			if (subscription.isStale) this.#mustUpdate = true;
		}
		const modifications = [...removed, ...changed.filter((change) => change !== undefined)];
		const isNews = modifications.length > 0 || end.querySet !== start.querySet || isNewIdentity;
		if (!isNews && !mustAnswer) return;
		this.#told = end;
		this.#send({
			type: 'Transition',
			startVersion: { ...start, ts: encodeTs(start.ts) },
			endVersion: { ...end, ts: encodeTs(end.ts) },
			modifications,
			clientClockSkew: this.#clientClockSkew
		});
	}

	#modify(query: QueryModification): object[] {
		const { queryId } = query;
		if (query.type === 'Add') {
			const journal = { endCursor: query.journal ?? null };
			const fresh = { reads: [], isStale: true, digest: undefined };
			this.#subscriptions.set(queryId, { query, journal, ...fresh });
			return [];
		}
		this.#subscriptions.delete(queryId);
		return [{ type: 'QueryRemoved', queryId }];
	}

	async #refetch(subscription: Subscription): Promise<object | undefined> {
		const { query, journal } = subscription;
		const { queryId, udfPath, args } = query;
		const reader = this.backend.store.reader();
		const call = { path: udfPath, args: args[0] ?? {}, identity: this.#identity, isTrusted: false };
		const outcome = await this.backend.query(call, reader, journal);
		subscription.reads = reader.reads;
		const digest = digestOf(outcome, journal);
		if (digest === subscription.digest) return undefined;
		subscription.digest = digest;
		const result = outcome.success
			? { type: 'QueryUpdated', value: outcome.value }
			: { type: 'QueryFailed', ...outcome };
		return { ...result, queryId, logLines: [], journal: journal.endCursor };
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
			this.backend.log(String(error));
			this.#close(CLOSE_INTERNAL_ERROR, 'InternalServerError');
		}
	}

	#close(code?: number, reason?: string): void {
		this.#stop();
		void Promise.resolve(this.backend.controls.silence).then(() => this.socket.close(code, reason));
	}

	#send(message: object): void {
		const { silence } = this.backend.controls;
		this.#outbox.push(JSON.stringify(message));
		if (!silence) this.#flush();
		else if (this.#outbox.length === 1) void silence.then(() => this.#flush());
	}

	#flush(): void {
		for (const text of this.#outbox.splice(0)) this.socket.send(text);
	}
}

function requireVersion(current: number, base: number): void {
	if (base === current) return;
	throw new ProtocolError(`Base version ${base} doesn't match the current version ${current}`);
}

function digestOf(outcome: Outcome, journal: Journal): string {
	const content = outcome.success
		? { value: outcome.value }
		: { ...outcome, errorMessage: outcome.errorMessage.replace(/^\[Request ID: \w+\]/, '') };
	return createHash('sha1')
		.update(JSON.stringify([content, journal]))
		.digest('base64');
}

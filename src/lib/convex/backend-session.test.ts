import { makeFunctionReference } from 'convex/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CallError } from '../errors.js';
import { FakeConvex } from '../fakes/fake-convex.js';
import { tokenOf } from '../fakes/fake-token.js';
import { FakeWindow } from '../fakes/fake-window.js';
import { PATIENTLY } from '../fakes/patience.js';

const list = makeFunctionReference<'query', Record<string, never>, string[]>('messages:list');
const send = makeFunctionReference<'mutation', { body: string }, null>('messages:send');

let convex: FakeConvex;
let window: FakeWindow;
/** Ends what the test has opened: there is one client at a time. */
let close: () => void;

beforeEach(() => {
	convex = new FakeConvex();
	window = new FakeWindow();
	close = () => undefined;
	vi.stubGlobal('WebSocket', convex.WebSocket);
	vi.stubGlobal('window', window);
	vi.stubGlobal('document', window.document);
	// The client logs every reconnection.
	vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
	close();
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
});

/** A session of Ada's, and a log of its callbacks. */
async function aSession({ token = (): string | null => tokenOf('user_ada') } = {}) {
	// It reads `document` when it is loaded.
	const { BackendSession } = await import('./backend-session.svelte.js');
	const log: string[] = [];
	const session = new BackendSession({
		url: 'http://convex.test',
		fetchToken: () => Promise.resolve(token()),
		onLive: (isLive) => log.push(isLive ? 'live' : 'not live'),
		onFailure: () => log.push('failure'),
		onFrame: () => undefined,
		onNotUnderstood: () => log.push('not understood'),
		onRejected: () => log.push('rejected')
	});
	close = () => session.close();
	return { session, log };
}

async function aLiveSession() {
	const all = await aSession();
	await until(() => expect(all.log).toEqual(['live']));
	all.log.length = 0;
	return all;
}

/** Makes the client reconnect now instead of after its wait. */
async function reconnect() {
	const { accepted } = convex;
	window.setOnline(true);
	await until(() => expect(convex.accepted).toBe(accepted + 1));
}

/** Waits, checking often: nothing here takes time. */
const until = (condition: () => void) => vi.waitFor(condition, { ...PATIENTLY, interval: 5 });

/** Runs everything that does not wait for a timer. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a session is live', () => {
	test('when the backend has accepted the token', async () => {
		const { session } = await aLiveSession();
		expect(session.confirmed).toBe(true);
		expect(convex.tokens).toHaveLength(1);
	});

	test('not after the connection is lost, until the backend has answered on the next one', async () => {
		const { session, log } = await aLiveSession();
		convex.drop();
		await settle();
		expect(session.confirmed).toBe(false);
		await reconnect();
		await settle();
		expect(session.confirmed).toBe(true);
		expect(log.filter((what) => what !== 'failure')).toEqual(['not live', 'live']);
	});

	test('not while the server accepts the connection but sends nothing', async () => {
		const { session, log } = await aLiveSession();
		convex.state = 'mute';
		convex.drop();
		await reconnect();
		await settle();
		expect(session.client.client.connectionState().isWebSocketConnected).toBe(true);
		expect(session.confirmed).toBe(false);
		expect(log).not.toContain('live');
	});

	test('not while the server cannot be reached, and reports each failed attempt', async () => {
		convex.state = 'down';
		const { session, log } = await aSession();
		await until(() => expect(log).toEqual(['failure']));
		window.setOnline(true);
		await until(() => expect(log).toEqual(['failure', 'failure']));
		expect(session.confirmed).toBe(false);
	});
});

describe('a session is rejected', () => {
	test('when the backend rejects its tokens', async () => {
		vi.spyOn(console, 'error').mockImplementation(() => undefined);
		convex.acceptsTokens = false;
		let count = 0;
		const { session, log } = await aSession({ token: () => tokenOf(`user_${(count += 1)}`) });
		await until(() => expect(log).toContain('rejected'));
		expect(log).not.toContain('live');
		expect(session.confirmed).toBe(false);
	});

	test('when there are no tokens any more', async () => {
		const { log } = await aSession({ token: () => null });
		await until(() => expect(log).toEqual(['rejected']));
		expect(convex.tokens).toEqual([]);
	});
});

describe('a mutation', () => {
	test('is run by the backend', async () => {
		const { session } = await aLiveSession();
		expect(await session.mutation(send, { body: 'hi' })).toBeNull();
		expect(convex.mutations).toEqual([{ body: 'hi' }]);
	});

	test('rejects with "outcome_unknown" when the session ends before the answer', async () => {
		const { session } = await aLiveSession();
		convex.state = 'mute';
		const outcome = session.mutation(send, { body: 'hi' }).catch((error: unknown) => error);
		session.close();
		expect(await outcome).toBeInstanceOf(CallError);
		expect(await outcome).toMatchObject({ code: 'outcome_unknown' });
	});
});

describe('a session that is closed', () => {
	test('is not live, says so once, and does not count as rejected', async () => {
		const { session, log } = await aLiveSession();
		session.close();
		session.close();
		await settle();
		expect(session.confirmed).toBe(false);
		expect(log).toEqual(['not live']);
	});

	test('leaves no connection and no listener', async () => {
		const { session } = await aLiveSession();
		expect(convex.sockets.size).toBe(1);
		session.close();
		await until(() => expect(convex.sockets.size).toBe(0));
		expect(window.listenedTo).toEqual([]);
	});

	test('does not close the next session when it is closed twice', async () => {
		const { session: last } = await aLiveSession();
		last.close();
		const { session: next } = await aLiveSession();
		last.close();
		await settle();
		expect(next.confirmed).toBe(true);
	});

	test('delivers no results any more', async () => {
		convex.result = ['hello'];
		const { session } = await aLiveSession();
		const results: string[][] = [];
		session.client.onUpdate(list, {}, (result) => results.push(result));
		await until(() => expect(results).toEqual([['hello']]));
		session.close();
		convex.result = ['hello', 'late'];
		window.setOnline(true);
		await settle();
		expect(results).toEqual([['hello']]);
	});
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Connection, decideConnection } from './connection.svelte.js';
import { Watcher } from './fakes/effects.svelte.js';
import { FakeWindow } from './fakes/fake-window.js';

describe('the status', () => {
	test.each([
		[{ hasNetwork: true, isLive: true, isFailing: false }, 'online'],
		[{ hasNetwork: true, isLive: true, isFailing: true }, 'online'],
		[{ hasNetwork: true, isLive: false, isFailing: false }, 'connecting'],
		[{ hasNetwork: true, isLive: false, isFailing: true }, 'offline'],
		[{ hasNetwork: false, isLive: true, isFailing: false }, 'offline'],
		[{ hasNetwork: false, isLive: true, isFailing: true }, 'offline'],
		[{ hasNetwork: false, isLive: false, isFailing: false }, 'offline'],
		[{ hasNetwork: false, isLive: false, isFailing: true }, 'offline']
	] as const)('with %o is %s', (reachability, status) => {
		expect(decideConnection(reachability)).toBe(status);
	});
});

describe('a connection', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	function started({ isOnline = true } = {}) {
		const window = new FakeWindow();
		window.navigator.onLine = isOnline;
		const lifetime = new AbortController();
		const connection = new Connection();
		connection.start(window.asWindow, lifetime.signal);
		return { connection, window, lifetime };
	}

	function live() {
		const all = started();
		all.connection.reportLive(true);
		return all;
	}

	test('is connecting at first, and offline after five seconds without an answer', () => {
		const { connection } = started();
		expect(connection.current).toBe('connecting');
		vi.advanceTimersByTime(4_999);
		expect(connection.current).toBe('connecting');
		vi.advanceTimersByTime(1);
		expect(connection.current).toBe('offline');
	});

	test('is offline at first when the browser says so', () => {
		expect(started({ isOnline: false }).connection.current).toBe('offline');
	});

	test('is offline as soon as an attempt has failed', () => {
		const { connection } = started();
		connection.reportFailure();
		expect(connection.current).toBe('offline');
	});

	test('is online when the backend answers, and stays online', () => {
		const { connection } = live();
		expect(connection.current).toBe('online');
		vi.advanceTimersByTime(60_000);
		expect(connection.current).toBe('online');
	});

	test('is online when the backend answers after it was offline', () => {
		const { connection } = started();
		vi.advanceTimersByTime(5_000);
		connection.reportLive(true);
		expect(connection.current).toBe('online');
	});

	test('ignores a failed attempt while the backend answers', () => {
		const { connection } = live();
		connection.reportFailure();
		expect(connection.current).toBe('online');
	});

	test('is connecting when the backend stops answering, and offline five seconds later', () => {
		const { connection } = live();
		connection.reportFailure();
		connection.reportLive(false);
		expect(connection.current).toBe('connecting');
		vi.advanceTimersByTime(5_000);
		expect(connection.current).toBe('offline');
	});

	test('does not show a short break as offline', () => {
		const { connection } = live();
		connection.reportLive(false);
		vi.advanceTimersByTime(4_000);
		connection.reportLive(true);
		vi.advanceTimersByTime(60_000);
		expect(connection.current).toBe('online');
	});

	test('does not wait longer when the same is reported twice', () => {
		const { connection } = live();
		connection.reportLive(false);
		vi.advanceTimersByTime(4_000);
		connection.reportLive(false);
		vi.advanceTimersByTime(1_000);
		expect(connection.current).toBe('offline');
	});

	test('is offline when the browser says so, although the socket has not noticed', () => {
		const { connection, window } = live();
		window.setOnline(false);
		expect(connection.current).toBe('offline');
		window.setOnline(true);
		expect(connection.current).toBe('online');
	});

	test('is connecting again when the network comes back', () => {
		const { connection, window } = live();
		window.setOnline(false);
		connection.reportLive(false);
		connection.reportFailure();
		vi.advanceTimersByTime(60_000);
		window.setOnline(true);
		expect(connection.current).toBe('connecting');
		vi.advanceTimersByTime(4_999);
		expect(connection.current).toBe('connecting');
		vi.advanceTimersByTime(1);
		expect(connection.current).toBe('offline');
	});

	test('tells its readers of every change, and of nothing else', async () => {
		const { connection, window } = started();
		const status = new Watcher(() => connection.current);
		const steps = [
			() => connection.reportLive(true),
			() => connection.reportLive(true),
			() => connection.reportFailure(),
			() => connection.reportLive(false),
			() => vi.advanceTimersByTime(5_000),
			() => connection.reportFailure(),
			() => window.setOnline(false),
			() => connection.reportLive(true),
			() => window.setOnline(true)
		];
		for (const step of steps) {
			step();
			void status.current;
		}
		expect(status.seen).toEqual(['connecting', 'online', 'connecting', 'offline', 'online']);
		await status.stop();
	});

	describe('while the browser says that there is no network', () => {
		function toldOffline() {
			const all = live();
			all.window.setOnline(false);
			return all;
		}

		test('is online when a server has answered what was asked since', () => {
			const { connection } = toldOffline();
			connection.reportAnswer(performance.now());
			expect(connection.current).toBe('online');
		});

		test('is offline still when a server answers what was asked before', () => {
			const { connection, window } = live();
			const askedAt = performance.now();
			vi.advanceTimersByTime(1);
			window.setOnline(false);
			connection.reportAnswer(askedAt);
			expect(connection.current).toBe('offline');
		});

		test('is online when something comes from a server, but not what may have been under way', () => {
			const { connection } = toldOffline();
			vi.advanceTimersByTime(999);
			connection.reportFrame();
			expect(connection.current).toBe('offline');
			vi.advanceTimersByTime(1);
			connection.reportFrame();
			expect(connection.current).toBe('online');
		});

		test('is online when the backend begins to answer', () => {
			const { connection } = started({ isOnline: false });
			connection.reportLive(true);
			expect(connection.current).toBe('online');
		});

		test('is offline again when the backend stops answering, until something newer comes', () => {
			const { connection } = toldOffline();
			vi.advanceTimersByTime(1);
			const askedAt = performance.now();
			connection.reportAnswer(askedAt);
			vi.advanceTimersByTime(1);
			connection.reportLive(false);
			expect(connection.current).toBe('offline');
			connection.reportAnswer(askedAt);
			expect(connection.current).toBe('offline');
			connection.reportAnswer(performance.now());
			expect(connection.current).toBe('connecting');
		});

		test('is offline again when the browser says so again', () => {
			const { connection, window } = toldOffline();
			connection.reportAnswer(performance.now());
			vi.advanceTimersByTime(1);
			window.setOnline(true);
			window.setOnline(false);
			expect(connection.current).toBe('offline');
		});
	});

	test('has no listener and no timer when the app has stopped', () => {
		const { connection, window, lifetime } = started();
		lifetime.abort();
		window.setOnline(false);
		expect(vi.getTimerCount()).toBe(0);
		expect(connection.current).toBe('connecting');
	});
});

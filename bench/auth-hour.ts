import 'fake-indexeddb/auto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FunctionReference } from 'convex/server';
import { IDBFactory } from 'fake-indexeddb';
import type { Component } from 'svelte';
import { vi } from 'vitest';
import { api } from '../convex/_generated/api';
import { BarePage } from './bare-page.ts';
import { ClerkPage } from './clerk-page.ts';
import { startLocalBackend, type LocalBackend } from './local-backend.ts';
import type { Figures } from './summary.ts';
import { WatchedSocket } from './watched-socket.ts';

/**
 * The time at the start. It is always the same: Convex's client notes once how `Date` and `performance`
 * lie to each other, and takes the difference for the server's clock being wrong.
 */
const START = Date.UTC(2026, 0, 1);

/** By then a launch has done all it does, and its token is not yet due to be replaced. */
const LAUNCH_MS = 30_000;
const HOUR_MS = 3_600_000;

/** How long an app that is live may take to hear of a change, however slow the machine is. */
const LIVE_WITHIN_SECONDS = 30;

/** What an app under measurement is given. It keeps the queries up to date while signed in. */
export interface AppProps extends Record<string, unknown> {
	convexUrl: string;
	clerk: ClerkPage;
	queries: { query: FunctionReference<'query'>; args: Record<string, string | undefined> }[];
}

/**
 * Opens an app and counts what its launch costs; then leaves it open for an hour, and counts again. The
 * app and the local Convex share one clock, which goes from one timer to the next and waits at each
 * until all that it has set off is done.
 */
export async function measureHour(
	app: Component<AppProps>,
	{ sampleMs = HOUR_MS } = {}
): Promise<Figures> {
	vi.useFakeTimers({
		now: START,
		toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance']
	});
	const backend = await startLocalBackend();
	const user = { id: 'user_ada', fullName: 'Ada' };
	const clerk = new ClerkPage({ user, sign: () => backend.sign(user.id) });
	const queries = queriesOf(backend);
	vi.stubGlobal('indexedDB', new IDBFactory());
	const page = new BarePage({ Clerk: clerk, WebSocket: WatchedSocket });
	const close = page.show(app, { convexUrl: backend.url, clerk, queries });
	try {
		await untilLaunched(backend, queries.length);
		await pass(LAUNCH_MS, clerk);
		const launch = await take('Launch', backend, clerk);
		await pass(sampleMs, clerk);
		const hour = await take('Hour', backend, clerk, HOUR_MS / sampleMs);
		await requireLive(backend, clerk);
		return { ...launch, ...hour };
	} finally {
		await close();
		clerk.close();
		await settled(clerk);
		vi.useRealTimers();
		vi.unstubAllGlobals();
		await backend.close();
	}
}

/** Five queries: those of a page with two conversations side by side. */
function queriesOf({ conversationIds }: LocalBackend): AppProps['queries'] {
	const [conversationId] = conversationIds;
	return [
		{ query: api.users.current, args: {} },
		{ query: api.conversations.list, args: {} },
		{ query: api.conversations.get, args: { conversationId } },
		...conversationIds.map((id) => ({ query: api.messages.list, args: { conversationId: id } }))
	];
}

/** Lets the clock go at real speed until the app has its data: it loads modules and reads the device. */
async function untilLaunched(backend: LocalBackend, queryCount: number): Promise<void> {
	const end = Date.now() + LAUNCH_MS;
	vi.setTimerTickMode('interval', 5);
	while ((await backend.count({ clear: false })).runs < queryCount) {
		if (Date.now() > end) throw new Error('The app does not ask for its queries.');
		await nextTurn();
	}
	vi.setTimerTickMode('manual');
}

/** Whoever does nothing costs nothing: the app must still hear of what others write. */
async function requireLive(backend: LocalBackend, clerk: ClerkPage): Promise<void> {
	const { results } = WatchedSocket;
	await backend.addConversation();
	await settled(clerk);
	// By a clock that is not faked.
	const start = process.uptime();
	while (WatchedSocket.results === results) {
		const isLate = process.uptime() - start > LIVE_WITHIN_SECONDS;
		if (isLate) throw new Error('The app is not signed in any more.');
		await nextTurn();
	}
}

/** Lets time pass, from one timer to the next. */
async function pass(ms: number, clerk: ClerkPage): Promise<void> {
	let isOver = false;
	setTimeout(() => (isOver = true), ms);
	while (!isOver) {
		await vi.advanceTimersToNextTimerAsync();
		await settled(clerk);
	}
}

/** Waits, in real time, until nothing is under way that the clock knows nothing of. */
async function settled(clerk: ClerkPage): Promise<void> {
	do await nextTurn();
	while (clerk.signing > 0 || !WatchedSocket.areAnswered);
}

/** The counts of a time that is over; they begin again for the next. */
async function take(
	time: string,
	backend: LocalBackend,
	clerk: ClerkPage,
	times = 1
): Promise<Figures> {
	const { authenticates, runs } = await backend.count({ clear: true });
	const { asked, requests } = clerk.takeCounts();
	return {
		[`${time}: token fetches`]: asked * times,
		[`${time}: requests to Clerk for a token`]: requests * times,
		[`${time}: Authenticate messages`]: authenticates * times,
		[`${time}: query runs`]: runs * times
	};
}

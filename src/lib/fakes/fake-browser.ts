import 'fake-indexeddb/auto';
import { makeFunctionReference } from 'convex/server';
import { IDBFactory } from 'fake-indexeddb';
import { expect, vi } from 'vitest';
import type { ClerkSettings } from '../auth/clerk-settings.js';
import { openIdbStore } from '../cache/idb-store.js';
import { ClerkConvexClient } from '../client.svelte.js';
import type { Diagnostic } from '../diagnostics.js';
import type { ServerStart } from '../rendered-client.svelte.js';
import { defineDelivery, type Delivery } from '../outbox/define-delivery.js';
import { Watcher } from './effects.svelte.js';
import { FakeClerkServer, loadClerk } from './fake-clerk.js';
import { FakeConvex } from './fake-convex.js';
import { FakeCacheNames, FakeLocalStorage, FakeWindow } from './fake-window.js';
import { nextTask } from './next-task.js';

export const list = makeFunctionReference<'query', Record<string, never>, string[]>(
	'messages:list'
);

export const send = makeFunctionReference<'mutation', { clientId: string; body: string }, null>(
	'messages:send'
);

/** The app's deliveries, unless a test passes others. */
const sending = [defineDelivery(send, { id: ({ clientId }) => clientId })];

export interface LaunchOptions {
	isOnline?: boolean;
	deliveries?: readonly Delivery[];
	convexUrl?: string;
	clerk?: Partial<ClerkSettings>;
	server?: ServerStart;
	onDiagnostic?: (diagnostic: Diagnostic) => void;
}

/** What the fake disk works with is real: it waits for nothing. */
const TIMERS = [
	'Date',
	'performance',
	'setTimeout',
	'clearTimeout',
	'setInterval',
	'clearInterval'
] as const;

/** How much of the test's time passes between two looks, and after how much of it a test gives up. */
const LOOK_MS = 10;
const PATIENCE_MS = 20_000;

/** Waits for a condition, while the test's time passes as fast as the machine is. */
export async function until(condition: () => void | Promise<void>): Promise<void> {
	for (let waitedMs = 0; ; waitedMs += LOOK_MS) {
		try {
			return await condition();
		} catch (error) {
			if (waitedMs >= PATIENCE_MS) throw error;
		}
		// The library loads some of its parts when it needs them, which takes the machine's time.
		await vi.dynamicImportSettled();
		await settle();
		await vi.advanceTimersByTimeAsync(LOOK_MS);
	}
}

/** Runs everything that does not wait for a timer. */
export const settle = nextTask;

/** A browser with its disk, and the servers that it talks to. The client in it is real. */
export class FakeBrowser {
	readonly convex = new FakeConvex();
	readonly clerkServer = new FakeClerkServer();
	readonly caches = new FakeCacheNames();
	readonly localStorage = new FakeLocalStorage();
	readonly #ends: (() => void)[] = [];

	/** Starts the test's time. It passes by itself as well, for what a test awaits without `until`. */
	constructor(
		time: Parameters<typeof vi.useFakeTimers>[0] = { toFake: [...TIMERS], shouldAdvanceTime: true }
	) {
		vi.useFakeTimers(time);
		vi.stubGlobal('indexedDB', new IDBFactory());
		vi.stubGlobal('WebSocket', this.convex.WebSocket);
		// Convex's client logs every reconnection.
		vi.spyOn(console, 'log').mockImplementation(() => undefined);
	}

	/** The app in a page of its own: at the next launch, or in another tab. */
	launch({
		isOnline = true,
		deliveries = sending,
		convexUrl = 'http://convex.test',
		clerk = {},
		server = (options) => new ClerkConvexClient(options),
		onDiagnostic
	}: LaunchOptions = {}) {
		const window = new FakeWindow(this.caches, this.localStorage);
		window.navigator.onLine = isOnline;
		window.fetch = this.convex.fetch;
		// Convex's client reads these globals.
		vi.stubGlobal('window', window);
		vi.stubGlobal('document', window.document);
		const client = server({
			// Not copied: a field may be a getter.
			clerk: Object.assign(clerk, { publishableKey: 'pk_test_Y2xlcmsubG9jYWxob3N0JA' }),
			convexUrl,
			deliveries,
			snapshotCaches: ['snapshots'],
			onDiagnostic
			// Nothing else makes one.
		}) as ClerkConvexClient;
		const stop = client.start(window.asWindow);
		this.#ends.push(stop);
		window.paint();
		const state = () => client.authState.current;
		return { client, window, stop, state };
	}

	/** A launch with Clerk loaded. */
	launchWithClerk(options: LaunchOptions = {}) {
		const app = this.launch(options);
		return { ...app, clerk: loadClerk(app.window, this.clerkServer) };
	}

	/** Ada's first launch: signed in and confirmed, with a message cached and a draft. */
	async launchAsAda() {
		this.clerkServer.addSession('Ada');
		this.convex.result = ['hello'];
		const app = this.launchWithClerk();
		await until(() => expect(app.state()).toMatchObject({ confirmed: true }));
		const query = app.client.account?.query(list, {});
		const reader = new Watcher(() => [query?.data, query?.source]);
		app.client.account?.texts.setText('draft', 'Dear');
		await until(() => expect(reader.current).toEqual([['hello'], 'live']));
		await until(async () => expect(await this.storedOf('user_ada')).toEqual(['result', 'text']));
		return { ...app, query, reader };
	}

	/** Leaves the data of Ada's first launch on the device. */
	async rememberAda(): Promise<void> {
		const { reader, stop } = await this.launchAsAda();
		await reader.stop();
		stop();
	}

	/** The kinds of data that the device stores for a subject. */
	async storedOf(subject: string): Promise<string[]> {
		const store = await openIdbStore('clerk-convex:convex.test');
		const names = await store.names(['user', subject]);
		store.close();
		return names.sort();
	}

	/** Ends everything that was launched. */
	close(): void {
		for (const end of this.#ends) end();
		vi.useRealTimers();
		vi.restoreAllMocks();
		vi.unstubAllGlobals();
	}
}

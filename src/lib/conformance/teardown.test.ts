import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FakeWindow } from '../fakes/fake-window.js';
import { MINUTE, SECOND, TimedBrowser, left, pass, until } from '../fakes/timed-browser.js';

/** The channels between tabs, and whether they are closed. */
const channels = new Set<BroadcastChannel>();

class CountedChannel extends BroadcastChannel {
	constructor(name: string) {
		super(name);
		channels.add(this);
	}

	override close(): void {
		channels.delete(this);
		super.close();
	}
}

let browser: TimedBrowser;

beforeEach(() => {
	channels.clear();
	browser = new TimedBrowser();
	vi.stubGlobal('BroadcastChannel', CountedChannel);
});
afterEach(() => {
	browser.close();
});

interface App {
	window: FakeWindow;
	clerk: { listenerCount: number };
	leave: () => Promise<void>;
	stop: () => void;
}

/** Everything that an app may leave behind. */
function remains({ window, clerk }: App) {
	return {
		listeners: [...window.listenedTo, ...window.document.listenedTo],
		clerkListeners: clerk.listenerCount,
		channels: channels.size,
		sockets: browser.convex.sockets.size,
		timers: vi.getTimerCount()
	};
}

const NOTHING = {
	listeners: [],
	clerkListeners: 0,
	channels: 0,
	sockets: 0,
	timers: 0
};

async function end(app: App): Promise<void> {
	await app.leave();
	app.stop();
	await pass(SECOND);
}

describe('an app that is stopped', () => {
	test('has listeners, timers, channels and a connection before, and none after', async () => {
		const app = await browser.openAsAda();
		const before = remains(app);
		expect(before.listeners).not.toEqual([]);
		expect(before).toMatchObject({ clerkListeners: 1, sockets: 1 });
		expect(before.channels).toBeGreaterThan(0);
		expect(before.timers).toBeGreaterThan(0);
		await end(app);
		expect(remains(app)).toEqual(NOTHING);
	});

	test('sends no requests any more', async () => {
		const app = await browser.openAsAda();
		const wire = browser.listen();
		const asked = browser.clerkServer.asked.length;
		await end(app);
		app.window.setOnline(true);
		app.window.setVisible(true);
		app.clerk.emit();
		await pass(10 * MINUTE);
		expect(wire()).toEqual(left(1));
		expect(browser.clerkServer.asked).toHaveLength(asked);
	});

	test('leaves nothing when it is stopped before the paint, or before the device is open', async () => {
		const { client, window, stop } = browser.launch();
		stop();
		await pass(MINUTE);
		const app = { window, clerk: { listenerCount: 0 }, leave: () => Promise.resolve(), stop };
		expect(remains(app)).toEqual(NOTHING);
		expect(client.authState.current.status).toBe('loading');
	});
});

describe('an app leaves nothing when it is stopped', () => {
	const never = () => new Promise<never>(() => undefined);

	test('while Clerk’s script is loading', async () => {
		const { window, stop } = browser.launch();
		await until(() => window.document.appended.length > 0);
		const app = { window, clerk: { listenerCount: 0 }, leave: () => Promise.resolve(), stop };
		await end(app);
		await pass(MINUTE);
		expect(remains(app)).toEqual(NOTHING);
	});

	test('while Clerk starts, and between two attempts', async () => {
		browser.clerkServer.isReachable = false;
		const app = await browser.open();
		await until(() => app.errorCode() === 'clerk_not_loaded');
		await end(app);
		expect(remains(app)).toEqual(NOTHING);
	});

	test('while the first token is fetched', async () => {
		browser.clerkServer.addSession('Ada');
		browser.clerkServer.answers.push(never);
		const app = await browser.open();
		await until(() => browser.clerkServer.asked.length === 1);
		await end(app);
		await pass(MINUTE);
		expect(remains(app)).toEqual(NOTHING);
	});

	test('while a token is fetched again', async () => {
		browser.clerkServer.addSession('Ada');
		browser.clerkServer.answers.push(() => Promise.resolve(null), never);
		const app = await browser.open();
		await until(() => app.errorCode() === 'token_retrieval_failed');
		await end(app);
		expect(remains(app)).toEqual(NOTHING);
	});

	test('while a token is replaced', async () => {
		const app = await browser.openAsAda();
		browser.clerkServer.answers.push(never);
		await pass(51 * SECOND);
		await end(app);
		await pass(MINUTE);
		expect(remains(app)).toEqual(NOTHING);
	});

	test('while a rejected token is replaced', async () => {
		const app = await browser.openAsAda();
		browser.clerkServer.answers.push(never);
		browser.convex.refuseSessions();
		await pass(SECOND);
		await end(app);
		await pass(MINUTE);
		expect(remains(app)).toEqual(NOTHING);
	});

	test('while a token of three seconds waits to be replaced', async () => {
		browser.clerkServer.tokenLifeSeconds = 3;
		const app = await browser.openAsAda();
		await end(app);
		expect(remains(app)).toEqual(NOTHING);
	});

	test('while it connects to a mute server', async () => {
		browser.convex.state = 'mute';
		browser.clerkServer.addSession('Ada');
		const app = await browser.open();
		await until(() => browser.convex.wire.length > 0);
		await end(app);
		expect(remains(app)).toEqual(NOTHING);
	});

	test('while it waits to reconnect', async () => {
		const app = await browser.openAsAda();
		browser.convex.state = 'down';
		browser.convex.drop();
		await pass(10 * SECOND);
		await end(app);
		await pass(MINUTE);
		expect(remains(app)).toEqual(NOTHING);
	});

	test('between two attempts of a session whose tokens are rejected', async () => {
		browser.convex.acceptsTokens = false;
		browser.clerkServer.addSession('Ada');
		const app = await browser.open();
		await pass(10 * MINUTE);
		await end(app);
		await pass(MINUTE);
		expect(remains(app)).toEqual(NOTHING);
	});

	test('while a sign-out is not complete at Clerk', async () => {
		const app = await browser.openAsAda();
		browser.clerkServer.isReachable = false;
		void app.client.logout();
		await until(() => app.errorCode() === 'sign_out_failed');
		await end(app);
		expect(remains(app)).toEqual(NOTHING);
	});
});

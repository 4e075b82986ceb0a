/**
 * A page with the real library, Convex's real client and the local Convex between them; Clerk and the
 * browser are the fakes of the unit tests, with tokens that the local Convex accepts.
 */
import 'fake-indexeddb/auto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import { onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { freePort } from '../../scripts/ports.js';
import { startIssuer } from '../../emulators/convex/testing/issuer.ts';
import { spawnServer } from '../../emulators/testing.ts';
import { createClerkConvexClient } from '../../src/lib/client.svelte.js';
import { FakeClerkServer, loadClerk } from '../../src/lib/fakes/fake-clerk.js';
import { FakeWindow } from '../../src/lib/fakes/fake-window.js';

/** Starts the local Convex in a process of its own, and an issuer whose tokens it accepts. */
export async function startServers() {
	const issuer = await startIssuer();
	const convex = await spawnServer('emulators/convex/main.ts', {
		CONVEX_PORT: String(await freePort()),
		CONVEX_FUNCTIONS: 'emulators/convex/testing/functions',
		LOCAL_STATE: await mkdtemp(join(tmpdir(), 'wire-')),
		CLERK_JWT_ISSUER_DOMAIN: issuer.url
	});
	const stop = async () => {
		await Promise.all([issuer.close(), convex.kill()]);
	};
	return { issuer, convex, stop };
}

/** Clerk's servers for a test, and what its pages send to the local Convex. */
export function createWorld({ issuer, convex }: Awaited<ReturnType<typeof startServers>>) {
	const clerkServer = new FakeClerkServer();
	clerkServer.giveToken = (session) => issuer.token(session.user.id);
	const wire = new Wire();
	vi.stubGlobal('indexedDB', new IDBFactory());
	vi.stubGlobal('WebSocket', wire.WebSocket);
	// Convex's client logs every connection.
	vi.spyOn(console, 'log').mockImplementation(() => undefined);
	onTestFinished(() => {
		vi.unstubAllGlobals();
		vi.restoreAllMocks();
	});
	return { convexUrl: convex.url, clerkServer, wire };
}

type World = ReturnType<typeof createWorld>;

/** Opens a page with the provider's client, which ends with the test. */
export function openPage({ clerkServer, ...world }: World, convexUrl = world.convexUrl) {
	const window = new FakeWindow();
	vi.stubGlobal('window', window);
	vi.stubGlobal('document', window.document);
	const client = createClerkConvexClient({
		clerk: { publishableKey: 'pk_test_Y2xlcmsubG9jYWxob3N0JA' },
		convexUrl
	});
	const stop = client.start(window.asWindow);
	onTestFinished(stop);
	window.paint();
	const clerk = loadClerk(window, clerkServer);
	return { client, clerk, window, stop };
}

/** Every socket to the local Convex, and what was sent on it. */
class Wire {
	readonly sockets: WebSocket[] = [];
	/** The messages that were sent, each after the number of its socket. */
	readonly sent: string[] = [];
	readonly WebSocket = socketsOf(this);

	/** How many are open or opening. */
	get openCount(): number {
		return this.sockets.filter(({ readyState }) => readyState <= WebSocket.OPEN).length;
	}

	/** How many messages have had a token in them. */
	get tokens(): number {
		return this.sent.filter((text) => text.includes('"tokenType":"User"')).length;
	}
}

function socketsOf(wire: Wire) {
	return class extends WebSocket {
		constructor(address: string) {
			super(address);
			wire.sockets.push(this);
		}

		override send(data: string): void {
			wire.sent.push(data);
			super.send(data);
		}
	};
}

/** Waits for a condition. */
export const until = (condition: () => boolean) =>
	vi.waitUntil(condition, { timeout: 90_000, interval: 5 });

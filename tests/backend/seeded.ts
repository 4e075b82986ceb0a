/** The local Convex on the app's own functions, filled before it starts, which counts what runs. */
import { join } from 'node:path';
import type { ConvexClient } from 'convex/browser';
import { onTestFinished } from 'vitest';
import { api } from '../../convex/_generated/api.js';
import type { Id } from '../../convex/_generated/dataModel.js';
import { Backend } from '../../emulators/convex/backend.ts';
import type { JSONObject } from '../../emulators/convex/json.ts';
import { startServer, temporaryFolder, until } from '../../emulators/convex/testing/harness.ts';
import { startIssuer } from '../../emulators/convex/testing/issuer.ts';

export type ConversationId = Id<'conversations'>;

/** Calls a mutation as somebody, in this process: for making much in little time. */
export type Seed = (subject: string, path: string, args: JSONObject) => Promise<ConversationId>;

/** The local Convex with what `seed` has made, and clients that count what runs. */
export async function startSeeded<Made>(
	seed: (as: Seed) => Promise<Made>,
	env: Record<string, string> = {}
) {
	const issuer = await startIssuer();
	onTestFinished(() => issuer.close());
	const options = {
		stateDir: await temporaryFolder(),
		functionsDir: join(import.meta.dirname, '../../convex'),
		errors: 'full' as const,
		env: { CLERK_JWT_ISSUER_DOMAIN: issuer.url, ...env }
	};
	const backend = new Backend(options);
	await backend.load();
	const made = await seed(async (subject, path, args) => {
		const tokenIdentifier = `${issuer.url}|${subject}`;
		const attributes = { tokenIdentifier, issuer: issuer.url, subject, name: subject };
		const user = { attributes, expiresAt: Infinity };
		const outcome = await backend.answer('mutation', { path, args, user, isTrusted: false });
		if (!outcome?.success) throw new Error(outcome?.errorMessage);
		return outcome.value as ConversationId;
	});
	await backend.close();

	const server = await startServer(options);
	const clients: ConvexClient[] = [];
	const connect = (subject: string) => {
		const client = server.client();
		// A new token would have every query run again, however slow the machine is.
		client.setAuth(() => issuer.token(subject, { seconds: 3_600, claims: { name: subject } }));
		clients.push(client);
		return client;
	};
	/** Waits until nothing is left to run. */
	const settle = async () => {
		// A client knows that its mutation has happened when all it sees is as new as that.
		await Promise.all(clients.map((client) => client.mutation(api.users.store, {})));
	};
	/** What has run since the last time, how often, and the bytes that it has read and written. */
	const cost = async () => {
		await settle();
		const { runs, bytes } = await server.cost({ clear: true });
		const others = Object.entries(runs).filter(([name]) => name !== 'users:store');
		return { runs: Object.fromEntries(others), bytes };
	};
	const functionsRun = async () => (await cost()).runs;
	return { made, server, connect, settle, cost, functionsRun };
}

/** Keeps a query of somebody's up to date, and waits for its first result. */
export async function watch(
	client: ConvexClient,
	...queries: Parameters<ConvexClient['onUpdate']>[]
) {
	const seen = new Set<number>();
	for (const [i, [query, args]] of queries.entries()) {
		client.onUpdate(query, args, () => seen.add(i));
	}
	await until(() => seen.size === queries.length);
}

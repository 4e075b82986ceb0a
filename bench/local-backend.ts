import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConvexHttpClient } from 'convex/browser';
import { api } from '../convex/_generated/api';
import { startConvex } from '../emulators/convex/server.ts';
import { startIssuer } from '../emulators/convex/testing/issuer.ts';

/** What the local Convex has counted. */
export interface Counts {
	/** `Authenticate` messages with a token. */
	authenticates: number;
	/** How often a function ran, whichever it was. */
	runs: number;
}

/** The local Convex in this process, on its clock. */
export interface LocalBackend {
	url: string;
	conversationIds: string[];
	/** A token of `subject`, good for a minute from now. */
	sign: (subject: string) => Promise<string>;
	/** Another user makes a conversation. */
	addConversation: () => Promise<void>;
	/** The counts since they were last cleared. */
	count: (options: { clear: boolean }) => Promise<Counts>;
	close: () => Promise<void>;
}

/** Starts the local Convex on the app's functions, with two conversations in it. */
export async function startLocalBackend(): Promise<LocalBackend> {
	const stateDir = await mkdtemp(join(tmpdir(), 'bench-convex-'));
	const issuer = await startIssuer();
	const { url, close } = await startConvex({
		port: 0,
		stateDir,
		functionsDir: 'convex',
		origins: [],
		controls: true,
		errors: 'full',
		watch: false,
		env: { CLERK_JWT_ISSUER_DOMAIN: issuer.url }
	});
	const sign = (subject: string) => issuer.token(subject);
	const asGrace = async () =>
		new ConvexHttpClient(url, { auth: await sign('user_grace'), logger: false });
	const addConversation = async () => {
		await (await asGrace()).mutation(api.conversations.create, { name: 'Another' });
	};
	await addConversation();
	await addConversation();
	const conversations = await (await asGrace()).query(api.conversations.list, {});
	const count = async (options: { clear: boolean }) => {
		const body = JSON.stringify(options);
		const response = await fetch(`${url}/_control/stats`, { method: 'POST', body });
		const { authenticates, runs } = (await response.json()) as {
			authenticates: number;
			runs: Record<string, number>;
		};
		return { authenticates, runs: Object.values(runs).reduce((sum, one) => sum + one, 0) };
	};
	await count({ clear: true });
	return {
		url,
		conversationIds: conversations.map(({ id }) => id),
		sign,
		addConversation,
		count,
		close: async () => {
			await close();
			await issuer.close();
			await rm(stateDir, { recursive: true, force: true });
		}
	};
}

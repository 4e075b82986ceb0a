import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConvexHttpClient } from 'convex/browser';
import type { FunctionReturnType } from 'convex/server';
import { api } from '../convex/_generated/api';
import type { Id } from '../convex/_generated/dataModel';
import { MAX_HISTORY_PAGE } from '../convex/limits';
import { startConvex } from '../emulators/convex/server.ts';
import { useControl } from '../emulators/testing.ts';
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
	conversationIds: Id<'conversations'>[];
	/** A token of `subject`, good for a minute from now. */
	sign: (subject: string) => Promise<string>;
	/** Another user makes a conversation. */
	addConversation: () => Promise<Id<'conversations'>>;
	/** The texts of all messages of a conversation, in their order. */
	bodiesOf: (conversationId: Id<'conversations'>) => Promise<string[]>;
	/** The counts since they were last cleared. */
	count: (options: { clear: boolean }) => Promise<Counts>;
	close: () => Promise<void>;
}

/**
 * Starts the local Convex on the app's functions, with two conversations in it.
 *
 * @param options `origins`: the browser's pages that may connect
 */
export async function startLocalBackend({
	origins = []
}: { origins?: string[] } = {}): Promise<LocalBackend> {
	const stateDir = await mkdtemp(join(tmpdir(), 'bench-convex-'));
	const issuer = await startIssuer();
	const { url, close } = await startConvex({
		port: 0,
		stateDir,
		functionsDir: 'convex',
		origins,
		controls: true,
		errors: 'full',
		watch: false,
		// What is measured sends more than anybody may.
		env: { CLERK_JWT_ISSUER_DOMAIN: issuer.url, RATE_LIMIT_SCALE: '1000' }
	});
	const sign = (subject: string) => issuer.token(subject);
	const asGrace = async () =>
		new ConvexHttpClient(url, { auth: await sign('user_grace'), logger: false });
	const addConversation = async () =>
		await (await asGrace()).mutation(api.conversations.create, { name: 'Another' });
	const conversationIds = [await addConversation(), await addConversation()];
	const bodiesOf = async (conversationId: Id<'conversations'>) => {
		const grace = await asGrace();
		const bodies: string[] = [];
		for (let cursor: string | null = null, isDone = false; !isDone;) {
			const paginationOpts = { numItems: MAX_HISTORY_PAGE, cursor };
			const page: FunctionReturnType<typeof api.messages.history> = await grace.query(
				api.messages.history,
				{ conversationId, paginationOpts }
			);
			bodies.push(...page.page.map(({ body }) => body));
			({ continueCursor: cursor, isDone } = page);
		}
		return bodies.reverse();
	};
	const count = async (options: { clear: boolean }) => {
		const { authenticates, runs } = await useControl<{
			authenticates: number;
			runs: Record<string, number>;
		}>(url, 'stats', options);
		return { authenticates, runs: Object.values(runs).reduce((sum, one) => sum + one, 0) };
	};
	await count({ clear: true });
	return {
		url,
		conversationIds,
		sign,
		addConversation,
		bodiesOf,
		count,
		close: async () => {
			await close();
			await issuer.close();
			await rm(stateDir, { recursive: true, force: true });
		}
	};
}

import type { FunctionArgs, FunctionReference } from 'convex/server';
import { getFunctionName } from 'convex/server';
import { scopeOf } from '../auth/auth-state.js';
import { queryKey } from '../convex/query-key.js';
import type { Preloaded } from '../queries/preloaded.js';
import { withDeadline } from '../recovery.js';
import { deploymentOf } from '../rendered-state.js';
import type { ServerClient } from './server-client.js';
import { ServerError } from './server-error.js';

/** The page goes without the result of a query that takes longer: the browser asks it again anyway. */
const PATIENCE_MS = 5_000;

/** What `preload` needs of SvelteKit's event. */
export interface PreloadEvent {
	locals: { clerkConvex: ServerClient };
}

/**
 * Asks a query as the user whose page is rendered. Return the result from `load`, and give it to
 * `useCachedQuery`: the page is rendered with it, and goes live in the browser.
 *
 * ```ts
 * export const load = async (event) => ({
 * 	messages: await preload(event, api.messages.list, {})
 * });
 * ```
 *
 * When nobody is signed in, nothing is asked, and the result is empty. It is empty, too, when Convex refuses or
 * does not answer within five seconds: the server's log says why, and the browser asks again.
 *
 * @throws {ServerError} `no_handle` when the hook is missing
 * @throws {ArgumentError} for an argument that Convex has no type for
 */
export async function preload<Query extends FunctionReference<'query'>>(
	{ locals }: PreloadEvent,
	query: Query,
	args: FunctionArgs<Query>
): Promise<Preloaded<Query>> {
	const client = locals.clerkConvex as ServerClient | undefined;
	if (!client) {
		throw new ServerError(
			'no_handle',
			'There is no locals.clerkConvex: export the handle of createClerkConvexHandle() from src/hooks.server.ts.'
		);
	}
	const { identity } = client.state;
	const deployment = deploymentOf(client.convexUrl);
	const asked = { key: queryKey(query, args), deployment, asOf: Date.now() };
	if (!identity) return { ...asked, scope: '' };
	const scope = scopeOf(identity);
	try {
		const value = await withDeadline(client.query(query, args), PATIENCE_MS, tooLate);
		return { ...asked, scope, result: { value } };
	} catch (error) {
		console.error(`The page is rendered without ${getFunctionName(query)}:`, error);
		return { ...asked, scope };
	}
}

function tooLate(): ServerError {
	return new ServerError('no_answer', 'Convex did not answer in time.');
}

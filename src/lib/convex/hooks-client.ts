import { DEV } from 'esm-env';
import { getConvexClient } from 'convex-svelte';
import { closeConvex, initConvex } from 'convex-svelte/sveltekit';
import type { ConvexClient } from 'convex/browser';
import { AuthError } from '../errors.js';
import { tellDeveloper } from '../tell-developer.js';

/**
 * Gives the client to convex-svelte's `useMutation` and `useAction`, which look for it in a variable of their
 * module, until the function that is returned is called.
 *
 * Whoever else finds it there, by `setupConvex` or `initConvex`, gets an error instead of the user's data:
 * it would keep that on the screen after the user has left. A client that is there already is somebody
 * else's: it is never given tokens.
 *
 * @throws {AuthError} `convex_client_taken` when there is a client already
 */
export function lendToHooks(url: string, { mutation, action }: Calls): () => void {
	if (findShared()) throw taken();
	const shared = initConvex(url, { disabled: true });
	let isOver = false;
	const refuse = () => {
		throw taken();
	};
	const refuseUpdates = (...args: unknown[]) => {
		const onError = args.filter((one) => typeof one === 'function')[1];
		if (!onError) refuse();
		queueMicrotask(() => isOver || (onError as (error: Error) => void)(taken()));
		const stop = () => undefined;
		return Object.assign(stop, { unsubscribe: stop, getCurrentValue: stop, getQueryLogs: stop });
	};
	Object.defineProperties(shared, {
		mutation: { value: mutation },
		action: { value: action },
		query: { value: () => Promise.reject(taken()) },
		onUpdate: { value: refuseUpdates },
		onPaginatedUpdate_experimental: { value: refuseUpdates },
		client: { get: refuse },
		setAuth: { value: refuse },
		close: { value: () => Promise.resolve() },
		// Who asks has taken it for a client of their own, and gets nothing by it.
		disabled: { get: () => (DEV && tellDeveloper(taken()), false) },
		closed: { get: () => isOver }
	});
	return () => {
		const isOurs = findShared() === shared;
		isOver = true;
		if (isOurs) void closeConvex();
	};
}

/** What convex-svelte's functions call on the client that they share. */
type Calls = Pick<ConvexClient, 'mutation' | 'action'>;

/** The client that convex-svelte's functions share, if there is one. */
function findShared(): ConvexClient | undefined {
	try {
		return getConvexClient();
	} catch {
		// convex-svelte throws where there is none.
		return undefined;
	}
}

function taken(): AuthError {
	// A production build has no room for the advice: docs/errors.md has it too.
	const advice = DEV
		? ' Remove setupConvex(), initConvex() and any second provider: below the provider convex-svelte’s functions work without them, and preload() of clerk-convex-svelte/server does what convexLoad() does.'
		: '';
	return new AuthError(
		'convex_client_taken',
		`The page’s Convex client is <ClerkConvexProvider>’s.${advice}`
	);
}

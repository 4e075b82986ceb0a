import { untrack } from 'svelte';
import type { Answer } from './ask-server.js';
import type { Account } from './account.svelte.js';
import type { AuthStateStore } from './auth/auth-store.svelte.js';
import type { Connection } from './connection.svelte.js';
import type { Report } from './diagnostics.js';
import { finishSignOuts, type FinishSignOutsOptions } from './finish-sign-outs.svelte.js';
import type { OpenAccount } from './open-account.svelte.js';
import { countPending } from './outbox/count-pending.js';
import type { Outbox } from './outbox/outbox.svelte.js';

/** What is followed: the parts of the client that this reads. */
interface FollowedClient {
	readonly authState: AuthStateStore;
	readonly connection: Connection;
	readonly account: Account | undefined;
	readonly readable: Account | undefined;
	readonly outbox: Outbox | undefined;
}

export interface AfterLaunchOptions extends FinishSignOutsOptions {
	window: Window;
	/** The Convex deployment's address. */
	convexUrl: string;
	account: Pick<OpenAccount, 'isNobodyOpen'>;
	/** Ends all waits for a retry. */
	retryNow: () => void;
	report: Report;
	/** Takes the number of pending mutations of all users, by the mutation's name. */
	notePending: (counts: ReadonlyMap<string, number>) => void;
	signal: AbortSignal;
}

/** Follows the client from its first paint until the signal is aborted: a launch needs none of this. */
export function followAfterLaunch(client: FollowedClient, options: AfterLaunchOptions): void {
	const { signal } = options;
	if (signal.aborted) return;
	const stop = $effect.root(() => {
		countPendingWhileSignedOut(client, options);
		askWhileOffline(client, options);
		followClerkWhileSignedOut(client, options);
		protectPending(client, options);
		finishSignOuts(options);
	});
	signal.addEventListener('abort', stop);
}

function countPendingWhileSignedOut(
	{ authState }: FollowedClient,
	{ device, notePending }: AfterLaunchOptions
): void {
	$effect(() => {
		if (authState.current.status !== 'unauthenticated') return;
		// A page from a server may be nobody's before the device is open: that must not end what follows.
		const count = async () => await countPending(device.store);
		void count().then(notePending, () => {
			// The store has reported it: what waits is not counted then.
		});
		return () => notePending(new Map());
	});
}

/** Notices that the browser is wrong, or that the servers are back, which no event reports. */
function askWhileOffline(
	client: FollowedClient,
	{ window, convexUrl, retryNow, report }: AfterLaunchOptions
): void {
	const { connection } = client;
	const onAnswer = ({ askedAt, failedAt, isBack }: Answer) => {
		connection.reportAnswer(askedAt);
		if (failedAt !== undefined) client.readable?.reconnect(failedAt);
		if (isBack) retryNow();
	};
	$effect(() => {
		const { current } = connection;
		if (current === 'connecting') return;
		const over = new AbortController();
		// Loaded while there is a network: it is needed when there is none.
		void import('./ask-server.js').then(
			({ askServer }) => {
				if (current === 'online') return;
				return askServer({ window, convexUrl, onAnswer, report, signal: over.signal });
			},
			(error: unknown) => report('module_not_loaded', error)
		);
		return () => over.abort();
	});
}

/** With nobody signed in, and nothing read, Clerk's answer is all there is of a connection. */
function followClerkWhileSignedOut(
	{ connection }: FollowedClient,
	{ auth, account, signal }: AfterLaunchOptions
): void {
	$effect(() => {
		if (auth.session.status !== 'signed-out' || account.isNobodyOpen) return;
		untrack(() => {
			auth.recover();
			connection.reportLive(true);
		});
		return () => {
			// A connection that has been stopped would wait for the next answer.
			if (!signal.aborted) connection.reportLive(false);
		};
	});
}

/** A browser may delete the storage of an app in which something waits, and a page may lose its memory. */
function protectPending(client: FollowedClient, { window, report }: AfterLaunchOptions): void {
	const isSomethingPending = $derived(
		client.outbox?.entries.some(({ state }) => state.status !== 'sent') ?? false
	);
	$effect(() => {
		const isInMemory = client.account?.durability === 'memory';
		const isSafe = !isInMemory && client.connection.current === 'online';
		if (isSafe || !isSomethingPending) return;
		const over = new AbortController();
		if (isInMemory) {
			// The browser asks its user before the page goes.
			const ask = (event: BeforeUnloadEvent) => event.preventDefault();
			window.addEventListener('beforeunload', ask, { signal: over.signal });
		} else {
			void import('./request-persistence.js').then(
				({ requestPersistence }) => requestPersistence(window, report),
				// With no network the module cannot be loaded. It only asks: the next change tries again.
				(error: unknown) => report('module_not_loaded', error)
			);
		}
		return () => over.abort();
	});
}

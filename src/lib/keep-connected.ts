import { DEV } from 'esm-env';
import type { Account } from './account.svelte.js';
import { issuedAt } from './auth/token-claims.js';
import type { ClerkIdentity } from './auth/auth-state.js';
import type { AuthStore } from './auth/auth-store.svelte.js';
import type { ClerkHandle } from './auth/clerk-handle.svelte.js';
import { createTokenFetcher } from './auth/token.js';
import type { Connection } from './connection.svelte.js';
import { AuthError, CallError } from './errors.js';
import type { Report } from './diagnostics.js';
import { HEARD_AT } from './heard-at.js';
import { BackendSession } from './convex/backend-session.svelte.js';
import type { ComposedQueries } from './convex/composed-queries.js';
import { retry, type RetryTriggers } from './recovery.js';

export interface KeepConnectedOptions {
	account: Account;
	/** Who the account's user is at Clerk, and for which organisation and role; `undefined` for nobody. */
	user: { clerk: ClerkHandle; organization: ClerkIdentity } | undefined;
	auth: AuthStore;
	connection: Connection;
	/** The Convex deployment's address. */
	convexUrl: string;
	composedQueries: ComposedQueries;
	retryTriggers: RetryTriggers;
	report: Report;
	/** Called at each failed attempt. */
	onFailure: (error: unknown) => void;
	signal: AbortSignal;
}

/**
 * Keeps an account connected to Convex until the signal is aborted. One client lasts through every loss of
 * the network. When Convex rejects its tokens, or ends it because of something that it could not read, a new
 * client replaces it.
 *
 * @throws the signal's reason, and nothing else
 */
export async function keepConnected(options: KeepConnectedOptions): Promise<void> {
	const { account, user, auth, connection, signal, retryTriggers, report, onFailure } = options;
	const onLive = (isLive: boolean) => {
		// A socket that froze while the browser was offline has said nothing since then.
		if (!isLive && connection.current === 'online') account.persistAll();
		if (isLive) auth.recover();
		connection.reportLive(isLive);
	};
	const session = () => {
		const current = user?.clerk.clerk?.session;
		return current?.user?.id === account.subject ? current : undefined;
	};
	const fetchToken = user && createTokenFetcher({ ...options, ...user, session });
	// What delivers is loaded beside the connection: the first results do not wait for it.
	if (user) {
		void retry(() => import('./outbox/delivery-loop.js'), {
			signal,
			retryTriggers,
			onFailure: (error) => report('module_not_loaded', error)
		}).then(
			({ createDeliveryLoop }) => account.outbox.deliverBy(createDeliveryLoop),
			// The account has been closed.
			() => undefined
		);
	}
	const converse = async () => {
		const { composedQueries } = options;
		const composing =
			composedQueries.length > 0 ? await import('./convex/composed-queries.js') : undefined;
		signal.throwIfAborted();
		let last: { token: string | undefined; at: number } = { token: undefined, at: 0 };
		const over = new AbortController();
		const fail = () => onFailure(explainFailure(options));
		await new Promise<void>((resolve, reject) => {
			const backend = new BackendSession({
				url: options.convexUrl,
				...(fetchToken && {
					fetchToken: async (request) => {
						const token = await fetchToken(request);
						last = { token: token ?? undefined, at: Date.now() };
						const madeAt = issuedAt(last.token);
						if (madeAt !== undefined) noteTime(account, madeAt * 1_000);
						return token;
					}
				}),
				onLive,
				onFrame: () => connection.reportFrame(),
				onFailure: fail,
				onRejected: (words) =>
					end(() => {
						void import('./auth/rejected-token.js').then(
							({ explainRejection }) => reject(explainRejection(last.token, last.at, words)),
							reject
						);
					}),
				onNotUnderstood: () =>
					end(() =>
						reject(new CallError('not_understood', 'The connection ended before the answer.'))
					)
			});
			const end = (settle: () => void) => {
				over.abort();
				account.disconnect();
				backend.close();
				settle();
			};
			account.connect(backend, composing?.withComposed(backend, composedQueries, report));
			// What does not answer at all fails no attempt.
			const late = setTimeout(() => last.token && !auth.current.error && fail(), PATIENCE_MS);
			over.signal.addEventListener('abort', () => clearTimeout(late));
			signal.addEventListener('abort', () => end(resolve), { signal: over.signal });
		});
	};
	await retry(converse, { signal, retryTriggers, onFailure });
}

/** A user of whom nothing is known on this device waits for Convex, and is to know why. */
function explainFailure({ auth, convexUrl }: KeepConnectedOptions): AuthError | undefined {
	if (auth.current.status !== 'loading') return undefined;
	const advice = DEV
		? ' It is tried again. If it is so with a network too, compare the address with the one in the Convex dashboard (it ends with .convex.cloud, not with .convex.site), and look at the Content-Security-Policy of the page.'
		: '';
	return new AuthError('convex_not_reached', `Convex does not answer at ${convexUrl}.${advice}`);
}

/** As long as the connection has patience. */
const PATIENCE_MS = 5_000;

/** Weeks are to be told from days, so the servers' time need not be noted more often. */
const NOTED_EVERY_MS = 60 * 60 * 1_000;

/** Notes the time of the servers: a token has just been made. */
function noteTime({ texts }: Account, at: number): void {
	const noted = Number(texts.text(HEARD_AT) ?? 0);
	if (Math.abs(at - noted) >= NOTED_EVERY_MS) texts.setText(HEARD_AT, String(at));
}

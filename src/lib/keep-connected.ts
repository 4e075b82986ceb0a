import type { Account } from './account.svelte.js';
import { explainRejection, issuedAt } from './auth/rejected-token.js';
import { createTokenFetcher, type TokenFetcherOptions } from './auth/token.js';
import { HEARD_AT } from './heard-at.js';
import { BackendSession } from './convex/backend-session.svelte.js';
import { retry } from './recovery.js';

export interface KeepConnectedOptions extends Omit<TokenFetcherOptions, 'onFailure'> {
	account: Account;
	/** The Convex deployment's address. */
	url: string;
	/** Called when the backend starts or stops answering as the account's subject. */
	onLive: (isLive: boolean) => void;
	/** Called at everything that the backend sends. */
	onFrame: () => void;
	/** Called at each failed attempt. */
	onFailure: (error: unknown) => void;
}

/**
 * Keeps an account connected to Convex until the signal is aborted. One client lasts through every loss of
 * the network. When Convex rejects its tokens, a new client replaces it.
 *
 * @throws the signal's reason, and nothing else
 */
export async function keepConnected(options: KeepConnectedOptions): Promise<void> {
	const { account, signal, retryTriggers, onFailure } = options;
	const fetchToken = createTokenFetcher(options);
	// What delivers is loaded beside the connection: the first results do not wait for it.
	void retry(() => import('./outbox/delivery-loop.js'), { signal, retryTriggers }).then(
		({ createDeliveryLoop }) => account.outbox.deliverBy(createDeliveryLoop),
		// The account has been closed.
		() => undefined
	);
	const converse = async () => {
		let last: { token: string | undefined; at: number } = { token: undefined, at: 0 };
		const over = new AbortController();
		await new Promise<void>((resolve, reject) => {
			const session = new BackendSession({
				url: options.url,
				fetchToken: async (request) => {
					const token = await fetchToken(request);
					last = { token: token ?? undefined, at: Date.now() };
					const madeAt = issuedAt(last.token);
					if (madeAt !== undefined) noteTime(account, madeAt * 1_000);
					return token;
				},
				onLive: options.onLive,
				onFrame: options.onFrame,
				onFailure: () => onFailure(undefined),
				onRejected: () => end(() => reject(explainRejection(last.token, last.at)))
			});
			const end = (settle: () => void) => {
				over.abort();
				account.disconnect();
				session.close();
				settle();
			};
			account.connect(session);
			signal.addEventListener('abort', () => end(resolve), { signal: over.signal });
		});
	};
	await retry(converse, { signal, retryTriggers, onFailure });
}

/** Weeks are to be told from days, so the servers' time need not be noted more often. */
const NOTED_EVERY_MS = 60 * 60 * 1_000;

/** Notes the time of the servers: a token has just been made. */
function noteTime({ texts }: Account, at: number): void {
	const noted = Number(texts.text(HEARD_AT) ?? 0);
	if (Math.abs(at - noted) >= NOTED_EVERY_MS) texts.setText(HEARD_AT, String(at));
}

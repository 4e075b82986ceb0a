import { Account } from '../../src/lib/account.svelte.ts';
import { openStore } from '../../src/lib/cache/open-store.ts';
import { browserRetryTriggers } from '../../src/lib/recovery.ts';
import { deliveries } from '../../src/routes/(app)/outbox/deliveries.ts';
import { noReport } from '../../src/lib/fakes/no-report.ts';

/** Opens a user's account of the app on this browser's own storage, locks and channels, not connected. */
export async function openAccount(subject: string): Promise<Account> {
	const name = 'bench';
	const store = await openStore(name, noReport);
	return await Account.open({
		subject,
		organization: undefined,
		view: '',
		resultVersions: [],
		name,
		store,
		cache: store,
		deliveries,
		retryTriggers: browserRetryTriggers(window, navigator.serviceWorker),
		locks: navigator.locks,
		openChannel: (channel) => new BroadcastChannel(channel),
		connection: { current: 'online' },
		report: noReport,
		isOutdated: () => Promise.resolve(false),
		now: Date.now
	});
}

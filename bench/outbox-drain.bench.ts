// @vitest-environment node
import type { Browser } from '@playwright/test';
import { beforeAll } from 'vitest';
import { benchmark } from './benchmark.ts';
import { startLocalBackend, type LocalBackend } from './local-backend.ts';
import { openTogether } from './opened.ts';
import { launchBrowser, ModulePage, serveModule, type ServedModule } from './page.ts';
import type * as drain from './pages/outbox-drain.svelte.ts';
import type { Figures } from './summary.ts';

const COUNT = 200;
const SUBJECT = 'user_ada';

let served: ServedModule;
let backend: LocalBackend;
let browser: Browser;

beforeAll(() =>
	openTogether(async (closing) => {
		served = await serveModule('pages/outbox-drain.svelte.ts', closing);
		backend = await startLocalBackend({ origins: [served.url] });
		closing(() => backend.close());
		browser = await launchBrowser(closing);
	})
);

benchmark({
	name: 'outbox-drain',
	title: `${COUNT} messages written offline, delivered on reconnect`,
	contestants: {
		'raw, one by one (floor)': () => measure('sendOneByOne', { isShown: false }),
		outbox: () => measure('drainOutbox', { isShown: false }),
		"raw, in the app's list": () => measure('sendOneByOne', { isShown: true }),
		"outbox, in the app's list": () => measure('drainOutbox', { isShown: true })
	},
	against: 'raw, one by one (floor)',
	bars: [{ contestant: 'outbox', figure: 'ms', atMost: 1.3 }],
	rounds: 7,
	packages: ['convex', 'svelte', 'idb']
});

/** Delivers into a new conversation, from a new browser profile, and looks whether all has arrived. */
async function measure(
	deliver: 'sendOneByOne' | 'drainOutbox',
	screen: drain.Screen
): Promise<Figures> {
	const conversationId = await backend.addConversation();
	const token = await backend.sign(SUBJECT);
	const to = { convexUrl: backend.url, subject: SUBJECT, token, conversationId, count: COUNT };
	const ms = await ModulePage.with<typeof drain, number>(browser, served, (page) =>
		page.call(deliver, to, screen)
	);
	const bodies = await backend.bodiesOf(conversationId);
	if (bodies.join() !== [...Array(COUNT).keys()].join()) {
		throw new Error('Not every message has arrived once and in its place.');
	}
	return { ms };
}

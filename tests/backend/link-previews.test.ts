/** What a link costs, counted by the local Convex on the app's own functions. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { api } from '../../convex/_generated/api.js';
import { until } from '../../emulators/convex/testing/harness.ts';
import { startSeeded, watch } from './seeded.ts';

/** Starts a page, and returns its host. */
async function startPage(): Promise<string> {
	const page = createServer((_, response) => {
		response.setHeader('Content-Type', 'text/html').end('<title>Books</title>');
	});
	await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void page.close());
	return `127.0.0.1:${(page.address() as AddressInfo).port}`;
}

test('a preview runs again once what shows its message, and a known one nothing', async () => {
	const host = await startPage();
	const seeded = await startSeeded(
		async (as) => {
			await as('owner', 'users:store', {});
			return await as('owner', 'conversations:create', { name: 'Books' });
		},
		{ LINK_PREVIEWS: host }
	);
	const { made: conversationId, server, connect, functionsRun } = seeded;
	let shown: unknown;
	const see = (messages: { preview?: { title: string } | undefined }[]) => {
		shown = messages.map(({ preview }) => preview?.title);
	};
	const [owner, ada] = [connect('owner'), connect('ada')];
	await watch(ada, [api.messages.list, { conversationId }, see]);
	ada.onUpdate(api.messages.list, { conversationId }, see);
	await functionsRun();

	const link = { conversationId, body: `http://${host}/one` };
	await owner.mutation(api.messages.send, { ...link, clientId: 'o1' });
	await until(async () => 'linkPreviews:finish' in (await server.runs()));
	expect(await functionsRun()).toEqual({
		'messages:send': 1,
		'linkPreviews:make': 1,
		'linkPreviews:finish': 1,
		'messages:list': 2
	});
	expect(shown).toEqual(['Books']);

	await owner.mutation(api.messages.send, { ...link, clientId: 'o2' });
	expect(await functionsRun()).toEqual({ 'messages:send': 1, 'messages:list': 1 });
	expect(shown).toEqual(['Books', 'Books']);
});

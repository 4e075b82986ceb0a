import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '../offline-kit/index.ts';
import { act, appOn, untilInstalled, write } from './app.ts';
import { test as base } from './two-people.ts';

const PAGE = `<title>Own title</title>
	<meta property="og:title" content="Notes on the Analytical Engine">
	<meta property="og:description" content="What it weaves, and what it does not.">`;

/** A page on this computer, which the local Convex may ask for its preview. */
const test = base.extend<{ site: { url: string; asked: () => number } }>({
	site: async ({ servers }, use) => {
		let asked = 0;
		const server: Server = createServer((_, response) => {
			asked += 1;
			response.setHeader('Content-Type', 'text/html').end(PAGE);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
		await servers.control('convex', 'environment', { LINK_PREVIEWS: host });
		await use({ url: `http://${host}/notes`, asked: () => asked });
		await new Promise((resolve) => server.close(resolve));
	}
});

test.use({ sharesBrowser: true });

test('a link has a preview for both, also offline, until its author removes it', async ({
	site,
	ada,
	grace
}) => {
	const card = ({ page }: typeof ada) =>
		appOn(page).log.getByRole('link', { name: /^Notes on the Analytical Engine 127/ });
	await write(ada.page, `Read ${site.url}`);
	for (const one of [ada, grace]) {
		await expect(card(one)).toHaveAttribute('href', site.url);
		await expect(card(one)).toContainText('What it weaves');
	}
	await write(grace.page, `Thanks for ${site.url}#two`);
	await expect(card(ada)).toHaveCount(2);
	expect(site.asked()).toBe(1);

	await untilInstalled(ada.page);
	await ada.goOffline('black-hole');
	await ada.page.reload();
	await expect(card(ada)).toHaveCount(2);
	await act(ada.page, 'Read', 'Remove preview');
	await expect(card(ada)).toHaveCount(1);
	await ada.goOnline();
	await expect(card(grace)).toHaveCount(1);
	await expect(card(ada)).toHaveCount(1);
});

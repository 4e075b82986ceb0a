/** `npm run lighthouse`: full marks on every screen, on a phone and on a desktop. */
import { appOn, openSignedIn, send } from '../e2e/app.ts';
import { expect, test } from '../offline-kit/index.ts';
import { freePort } from '../../scripts/ports.js';
import { audit } from './audit.ts';

const PRESETS = ['mobile', 'desktop'] as const;
const FULL_MARKS = {
	scores: { accessibility: 100, 'best-practices': 100, seo: 100 },
	faults: []
};

test('Lighthouse has nothing to say against any screen', async ({
	servers,
	newDevice,
	launchOptions
}, testInfo) => {
	test.setTimeout(900_000);
	const port = await freePort();
	const args = [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`];
	const device = await newDevice({ args });
	const look = async (path: string) => {
		for (const preset of PRESETS) {
			const screen = `${path} ${preset}`;
			const file = testInfo.outputPath(`${screen.replaceAll(/\W+/g, '-')}.json`);
			const verdict = await audit(servers.url + path, port, preset, file);
			console.log(screen, verdict.scores);
			expect.soft(verdict, screen).toEqual(FULL_MARKS);
		}
	};
	await look('/sign-in');
	await openSignedIn(servers, device);
	await send(device.page, 'See https://example.com');
	const link = appOn(device.page).conversations.getByRole('link', { name: 'General' });
	const conversation = (await link.getAttribute('href')) ?? '';
	await device.page.goto('about:blank');
	for (const path of [
		conversation,
		`${conversation}/details`,
		'/conversations',
		'/new',
		'/search',
		'/settings',
		'/unsent'
	]) {
		await look(path);
	}
});

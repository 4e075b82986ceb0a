/** `npm run lighthouse`: full marks on every screen, on a phone and on a desktop. */
import { openSignedIn, send } from '../e2e/app.ts';
import { expect, test } from '../offline-kit/index.ts';
import { signedInScreens, SIGNED_OUT_SCREENS } from '../screens.ts';
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
	for (const { path } of SIGNED_OUT_SCREENS) await look(path);
	await openSignedIn(servers, device);
	await send(device.page, 'See https://example.com');
	const screens = await signedInScreens(device.page);
	await device.page.goto('about:blank');
	for (const { name, path, sameAs } of screens) {
		// It answers a wrong address, and says so.
		if (sameAs || name === 'not-found') continue;
		await look(path);
	}
});

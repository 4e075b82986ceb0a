import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { expect, test as base } from '@playwright/test';
import { ColdBrowser } from '../../bench/launch/cold-browser.ts';

/** The browser that the benchmark of a launch starts, which Playwright knows nothing of. */
const test = base.extend<{ profile: string }>({
	profile: async ({ browserName: _ }, use) => {
		const profile = await mkdtemp(join(tmpdir(), 'cold-'));
		await use(profile);
		await rm(profile, { recursive: true, force: true, maxRetries: 5 });
	}
});

/** Nothing that is opened here asks a network. */
const PROXY = 'http://127.0.0.1:9';

/** A page in which something happens after so many milliseconds. */
const pageWith = (ms: number) =>
	`data:text/html,<script>setTimeout(()=>performance.mark('done'),${ms})</script>`;

const until = `new Promise((resolve) => {
	new PerformanceObserver((list) => resolve(list.getEntries()[0].name)).observe({ type: 'mark', buffered: true });
})`;

function isRunning(pid: number | undefined): boolean {
	if (pid === undefined) throw new Error('It has never run.');
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

test('what is awaited in a page is read when it has happened, however late, also slowed', async ({
	profile
}) => {
	const browser = await ColdBrowser.launch(profile, PROXY);
	try {
		const { happened, evaluate } = await browser.open(pageWith(1_000), { until });
		expect(happened).toBe('done');
		expect(await evaluate('document.title')).toBe('');
		expect((await browser.open(pageWith(2_000), { until, times: 2 })).happened).toBe('done');
	} finally {
		await browser.close();
	}
	expect(isRunning(browser.pid)).toBe(false);
});

test('what does not happen is an error, and the browser can be closed, slowed as it is', async ({
	profile
}) => {
	const browser = await ColdBrowser.launch(profile, PROXY);
	const never = 'new Promise(() => undefined)';
	await expect(
		browser.open(pageWith(0), { until: never, times: 2, patienceMs: 500 })
	).rejects.toThrow('no answer in 500 ms');
	await browser.close();
	expect(isRunning(browser.pid)).toBe(false);
});

test('the browser ends with the process that has started it, killed or not', async ({
	profile
}) => {
	const module = pathToFileURL(join(import.meta.dirname, '../../bench/launch/cold-browser.ts'));
	const script = `
		import { ColdBrowser } from ${JSON.stringify(module.href)};
		const browser = await ColdBrowser.launch(${JSON.stringify(profile)}, '${PROXY}');
		console.log(String(browser.pid));
		await browser.open('about:blank', { until: 'new Promise(() => undefined)', times: 4 });
	`;
	const parent = spawn(
		process.execPath,
		['--import', 'tsx', '--input-type=module', '--eval', script],
		{ stdio: ['ignore', 'pipe', 'inherit'] }
	);
	const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
	const pid = Number(line);
	expect(isRunning(pid)).toBe(true);
	parent.kill('SIGKILL');
	await expect.poll(() => isRunning(pid)).toBe(false);
});

test('a browser that does not start says so, and leaves nothing', async ({ profile }) => {
	await expect(ColdBrowser.launch(profile, PROXY, '/nowhere/browser')).rejects.toThrow(
		'ended before it listened'
	);
	await expect(ColdBrowser.launch(profile, PROXY, process.execPath)).rejects.toThrow(
		'ended before it listened'
	);
});

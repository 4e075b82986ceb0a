import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { WEBKIT_PYTHON } from '../../scripts/engines.js';
import { freePort } from '../../scripts/ports.js';
import { ROOT } from '../../scripts/root.js';
import {
	callExpression,
	HIDE_AUTOMATION,
	keyActions,
	readResult,
	type EngineBrowser
} from './engine-browser.ts';

const DRIVER_WITHIN_MS = 30_000;
const WINDOW = join(ROOT, 'tests/engines/webkit-window.py');

/** Starts a WebKitGTK window on a profile: a folder, which the first start fills. */
export async function launchWebKit(driver: string, profile: string): Promise<EngineBrowser> {
	const port = await freePort();
	// A process group of its own: the driver, its screen, the window and WebKit's processes end together.
	const child = spawn('xvfb-run', ['-a', driver, `--port=${port}`], {
		stdio: 'ignore',
		detached: true
	});
	const browser = new WebKit(child, `http://127.0.0.1:${port}`);
	try {
		await browser.start(profile);
	} catch (error) {
		await browser.quit();
		throw error;
	}
	return browser;
}

class WebKit implements EngineBrowser {
	readonly #child: ChildProcess;
	readonly #driver: string;
	#session = '';

	constructor(child: ChildProcess, driver: string) {
		this.#child = child;
		this.#driver = driver;
	}

	async start(profile: string): Promise<void> {
		await this.#untilReady();
		const options = { binary: WEBKIT_PYTHON, args: [WINDOW, profile, HIDE_AUTOMATION] };
		const { sessionId } = await this.#send<{ sessionId: string }>('POST', '/session', {
			capabilities: {
				alwaysMatch: { 'webkitgtk:browserOptions': options }
			}
		});
		this.#session = `/session/${sessionId}`;
	}

	async open(url: string): Promise<void> {
		await this.#send('POST', `${this.#session}/url`, { url });
	}

	async evaluate<Args extends unknown[], Result>(
		run: (...args: Args) => Result | Promise<Result>,
		...args: Args
	): Promise<Result> {
		const script = `return ${callExpression(run, args)}`;
		return readResult(
			await this.#send('POST', `${this.#session}/execute/sync`, { script, args: [] })
		);
	}

	async type(text: string): Promise<void> {
		await this.#send('POST', `${this.#session}/actions`, { actions: keyActions(text) });
	}

	async quit(): Promise<void> {
		const { pid, exitCode, signalCode } = this.#child;
		if (pid === undefined || exitCode !== null || signalCode !== null) return;
		const gone = once(this.#child, 'exit');
		if (this.#session) await this.#send('DELETE', this.#session).catch(() => undefined);
		process.kill(-pid, 'SIGTERM');
		await gone;
	}

	async #untilReady(): Promise<void> {
		const ask = () => this.#send('GET', '/status');
		await expect(ask).toPass({ timeout: DRIVER_WITHIN_MS });
	}

	async #send<Result>(method: string, path: string, body?: object): Promise<Result> {
		const response = await fetch(this.#driver + path, { method, body: JSON.stringify(body) });
		const { value } = (await response.json()) as { value: Result };
		if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
		return value;
	}
}

import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { findBrowser } from '../../scripts/browser.js';

const ARGS = [
	'--headless=new',
	'--no-sandbox',
	'--no-first-run',
	'--remote-debugging-port=0',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--window-size=1280,720',
	// Otherwise what goes to this machine goes past the proxy.
	'--proxy-bypass-list=<-loopback>'
];

const BRAKE = fileURLToPath(new URL('brake.js', import.meta.url));

/** How long a browser gets to be done with its own start. */
const SETTLE_MS = 500;

/** How long a page is left alone before it is looked at. */
const UNDISTURBED_MS = 600;

/** What DevTools answers. */
interface Answer {
	id?: number;
	error?: { message: string };
	result?: { result?: { value?: unknown }; exceptionDetails?: { text: string } };
}

/**
 * A browser that has just started, on a profile that is there already. Nothing is attached to it while a
 * page loads: tools that follow pages and workers from their first moment hold each of them up.
 */
export class ColdBrowser {
	readonly #process: ChildProcess;
	readonly #address: string;
	#brake: ChildProcess | undefined;

	private constructor(process: ChildProcess, address: string) {
		this.#process = process;
		this.#address = address;
	}

	/** Starts it, and waits until it has settled. */
	static async launch(profile: string, proxy: string): Promise<ColdBrowser> {
		const browser = findBrowser();
		if (!browser) throw new Error('There is no browser. `npm test` gets one.');
		const args = [...ARGS, `--user-data-dir=${profile}`, `--proxy-server=${proxy}`, 'about:blank'];
		// In a process group of its own, with all of its processes.
		const process = spawnFirst(1, browser, args, {
			detached: true,
			stdio: ['ignore', 'ignore', 'pipe']
		});
		if (!process.stderr) throw new Error('The browser has no error output.');
		for await (const line of createInterface(process.stderr)) {
			const [, address] = /DevTools listening on (ws:.*)/.exec(line) ?? [];
			if (address === undefined) continue;
			process.stderr.resume();
			await wait(SETTLE_MS);
			return new ColdBrowser(process, address);
		}
		throw new Error('The browser has ended before it listened.');
	}

	/** Lets all of its processes run only one millisecond in so many. */
	async #slowDown(times: number): Promise<void> {
		const { pid } = this.#process;
		if (pid === undefined || times <= 1) return;
		const args = [BRAKE, String(pid), String(times)];
		this.#brake = spawnFirst(2, process.execPath, args, {
			stdio: ['ignore', 'inherit', 'inherit', 'ipc']
		});
		await once(this.#brake, 'message');
	}

	/** Opens an address in a tab and returns, when it is left alone for a while, what looks into it. */
	async open(url: string, times = 1): Promise<(expression: string) => Promise<unknown>> {
		await this.#slowDown(times);
		const { host } = new URL(this.#address);
		const answer = await fetch(`http://${host}/json/new?${url}`, { method: 'PUT' });
		const { webSocketDebuggerUrl } = (await answer.json()) as { webSocketDebuggerUrl: string };
		await wait(UNDISTURBED_MS * times);
		await this.#speedUp();
		return async (expression) => {
			const params = { expression, awaitPromise: true, returnByValue: true };
			const { result } = await ask(webSocketDebuggerUrl, 'Runtime.evaluate', params);
			if (result?.exceptionDetails) throw new Error(JSON.stringify(result));
			return result?.result?.value;
		};
	}

	/** Ends it. */
	async close(): Promise<void> {
		await this.#speedUp();
		const exited = once(this.#process, 'exit');
		await ask(this.#address, 'Browser.close');
		await exited;
	}

	async #speedUp(): Promise<void> {
		const brake = this.#brake;
		this.#brake = undefined;
		if (!brake) return;
		const released = once(brake, 'exit');
		brake.disconnect();
		await released;
	}
}

/** Whether this machine lets a program run before all that has no such priority: Linux does, to root. */
const canGoFirst = spawnSync('chrt', ['-r', '1', 'true']).status === 0;

/** Starts a program, where we may with a priority in real time: what else runs here is not in its way. */
function spawnFirst(priority: number, program: string, args: string[], options: SpawnOptions) {
	if (!canGoFirst) return spawn(program, args, options);
	return spawn('chrt', ['-r', String(priority), program, ...args], options);
}

async function ask(address: string, method: string, params = {}): Promise<Answer> {
	const socket = new WebSocket(address);
	try {
		await once(socket, 'open');
		socket.send(JSON.stringify({ id: 1, method, params }));
		for (;;) {
			const [data] = (await once(socket, 'message')) as [Buffer];
			const answer = JSON.parse(data.toString()) as Answer;
			if (answer.id !== 1) continue;
			if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
			return answer;
		}
	} finally {
		socket.terminate();
	}
}

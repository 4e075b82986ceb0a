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
	// Nothing is said over it: a browser that has one ends when who has started it is gone.
	'--remote-debugging-pipe',
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

/** How long a page is left alone at least before it is looked at. */
const UNDISTURBED_MS = 600;

/** What takes longer does not come any more, however slow the machine is. */
const PATIENCE_MS = 60_000;

/** How long a browser that was asked to end may take for it. */
const END_MS = 5_000;

/** What DevTools answers. */
interface Answer {
	id?: number;
	error?: { message: string };
	result?: { result?: { value?: unknown }; exceptionDetails?: { text: string } };
}

export interface OpenOptions {
	/** An expression of a promise: it resolves in the page when what is awaited has happened there. */
	until: string;
	/** All of the browser's processes run only one millisecond in so many until then. */
	times?: number;
	/** How long to wait for it, in milliseconds. */
	patienceMs?: number;
}

/** A page in which it has happened. */
export interface OpenedPage {
	/** What it has come to: what `until` resolved with. */
	happened: unknown;
	/** Looks into the page. */
	evaluate: (expression: string) => Promise<unknown>;
}

/**
 * A browser that has just started, on a profile that is there already. Nothing is attached to it while a
 * page loads: tools that follow pages and workers from their first moment hold each of them up.
 */
export class ColdBrowser {
	readonly #process: ChildProcess;
	readonly #ended: Promise<unknown>;
	#address: string | undefined;
	#brake: ChildProcess | undefined;

	private constructor(process: ChildProcess) {
		this.#process = process;
		this.#ended = once(process, 'exit');
		// What cannot be started says so where it is waited for.
		this.#ended.catch(() => undefined);
	}

	/**
	 * Starts it, and waits until it has settled.
	 *
	 * @param program the browser to start
	 */
	static async launch(
		profile: string,
		proxy: string,
		program = findBrowser()
	): Promise<ColdBrowser> {
		if (!program) throw new Error('There is no browser. `npm test` gets one.');
		const args = [...ARGS, `--user-data-dir=${profile}`, `--proxy-server=${proxy}`, 'about:blank'];
		// In a process group of its own, with all of its processes.
		const process = spawnFirst(1, program, args, {
			detached: true,
			stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe']
		});
		const browser = new ColdBrowser(process);
		try {
			await browser.#listen();
			await wait(SETTLE_MS);
			return browser;
		} catch (error) {
			await browser.close();
			throw error;
		}
	}

	/** The id of its main process, and of the group of all. */
	get pid(): number | undefined {
		return this.#process.pid;
	}

	async #listen(): Promise<void> {
		const { stderr } = this.#process;
		if (!stderr) throw new Error('The browser has no error output.');
		const lines = createInterface(stderr);
		const late = setTimeout(() => this.#kill(), PATIENCE_MS);
		for await (const line of lines) {
			const [, address] = /DevTools listening on (ws:.*)/.exec(line) ?? [];
			if (address === undefined) continue;
			this.#address = address;
			break;
		}
		clearTimeout(late);
		if (this.#address === undefined) throw new Error('The browser has ended before it listened.');
		stderr.resume();
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

	/**
	 * Opens an address in a tab, leaves it alone for a while, and waits for what is to happen in it.
	 *
	 * @throws when it does not happen
	 */
	async open(
		url: string,
		{ until, times = 1, patienceMs = PATIENCE_MS }: OpenOptions
	): Promise<OpenedPage> {
		await this.#slowDown(times);
		const { host } = new URL(this.#address ?? '');
		const answer = await fetch(`http://${host}/json/new?${url}`, { method: 'PUT' });
		const { webSocketDebuggerUrl } = (await answer.json()) as { webSocketDebuggerUrl: string };
		const evaluate = async (expression: string) => {
			const params = { expression, awaitPromise: true, returnByValue: true };
			const { result } = await ask(webSocketDebuggerUrl, 'Runtime.evaluate', params, patienceMs);
			if (result?.exceptionDetails) throw new Error(JSON.stringify(result));
			return result?.result?.value;
		};
		await wait(UNDISTURBED_MS * times);
		const happened = await evaluate(until);
		await this.#speedUp();
		return { happened, evaluate };
	}

	/** Ends it, and all of its processes, however it is. */
	async close(): Promise<void> {
		await this.#speedUp();
		const asked = this.#address && ask(this.#address, 'Browser.close', {}, END_MS);
		if (asked) await asked.catch(() => this.#kill());
		else this.#kill();
		const late = setTimeout(() => this.#kill(), END_MS);
		await this.#ended.catch(() => undefined);
		clearTimeout(late);
	}

	#kill(): void {
		const { pid, exitCode, signalCode } = this.#process;
		if (pid === undefined || exitCode !== null || signalCode !== null) return;
		process.kill(-pid, 'SIGKILL');
	}

	async #speedUp(): Promise<void> {
		const brake = this.#brake;
		this.#brake = undefined;
		if (!brake?.connected) return;
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

/** @throws when there is no answer within `patienceMs` */
async function ask(
	address: string,
	method: string,
	params: object,
	patienceMs: number
): Promise<Answer> {
	const socket = new WebSocket(address);
	const over = AbortSignal.timeout(patienceMs);
	// A browser that ends says no more.
	const gone = once(socket, 'close', { signal: over }).then((): never => {
		throw new Error(`${method}: the browser has ended the connection.`);
	});
	try {
		await Promise.race([once(socket, 'open', { signal: over }), gone]);
		socket.send(JSON.stringify({ id: 1, method, params }));
		for (;;) {
			const next = once(socket, 'message', { signal: over }) as Promise<[Buffer]>;
			const [data] = await Promise.race([next, gone]);
			const answer = JSON.parse(data.toString()) as Answer;
			if (answer.id !== 1) continue;
			if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
			return answer;
		}
	} catch (error) {
		if (over.aborted)
			throw new Error(`${method}: no answer in ${patienceMs} ms.`, { cause: error });
		throw error;
	} finally {
		gone.catch(() => undefined);
		socket.on('error', () => undefined);
		socket.terminate();
	}
}

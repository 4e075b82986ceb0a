/**
 * A server in a process of its own, to be started, stopped, killed and started again on the same port
 * and state.
 *
 * The server prints `ready <url>` when it answers; what it prints to stderr before that is why it
 * could not start. It ends by itself when the process that started it is gone (emulators/loopback.ts).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { endProcess } from './end-process.js';
import { ROOT } from './root.js';
import { SetupError } from './setup-error.js';

const READY_WITHIN_MS = 60_000;

/**
 * @typedef {object} ServerOptions
 * @property {string} name what a message calls it, such as "The local Clerk"
 * @property {string} script its main module, from the repository's folder
 * @property {NodeJS.ProcessEnv} env its whole environment
 * @property {string} [node] the Node that runs it, when it is not the one that runs us
 * @property {(line: string) => void} [onLine] told every line that it prints while it runs
 */

/** One server: stopped -> starting -> running -> ending -> stopped. */
export class ServerProcess {
	#options;
	/** @type {import('node:child_process').ChildProcess | undefined} */
	#child;
	/** @type {'stopped' | 'starting' | 'running' | 'ending'} */
	#state = 'stopped';
	#url = '';

	/**
	 * Told when the running server ends although nobody asked it to.
	 *
	 * @type {(message: string) => void}
	 */
	onUnexpectedEnd = () => {};

	/** @param {ServerOptions} options */
	constructor(options) {
		this.#options = options;
	}

	/** Where the server answers; the same after a restart. */
	get url() {
		if (!this.#url) throw new Error(`${this.#options.name} has not been started.`);
		return this.#url;
	}

	/** The id of its process, or `undefined` while it does not run. */
	get pid() {
		return this.#child?.pid;
	}

	/**
	 * Resolves with its address when it answers.
	 *
	 * @returns {Promise<string>}
	 * @throws {SetupError} with what the server said when it could not start
	 */
	async start() {
		const { name, script, env, node = process.execPath } = this.#options;
		if (this.#child) throw new Error(`${name} is ${this.#state} already.`);
		const child = spawn(node, ['--import', 'tsx', script], {
			cwd: ROOT,
			env,
			// The channel is how the server learns that this process is gone, however it went.
			stdio: ['ignore', 'pipe', 'pipe', 'ipc']
		});
		this.#child = child;
		this.#state = 'starting';
		child.once('exit', (code, signal) => {
			const wasRunning = this.#state === 'running';
			this.#child = undefined;
			this.#state = 'stopped';
			if (wasRunning) this.onUnexpectedEnd(`${name} has ended (${signal ?? `exit code ${code}`}).`);
		});
		this.#url = await this.#ready(child);
		return this.#url;
	}

	/** Lets the server close, and kills it when it has not after a few seconds. */
	async stop() {
		if (!this.#child) return;
		this.#state = 'ending';
		await endProcess(this.#child);
	}

	/** Kills the server as a crash would: it gets no chance to write or to close anything. */
	async kill() {
		if (!this.#child) return;
		this.#state = 'ending';
		const exited = once(this.#child, 'exit');
		this.#child.kill('SIGKILL');
		await exited;
	}

	/** Stops the server and starts it again. */
	async restart() {
		await this.stop();
		return this.start();
	}

	/**
	 * @param {import('node:child_process').ChildProcess} child
	 * @returns {Promise<string>}
	 */
	#ready(child) {
		const { name, onLine } = this.#options;
		return new Promise((resolve, reject) => {
			/** @type {string[]} */
			const complaints = [];
			let isReady = false;
			const timer = setTimeout(() => child.kill('SIGKILL'), READY_WITHIN_MS);
			onEachLine(child.stdout, (line) => {
				const url = /^ready (.+)$/.exec(line)?.[1];
				if (this.#state !== 'starting' || !url) return onLine?.(line);
				this.#state = 'running';
				isReady = true;
				clearTimeout(timer);
				resolve(url);
			});
			onEachLine(child.stderr, (line) => {
				if (isReady) onLine?.(line);
				else complaints.push(line);
			});
			child.once('error', reject);
			child.once('close', () => {
				clearTimeout(timer);
				reject(new SetupError(complaints.join('\n') || `${name} ended before it answered.`));
			});
		});
	}
}

/**
 * @param {import('node:stream').Readable | null} stream
 * @param {(line: string) => void} listener
 */
function onEachLine(stream, listener) {
	if (stream) createInterface({ input: stream }).on('line', listener);
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { endProcess } from '../../scripts/end-process.js';
import { BidiConnection } from './bidi.ts';
import {
	callExpression,
	HIDE_AUTOMATION,
	keyActions,
	readResult,
	type EngineBrowser
} from './engine-browser.ts';

const QUIT_WITHIN_MS = 20_000;

/** Starts Firefox on a profile: a folder, which the first start fills. */
export async function launchFirefox(program: string, profile: string): Promise<EngineBrowser> {
	const child = spawn(
		program,
		['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
		{ stdio: ['ignore', 'ignore', 'pipe'] }
	);
	try {
		const bidi = await BidiConnection.open(await bidiAddress(child));
		await bidi.send('script.addPreloadScript', {
			functionDeclaration: `() => { ${HIDE_AUTOMATION} }`
		});
		const { contexts } = await bidi.send<{ contexts: { context: string }[] }>(
			'browsingContext.getTree',
			{}
		);
		return new Firefox(child, bidi, contexts[0]?.context ?? '');
	} catch (error) {
		await endProcess(child);
		throw error;
	}
}

/** What `script.evaluate` answers. */
type Evaluated =
	| { type: 'success'; result: { value?: unknown } }
	| { type: 'exception'; exceptionDetails: { text: string } };

class Firefox implements EngineBrowser {
	readonly #child: ChildProcess;
	readonly #bidi: BidiConnection;
	readonly #context: string;

	constructor(child: ChildProcess, bidi: BidiConnection, context: string) {
		this.#child = child;
		this.#bidi = bidi;
		this.#context = context;
	}

	async open(url: string): Promise<void> {
		await this.#bidi.send('browsingContext.navigate', {
			context: this.#context,
			url,
			wait: 'interactive'
		});
	}

	async evaluate<Args extends unknown[], Result>(
		run: (...args: Args) => Result | Promise<Result>,
		...args: Args
	): Promise<Result> {
		const answer = await this.#bidi.send<Evaluated>('script.evaluate', {
			expression: callExpression(run, args),
			target: { context: this.#context },
			awaitPromise: true
		});
		if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
		return readResult(answer.result.value);
	}

	async type(text: string): Promise<void> {
		await this.#bidi.send('input.performActions', {
			context: this.#context,
			actions: keyActions(text)
		});
	}

	async quit(): Promise<void> {
		if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
		const gone = once(this.#child, 'exit');
		const timer = setTimeout(() => this.#child.kill('SIGKILL'), QUIT_WITHIN_MS);
		// It may be gone before it has answered.
		await this.#bidi.send('browser.close', {}).catch(() => undefined);
		await gone;
		clearTimeout(timer);
	}
}

/** Where Firefox says that it listens. */
function bidiAddress(child: ChildProcess): Promise<string> {
	const { stderr } = child;
	if (!stderr) throw new Error('Firefox was started without a pipe for what it says.');
	const said: string[] = [];
	return new Promise((resolve, reject) => {
		createInterface(stderr).on('line', (line) => {
			const [, url] = /^WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? [];
			if (url) resolve(url);
			else said.push(line);
		});
		child.once('error', reject);
		child.once('exit', () => reject(new Error(`Firefox has not started.\n${said.join('\n')}`)));
	});
}

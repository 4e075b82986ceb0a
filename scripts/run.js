/**
 * The way into every command of package.json: `node scripts/run.js <command> [options]`.
 *
 * It runs before anything is installed and on a Node that may be too old, so it imports nothing
 * newer than itself before it has looked at the version.
 */
import process from 'node:process';
import { PortBusyError } from '../emulators/port-busy.js';
import { ROOT } from './root.js';
import { SetupError } from './setup-error.js';

const OLDEST_NODE = [20, 19];

/**
 * @typedef {(args: string[], signal: AbortSignal) => Promise<number>} Command resolves with the exit code
 * @type {Record<string, () => Promise<{ main: Command }>>}
 */
const COMMANDS = {
	start: () => import('./commands/start.js'),
	dev: () => import('./commands/dev.js'),
	emulators: () => import('./commands/emulators.js'),
	build: () => import('./commands/build.js'),
	doctor: () => import('./commands/doctor.js'),
	codegen: () => import('./commands/codegen.js'),
	'set-env': () => import('./commands/set-env.js'),
	'convex-env': () => import('./commands/convex-env.js'),
	test: () => import('./commands/test.js'),
	'test-e2e': () => import('./commands/test-e2e.js'),
	'test-packed': () => import('./commands/test-packed.js'),
	'test-engines': () => import('./commands/test-engines.js'),
	lighthouse: () => import('./commands/lighthouse.js'),
	soak: () => import('./commands/soak.js'),
	bench: () => import('./commands/bench.js'),
	api: () => import('./commands/api.js'),
	size: () => import('./commands/size.js'),
	version: () => import('./commands/version.js'),
	emoji: () => import('./commands/emoji.js'),
	screenshots: () => import('./commands/screenshots.js'),
	pictures: async () => ({ main: (await import('./commands/screenshots.js')).pictures })
};

const [name = '', ...args] = process.argv.slice(2);
process.chdir(ROOT);
process.exitCode = await run();

/** @returns {Promise<number>} */
async function run() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
	if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
		console.error(
			`Node ${OLDEST_NODE.join('.')} or newer is needed; this is Node ${process.versions.node}.`
		);
		return 1;
	}

	const load = COMMANDS[name];
	if (!load) {
		console.error(`Which command? One of: ${Object.keys(COMMANDS).join(', ')}.`);
		return 1;
	}

	const ending = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => ending.abort());
	endWithNpm(ending);
	try {
		const { main } = await load();
		return await main(args, ending.signal);
	} catch (error) {
		if (ending.signal.aborted) return 130;
		const isExpected = error instanceof SetupError || error instanceof PortBusyError;
		console.error(isExpected ? error.message : error);
		return 1;
	}
}

/**
 * npm hands a SIGTERM on to the shell between it and us, and some shells die of it without a word to us.
 *
 * @param {AbortController} ending
 */
function endWithNpm(ending) {
	if (!process.env.npm_lifecycle_event) return;
	const shell = process.ppid;
	const watch = () => process.ppid === shell || ending.abort();
	setInterval(watch, 500).unref();
}

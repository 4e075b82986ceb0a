import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localServers } from '../../scripts/servers.js';
import { TEST_BUILD_FOLDER, testPorts } from '../../scripts/test-target.js';

/** The addresses that are in the build. */
const BUILT_FOR = testPorts(0);

/** Playwright says which of the workers that run at once this one is. */
const ports = testPorts(Number(process.env.TEST_PARALLEL_INDEX ?? 0));

/** One of the three servers. */
export type ServerName = 'app' | 'clerk' | 'convex';

const NAMES: readonly ServerName[] = ['clerk', 'convex', 'app'];

/** Another app than this repository's. */
export interface ServedApp {
	buildFolder?: string;
	/** What serves it, and the Node that runs that. */
	script?: string;
	node?: string;
}

/** The servers that the app runs on, each a process that can be killed and started again. */
export class Servers {
	readonly #servers;
	readonly #stateDir: string;

	constructor(stateDir: string, app: ServedApp = {}) {
		this.#stateDir = stateDir;
		this.#servers = localServers({
			ports,
			appPort: BUILT_FOR.app,
			stateDir,
			buildFolder: TEST_BUILD_FOLDER,
			...app,
			controls: true
		});
	}

	/** Where each of them listens, for whoever asks them without a browser. */
	readonly ports = ports;

	/** Where the browser asks for them: the addresses in the build, the same for every worker. */
	readonly builtFor = BUILT_FOR;

	/** The offline kit's option: what leads a browser from {@link builtFor} to {@link ports}. */
	readonly redirect: Readonly<Record<number, number>> = Object.fromEntries(
		NAMES.map((name) => [BUILT_FOR[name], ports[name]])
	);

	/** Where the browser finds the app. */
	readonly url = `http://localhost:${BUILT_FOR.app}`;

	/** A fixture of Playwright: servers with an empty state, from the first test to the last. */
	static async during(use: (servers: Servers) => Promise<void>, app?: ServedApp): Promise<void> {
		const servers = new Servers(await mkdtemp(join(tmpdir(), 'servers-')), app);
		await servers.start();
		await use(servers);
		await servers.stop();
	}

	/** Starts those that do not run. */
	async start(names: readonly ServerName[] = NAMES): Promise<void> {
		await Promise.all(
			names
				.filter((name) => this.#servers[name].pid === undefined)
				.map((name) => this.#servers[name].start())
		);
	}

	/** Ends servers as a power cut would; connections break. */
	async kill(names: readonly ServerName[] = NAMES): Promise<void> {
		await Promise.all(names.map((name) => this.#servers[name].kill()));
	}

	/** All is as at first: everything answers, the data is the seed. */
	async reset(): Promise<void> {
		await this.start();
		await Promise.all([this.control('clerk', 'reset'), this.control('convex', 'reset')]);
	}

	/** Runs a control of a local server (emulators/README.md). */
	async control<Result = unknown>(
		server: 'clerk' | 'convex',
		name: string,
		body: object = {}
	): Promise<Result> {
		const response = await fetch(`http://127.0.0.1:${ports[server]}/_control/${name}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body)
		});
		if (!response.ok) throw new Error(`${server} ${name}: ${await response.text()}`);
		return (await response.json()) as Result;
	}

	/** Ends them in order, and removes their data. */
	async stop(): Promise<void> {
		await Promise.all(NAMES.map((name) => this.#servers[name].stop()));
		await rm(this.#stateDir, { recursive: true, force: true });
	}
}

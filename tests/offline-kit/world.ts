/** The world of a test: the servers, and the browsers that look at them. */
import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	chromium,
	type BrowserContext,
	type BrowserContextOptions,
	type Page
} from '@playwright/test';
import { localServers } from '../../scripts/servers.js';
import { TEST_BUILD_FOLDER, testTarget } from '../../scripts/test-target.js';
import { startCaptivePortal, startSilentServer, type Impostor } from './impostors.ts';

const { ports } = testTarget();

/** One of the three servers. */
export type ServerName = 'app' | 'clerk' | 'convex';

const NAMES: readonly ServerName[] = ['clerk', 'convex', 'app'];

/** The real servers, which can be killed, and replaced by impostors on their own ports. */
export class Servers {
	readonly #servers;
	readonly #stateDir: string;
	#impostors: Impostor[] = [];

	constructor(stateDir: string, buildFolder = TEST_BUILD_FOLDER) {
		this.#stateDir = stateDir;
		this.#servers = localServers({ ports, stateDir, buildFolder, controls: true });
	}

	/** Where the app answers. */
	readonly url = `http://localhost:${ports.app}`;

	async start(names: readonly ServerName[] = NAMES): Promise<void> {
		await this.#removeImpostors();
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

	/** Kills all servers and puts others in their place that accept and never answer. */
	async replaceBySilence(): Promise<void> {
		await this.kill();
		this.#impostors = await Promise.all(Object.values(ports).map(startSilentServer));
	}

	/** Kills all servers and puts a captive portal in the place of each. */
	async replaceByCaptivePortal(): Promise<void> {
		await this.kill();
		this.#impostors = await Promise.all(Object.values(ports).map(startCaptivePortal));
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

	async stop(): Promise<void> {
		await this.#removeImpostors();
		await Promise.all(NAMES.map((name) => this.#servers[name].stop()));
		await rm(this.#stateDir, { recursive: true, force: true });
	}

	async #removeImpostors(): Promise<void> {
		await Promise.all(this.#impostors.map((one) => one.close()));
		this.#impostors = [];
	}
}

/** A browser with a profile on the disk, like an installed app's: it can be killed and started again. */
export class Device {
	readonly #options: BrowserContextOptions;
	readonly #profile: string;
	#context: BrowserContext | undefined;

	private constructor(profile: string, options: BrowserContextOptions) {
		this.#profile = profile;
		this.#options = options;
	}

	/** Starts a new browser that has never been anywhere. */
	static async create(options: BrowserContextOptions): Promise<Device> {
		const device = new Device(await mkdtemp(join(tmpdir(), 'device-')), options);
		await device.launch();
		return device;
	}

	get context(): BrowserContext {
		if (!this.#context) throw new Error('The browser is not running.');
		return this.#context;
	}

	/** The page that the browser opened with. */
	get page(): Page {
		const [page] = this.context.pages();
		if (!page) throw new Error('The browser has no page.');
		return page;
	}

	async launch(): Promise<void> {
		this.#context = await chromium.launchPersistentContext(this.#profile, this.#options);
	}

	/** Ends the browser as a crash, or a phone that needs the memory, would. */
	async kill(): Promise<void> {
		const closed = this.context.waitForEvent('close');
		const pid = await findBrowserPid(this.#profile);
		if (pid === undefined) await this.context.close();
		else process.kill(pid, 'SIGKILL');
		await closed;
		this.#context = undefined;
		// What a killed browser leaves behind, and would ask the next one about.
		await rm(join(this.#profile, 'SingletonLock'), { force: true });
	}

	/** Ends the browser as its user would. */
	async quit(): Promise<void> {
		await this.context.close();
		this.#context = undefined;
	}

	/** Kills the browser and starts it again on the same profile. */
	async relaunch(): Promise<void> {
		await this.kill();
		await this.launch();
	}

	async close(): Promise<void> {
		await this.#context?.close();
		await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
	}
}

/** Chromium notes its process in the profile that it has locked. Windows has no such note. */
async function findBrowserPid(profile: string): Promise<number | undefined> {
	try {
		const lock = await readlink(join(profile, 'SingletonLock'));
		return Number(lock.slice(lock.lastIndexOf('-') + 1));
	} catch {
		return undefined;
	}
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, BrowserType, Page } from '@playwright/test';
import { Network, type NetworkOptions } from './network.js';
import { OfflineKitError } from './offline-kit-error.js';
import type { WayOffline } from './ways-offline.js';

/** Playwright's options for a browser with a profile, without those that are the kit's to set. */
type BrowserOptions = Omit<
	NonNullable<Parameters<BrowserType['launchPersistentContext']>[1]>,
	'proxy' | 'offline'
>;

/** Playwright's options for a browser with a profile, and those of its network. */
export type DeviceOptions = BrowserOptions & NetworkOptions;

/**
 * A browser with a profile on the disk and a network of its own, like a phone with an installed app:
 * the network can be taken away, the browser killed and started again, in any order.
 *
 * ```ts
 * const device = await Device.create(chromium);
 * await device.page.goto('http://localhost:4173');
 * await device.relaunch();
 * await device.goOffline('black-hole');
 * await device.page.goto('http://localhost:4173');
 * await device.close();
 * ```
 */
export class Device {
	readonly #browserType: BrowserType;
	readonly #options: BrowserOptions;
	readonly #profile: string;
	#context: BrowserContext | undefined;
	#isSwitchedOff = false;

	/** All of the browser's connections, to take away only some of them. */
	readonly network: Network;

	private constructor(
		browserType: BrowserType,
		options: BrowserOptions,
		profile: string,
		network: Network
	) {
		this.#browserType = browserType;
		this.#options = options;
		this.#profile = profile;
		this.network = network;
	}

	/** Starts a browser that has never been anywhere. */
	static async create(
		browserType: BrowserType,
		{ redirect, ...options }: DeviceOptions = {}
	): Promise<Device> {
		const profile = await mkdtemp(join(tmpdir(), 'device-'));
		const network = await Network.start({ redirect });
		const device = new Device(browserType, options, profile, network);
		try {
			await device.launch();
		} catch (error) {
			await device.close();
			throw error;
		}
		return device;
	}

	/**
	 * The running browser.
	 *
	 * @throws {OfflineKitError} `not_running`
	 */
	get context(): BrowserContext {
		if (this.#context) return this.#context;
		throw new OfflineKitError('not_running', 'The browser has been ended. Launch it first.');
	}

	/**
	 * The first page that is open; a browser starts with one.
	 *
	 * @throws {OfflineKitError} `not_running`, or `no_page`
	 */
	get page(): Page {
		const [page] = this.context.pages();
		if (page) return page;
		throw new OfflineKitError('no_page', 'The browser has no page. Open one in its `context`.');
	}

	/** Takes the network away until {@link goOnline}, however often the browser is started meanwhile. */
	async goOffline(way: WayOffline): Promise<void> {
		this.network.takeAway(way);
		await this.#switch(way === 'switched-off');
	}

	/** Gives the network back. */
	async goOnline(): Promise<void> {
		this.network.giveBack();
		await this.#switch(false);
	}

	/** Starts the browser that was ended, on the same profile. */
	async launch(): Promise<void> {
		this.#context = await this.#browserType.launchPersistentContext(this.#profile, {
			...this.#options,
			proxy: this.network.proxy,
			offline: this.#isSwitchedOff
		});
	}

	/**
	 * Ends the browser as a crash would, or a phone that needs the memory: SIGKILL, with no time to write
	 * anything down.
	 *
	 * @throws {OfflineKitError} `not_running`, or `cannot_kill` when the browser is not Chromium
	 */
	async kill(): Promise<void> {
		const { context } = this;
		const pid = await findProcess(context);
		const closed = context.waitForEvent('close');
		process.kill(pid, 'SIGKILL');
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

	/** Ends the browser and its network, and removes the profile. */
	async close(): Promise<void> {
		await this.#context?.close();
		await this.network.close();
		await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
	}

	async #switch(isOff: boolean): Promise<void> {
		if (isOff === this.#isSwitchedOff) return;
		this.#isSwitchedOff = isOff;
		await this.#context?.setOffline(isOff);
	}
}

/** The id of the browser's main process; the others end with it. */
async function findProcess(context: BrowserContext): Promise<number> {
	const session = await context
		.browser()
		?.newBrowserCDPSession()
		.catch(() => undefined);
	const found = await session?.send('SystemInfo.getProcessInfo');
	const main = found?.processInfo.find(({ type }) => type === 'browser');
	if (main) return main.id;
	throw new OfflineKitError(
		'cannot_kill',
		'Only Chromium tells its process, and this one has not.'
	);
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserType, Page } from '@playwright/test';
import { Network, type NetworkOptions } from './network.js';
import { OfflineKitError } from './offline-kit-error.js';
import type { WayOffline } from './ways-offline.js';

/** Playwright's options for a browser with a profile, without those that are the kit's to set. */
type BrowserOptions = Omit<
	NonNullable<Parameters<BrowserType['launchPersistentContext']>[1]>,
	'proxy' | 'offline'
>;

/** Playwright's options for a window, without those that are the kit's to set. */
type WindowOptions = Omit<NonNullable<Parameters<Browser['newContext']>[0]>, 'proxy' | 'offline'>;

/** Playwright's options for a browser with a profile, and those of its network. */
export type DeviceOptions = BrowserOptions & NetworkOptions;

/** Playwright's options for a window of a running browser, and those of its network. */
export type SharedDeviceOptions = WindowOptions & NetworkOptions;

/** What the kit sets itself. */
type OwnOptions = Pick<NonNullable<Parameters<Browser['newContext']>[0]>, 'proxy' | 'offline'>;

/** Starts a browser, or opens a window of one. */
type Start = (options: OwnOptions) => Promise<BrowserContext>;

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
	readonly #start: Start;
	readonly #profile: string | undefined;
	#context: BrowserContext | undefined;
	#isSwitchedOff = false;

	/** All of the browser's connections, to take away only some of them. */
	readonly network: Network;

	private constructor(network: Network, start: Start, profile?: string) {
		this.network = network;
		this.#start = start;
		this.#profile = profile;
	}

	/** Starts a browser that has never been anywhere. */
	static async create(
		browserType: BrowserType,
		{ redirect, ...options }: DeviceOptions = {}
	): Promise<Device> {
		const network = await Network.start({ redirect });
		const profile = await mkdtemp(join(tmpdir(), 'device-'));
		const start = (own: OwnOptions) =>
			browserType.launchPersistentContext(profile, { ...options, ...own });
		return await Device.#open(new Device(network, start, profile));
	}

	/**
	 * Opens a private window of a browser that runs, with a network of its own: like a device that has
	 * never been anywhere, and there in a fraction of the time. It can be neither killed nor started
	 * again, as the browser is not its own: {@link kill}, {@link quit} and {@link launch} throw `no_profile`.
	 */
	static async share(
		browser: Browser,
		{ redirect, ...options }: SharedDeviceOptions = {}
	): Promise<Device> {
		const network = await Network.start({ redirect });
		const start = async (own: OwnOptions) => {
			const context = await browser.newContext({ ...options, ...own });
			await context.newPage();
			return context;
		};
		return await Device.#open(new Device(network, start));
	}

	static async #open(device: Device): Promise<Device> {
		try {
			await device.#launch();
			return device;
		} catch (error) {
			await device.close();
			throw error;
		}
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

	/**
	 * Starts the browser that was ended, on the same profile.
	 *
	 * @throws {OfflineKitError} `no_profile`
	 */
	async launch(): Promise<void> {
		this.#requireProfile();
		await this.#launch();
	}

	/**
	 * Ends the browser as a crash would, or a phone that needs the memory: SIGKILL, with no time to write
	 * anything down.
	 *
	 * @throws {OfflineKitError} `not_running`, `no_profile`, or `cannot_kill` when the browser is not Chromium
	 */
	async kill(): Promise<void> {
		const { context } = this;
		const profile = this.#requireProfile();
		const pid = await findProcess(context);
		const closed = context.waitForEvent('close');
		process.kill(pid, 'SIGKILL');
		await closed;
		this.#context = undefined;
		// What a killed browser leaves behind, and would ask the next one about.
		await rm(join(profile, 'SingletonLock'), { force: true });
	}

	/**
	 * Ends the browser as its user would.
	 *
	 * @throws {OfflineKitError} `not_running`, or `no_profile`
	 */
	async quit(): Promise<void> {
		this.#requireProfile();
		await this.context.close();
		this.#context = undefined;
	}

	/** Kills the browser and starts it again on the same profile; throws what {@link kill} throws. */
	async relaunch(): Promise<void> {
		await this.kill();
		await this.launch();
	}

	/** Ends the browser and its network, and removes the profile. */
	async close(): Promise<void> {
		await this.#context?.close();
		await this.network.close();
		if (this.#profile) {
			await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
		}
	}

	async #launch(): Promise<void> {
		this.#context = await this.#start({
			proxy: this.network.proxy,
			offline: this.#isSwitchedOff
		});
	}

	#requireProfile(): string {
		if (this.#profile) return this.#profile;
		throw new OfflineKitError(
			'no_profile',
			'The browser is shared with others and keeps nothing. Take a device with `sharesBrowser: false`.'
		);
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

import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { appOn } from '../e2e/app.ts';
import { Author, type Tab } from './author.ts';
import { Ledger, type Stage } from './ledger.ts';
import { planOf, type Crash, type Episode } from './plan.ts';
import { until } from './until.ts';
import { isClean, judge, type Served, type Verdict } from './verdict.ts';
import type { Glance } from './watch.ts';
import type { World } from './world.ts';

/** How long the outbox may take to empty once everything is there again. */
const DRAIN_MS = 60_000;

/** How long somebody watches what they have sent before they go on. */
const PATIENCE_MS = 3_000;

/** What has become of a seed. */
export interface Outcome {
	verdict: Verdict;
	/** Messages that were gone from a screen although nobody had removed them. */
	vanished: number[];
	/** How many messages were written, and how many a page has shown as saved. */
	written: number;
	saved: number;
	/** What crashed, and how far the change in whose middle it came was on the screen. */
	crashes: { of: Crash['of']; stage: Stage }[];
	/** How long the outbox took to empty in the end. */
	drainMs: number;
}

/** Lives through one seed's plan. */
export class SeedRun {
	readonly #world: World;
	readonly #plan: readonly Episode[];
	readonly #ledger: Ledger;
	readonly #author: Author;
	readonly #startedAt = Date.now();
	readonly #crashes: Outcome['crashes'] = [];

	/** What has been done, for whoever wants to know why it failed. */
	readonly log: string[] = [];

	constructor(world: World, seed: number) {
		this.#world = world;
		this.#plan = planOf(seed);
		this.#ledger = new Ledger(seed, () => performance.now());
		this.#author = new Author(world, this.#ledger, (what) => this.#note(what));
		world.onGlance = (page, glance) => {
			const tab = this.#author.tabs.find((one) => one.page === page);
			if (tab) this.#see(tab, glance);
		};
	}

	/** Does it all, gives everything back, and compares. */
	async run(): Promise<Outcome> {
		for (const episode of this.#plan) await this.#live(episode);
		const drainMs = await this.#recover();
		this.#world.onGlance = () => undefined;
		await this.#untilShownAsSent();
		const { written, vanished } = this.#ledger;
		return {
			verdict: await this.#judge(),
			vanished: Array.from(vanished, ({ message }) => message),
			written: written.length,
			saved: written.filter(({ savedAt }) => savedAt < Infinity).length,
			crashes: this.#crashes,
			drainMs
		};
	}

	#see(tab: Tab, glance: Glance): void {
		const before = [...this.#ledger.vanished].length;
		this.#ledger.see(tab, glance);
		for (const { message } of [...this.#ledger.vanished].slice(before)) {
			this.#note(`tab ${tab.index}: message ${message} is gone from the screen`);
		}
	}

	async #live(episode: Episode): Promise<void> {
		const { device, servers } = this.#world;
		const { tabs, network, actions, trouble, last, isReturning, crash } = episode;
		if (!this.#world.isRunning) await this.#world.launch();
		await this.#author.open(tabs);
		this.#note(`network: ${network}`);
		await (network === 'on' ? device.goOnline() : device.goOffline(network));
		for (const action of actions) await (await this.#author.prepare(action)).act();
		if (episode.isPatient && network === 'on') {
			await until(() => this.#ledger.isAllSent, PATIENCE_MS);
		}
		const { act, message, tab } = await this.#author.prepare(last);
		if (trouble) {
			this.#note(`${trouble.count} x ${trouble.control} (${trouble.ms} ms)`);
			await servers.control('convex', trouble.control, trouble);
		}
		// What is killed under them fails.
		const acting = act().catch(() => undefined);
		const returning = isReturning ? device.goOnline().catch(() => undefined) : undefined;
		await sleep(crash.afterMs);
		await this.#crash(crash, tab);
		await Promise.all([acting, returning]);
		const stage = this.#ledger.stageOf(message);
		this.#note(`crash of ${crash.of} after ${crash.afterMs} ms: message ${message} was ${stage}`);
		this.#crashes.push({ of: crash.of, stage });
	}

	async #crash({ of, downMs }: Crash, tab: Tab): Promise<void> {
		const { servers } = this.#world;
		switch (of) {
			case 'browser':
				return await this.#killBrowser();
			case 'backend':
				await servers.kill(['convex']);
				await sleep(downMs);
				return await servers.start(['convex']);
			case 'both':
				await servers.kill(['convex']);
				await sleep(downMs);
				await this.#killBrowser();
				return await servers.start(['convex']);
			case 'page':
				return await this.#author.reload(tab);
			case 'nothing':
		}
	}

	async #killBrowser(): Promise<void> {
		await this.#world.kill();
		this.#author.die();
	}

	/** Gives everything back, and waits until all has arrived by itself. */
	async #recover(): Promise<number> {
		const { device, servers, isRunning } = this.#world;
		await servers.start();
		await device.goOnline();
		this.#note('everything is there again');
		if (!isRunning) await this.#world.launch();
		const open = this.#author.tabs.map(({ conversation }) => conversation);
		await this.#author.open(open.length > 0 ? open : [0]);
		for (const tab of this.#author.tabs) await this.#author.untilLetGo(tab);
		const startedAt = performance.now();
		// What is wrong after that, the verdict says.
		await until(async () => isClean(await this.#judge()), DRAIN_MS);
		return performance.now() - startedAt;
	}

	/** The outbox is empty, and the screen has what the server has. */
	async #untilShownAsSent(): Promise<void> {
		const { page } = this.#world.device;
		for (const conversation of this.#world.conversations.keys()) {
			const address = this.#world.addressOf(conversation);
			const link = `a[href="${new URL(address).pathname}"]`;
			await appOn(page).conversations.locator(link).click();
			await expect(page).toHaveURL(address);
			const isSame = async () => {
				const served = (await this.#read())[conversation] ?? [];
				const bodies = served.flatMap(({ body, isRemoved }) => (isRemoved ? [] : [body]));
				const articles = await appOn(page).messages.allTextContents();
				const shown = articles.filter((article) => this.#ledger.own(article));
				return (
					shown.length === bodies.length &&
					bodies.every((body, at) => shown[at]?.includes(body) && shown[at].includes('Sent'))
				);
			};
			const what = `conversation ${conversation} shows all as sent`;
			await expect.poll(isSame, { timeout: DRAIN_MS, message: what }).toBe(true);
		}
	}

	async #judge(): Promise<Verdict> {
		return judge(this.#ledger, await this.#read(), this.#world.subject);
	}

	async #read(): Promise<Served[][]> {
		const { reader, conversations } = this.#world;
		return await Promise.all(conversations.map((id) => reader.read(id, this.#startedAt)));
	}

	#note(what: string): void {
		this.log.push(`${String(Date.now() - this.#startedAt).padStart(6)} ${what}`);
	}
}

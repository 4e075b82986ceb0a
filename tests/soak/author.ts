import { setTimeout as sleep } from 'node:timers/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { appOn } from '../e2e/app.ts';
import type { Ledger, Place } from './ledger.ts';
import type { Action } from './plan.ts';
import { until } from './until.ts';
import { startOf, textOf, type Words } from './words.ts';
import type { World } from './world.ts';

/** What stands in the composer is kept at every keystroke, and on the disk after so long. */
const DRAFT_MS = 1_000;

/** On one machine, what has not happened after this does not happen any more. */
const STUCK_MS = 15_000;

/** As long as nothing gets in between, a click takes much less. */
const QUICKLY = { timeout: 2_000 };

/** A page in which the author writes. */
export interface Tab extends Place {
	readonly page: Page;
	/** On these Enter was pressed, and the composer has not been seen without them. */
	pending?: Words;
	/** It was loaded, and nobody has looked into its composer. */
	isNew: boolean;
}

/** An action up to the moment in which it happens. */
export interface Prepared {
	tab: Tab;
	message: number;
	/** Presses the key or button. */
	act: () => Promise<void>;
}

/** What was typed in a conversation last. */
interface Draft {
	words: Words;
	typedAt: number;
}

/** Who writes: their hands, and what they know of their own drafts. */
export class Author {
	readonly #world: World;
	readonly #ledger: Ledger;
	readonly #note: (what: string) => void;
	readonly #drafts = new Map<number, Draft>();
	#tabs: Tab[] = [];

	constructor(world: World, ledger: Ledger, note: (what: string) => void) {
		this.#world = world;
		this.#ledger = ledger;
		this.#note = note;
	}

	/** What is open. */
	get tabs(): readonly Tab[] {
		return this.#tabs;
	}

	/** The browser is gone. */
	die(): void {
		this.#tabs = [];
		this.#giveUpFreshDrafts();
	}

	/** Opens conversations, each in its tab, and no others; what is open stays as it is. */
	async open(conversations: readonly number[]): Promise<void> {
		this.#giveUpFreshDrafts();
		const { context } = this.#world.device;
		for (const page of context.pages().slice(conversations.length)) await page.close();
		const known = this.#tabs;
		this.#tabs = [];
		for (const [index, conversation] of conversations.entries()) {
			const page = context.pages()[index] ?? (await context.newPage());
			const address = this.#world.addressOf(conversation);
			const isOpen = page.url() === address;
			const old = isOpen ? known.find((tab) => tab.page === page) : undefined;
			const tab = old ?? { page, index, conversation, isNew: true };
			this.#tabs.push(tab);
			if (!isOpen) {
				this.#note(`tab ${index}: opens conversation ${conversation}`);
				await page.goto(address, { waitUntil: 'commit' });
			}
			if (tab.isNew) await this.#resume(tab);
		}
	}

	/** Loads a tab's page again. */
	async reload(tab: Tab): Promise<void> {
		this.#giveUpFreshDrafts();
		tab.isNew = true;
		delete tab.pending;
		await tab.page.reload({ waitUntil: 'commit' });
	}

	/** Does all of an action that comes before the key or button by which it happens. */
	async prepare(action: Action): Promise<Prepared> {
		const tab = this.#tabs[action.tab % this.#tabs.length];
		if (!tab) throw new Error('No tab is open.');
		await tab.page.bringToFront();
		const isHasty = action.isHasty && action.do === 'write' && tab.pending?.version === 0;
		if (!isHasty) await this.untilLetGo(tab);

		const candidates = this.#ledger.changeable(tab.conversation);
		const message = candidates[action.pick % candidates.length];
		if (action.do === 'write' || message === undefined) {
			const words = this.#ledger.write(tab);
			await this.#type(tab, words, action.thinkMs);
			const times = action.isDouble ? 2 : 1;
			return { tab, message: words.message, act: () => this.#press(tab, words, times) };
		}
		if (action.do === 'remove') {
			await this.#openMenu(tab, message, 'Delete');
			return { tab, message, act: () => this.#remove(tab, message) };
		}
		await this.#choose(tab, message, 'Edit');
		const words = this.#ledger.rewrite(message);
		await this.#type(tab, words, action.thinkMs);
		return { tab, message, act: () => this.#press(tab, words, 1) };
	}

	/** Waits until what was sent last has left the composer. */
	async untilLetGo(tab: Tab): Promise<void> {
		if (!tab.pending) return;
		const text = textOf(tab.pending);
		const { composer } = appOn(tab.page);
		await expect(composer, `${text} leaves the composer`).not.toHaveValue(text, {
			timeout: STUCK_MS
		});
		delete tab.pending;
	}

	/** Looks what a new page has in its composer, and sends what was to be sent. */
	async #resume(tab: Tab): Promise<void> {
		const { composer } = appOn(tab.page);
		// What was painted before the app ran answers nothing.
		await expect(composer).toBeEnabled({ timeout: STUCK_MS });
		await this.#untilDraftIsThere(tab);
		const text = await composer.inputValue();
		const words = this.#ledger.own(text);
		tab.isNew = false;
		if (words && !this.#isShared(tab) && !this.#ledger.isRemoved(words.message)) {
			this.#note(`tab ${tab.index}: finds ${text} in the composer`);
			await this.#press(tab, words, 1);
			await this.untilLetGo(tab);
		} else if (text !== '') {
			await composer.press('Escape');
		}
	}

	/** What was typed is kept as a message, or else stands in the composer. */
	async #untilDraftIsThere({ page, conversation }: Tab): Promise<void> {
		const words = this.#drafts.get(conversation)?.words;
		if (!words || this.#ledger.isRemoved(words.message)) return;
		const text = textOf(words);
		const isThere = async () =>
			this.#ledger.isKept(words) || (await appOn(page).composer.inputValue()) === text;
		if (!(await until(isThere, STUCK_MS))) {
			throw new Error(`${text} is lost: it stood in the composer, and was not sent.`);
		}
		this.#drafts.delete(conversation);
	}

	/** What was typed only just now may go with a page. */
	#giveUpFreshDrafts(): void {
		for (const [conversation, { typedAt }] of this.#drafts) {
			if (performance.now() - typedAt < DRAFT_MS) this.#drafts.delete(conversation);
		}
	}

	/** Whether another tab has the same conversation: the two have one draft, the last written down. */
	#isShared(tab: Tab): boolean {
		return this.#tabs.some((one) => one !== tab && one.conversation === tab.conversation);
	}

	async #type(tab: Tab, words: Words, thinkMs: number): Promise<void> {
		await appOn(tab.page).composer.fill(textOf(words));
		const { conversation } = tab;
		if (this.#isShared(tab)) this.#drafts.delete(conversation);
		else this.#drafts.set(conversation, { words, typedAt: performance.now() });
		await sleep(thinkMs);
	}

	async #press(tab: Tab, words: Words, times: number): Promise<void> {
		this.#note(`tab ${tab.index}: sends ${textOf(words)}${times > 1 ? ', twice' : ''}`);
		this.#ledger.press(words, tab);
		tab.pending = words;
		const { composer } = appOn(tab.page);
		await Promise.all(Array.from({ length: times }, () => composer.press('Enter')));
	}

	async #remove(tab: Tab, message: number): Promise<void> {
		this.#note(`tab ${tab.index}: removes message ${message}`);
		this.#ledger.remove(message, tab);
		await this.#choose(tab, message, 'Delete');
		const article = this.#article(tab, message);
		await expect(article, `message ${message} goes`).toHaveCount(0, { timeout: STUCK_MS });
	}

	/** Chooses one of the things that a message offers to do with it. */
	async #choose(tab: Tab, message: number, name: string): Promise<void> {
		const choose = async () => {
			if (tab.page.isClosed()) return;
			await (await this.#openMenu(tab, message, name)).click(QUICKLY);
		};
		// What arrives just now may move the message away from under the hand.
		await expect(choose).toPass({ timeout: STUCK_MS });
	}

	async #openMenu(tab: Tab, message: number, name: string): Promise<Locator> {
		const menu = tab.page.getByRole('menu', { name: 'Message actions' });
		const button = menu.getByRole('menuitem', { name, exact: true });
		if (!(await button.isVisible())) {
			const article = this.#article(tab, message);
			await article.hover(QUICKLY);
			await article.getByRole('button', { name: 'More' }).click(QUICKLY);
		}
		return button;
	}

	#article({ page }: Tab, message: number): Locator {
		return appOn(page).message(startOf({ seed: this.#ledger.seed, message }));
	}
}

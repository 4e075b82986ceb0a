import { untrack } from 'svelte';
import type { Key } from './key-value-store.js';
import type { SharedTexts, UserTextsOptions } from './shared-texts.svelte.js';

/**
 * The small texts of one subject: drafts, the conversation that was open last. All tabs share them. The
 * disk has the truth, and what was written last counts: a change made in another tab arrives here, unless
 * this tab has written the same text since.
 */
export class UserTexts {
	readonly #options: UserTextsOptions;
	#texts = $state.raw<ReadonlyMap<string, string>>(new Map());
	/** Stores texts, and shares them with other tabs. Its code is loaded a moment after the launch. */
	#shared = $state.raw<SharedTexts | undefined>();
	/** What was set before. */
	readonly #early = new Set<string>();
	#isClosed = false;

	private constructor(options: UserTextsOptions) {
		this.#options = options;
	}

	/** Opens a subject's texts and reads them, so that later they are available at once. */
	static async open(options: UserTextsOptions): Promise<UserTexts> {
		const texts = new UserTexts(options);
		for (const [name, text] of await options.store.list(texts.#key())) texts.#adopt(name, text);
		// Without that code, as in an old tab after an update, the texts of this tab are stored as they are.
		void texts.#share().catch((error: unknown) => options.report('module_not_loaded', error));
		return texts;
	}

	/** A text as it was set last, in any tab. Reactive. */
	text(name: string): string | undefined {
		return this.#texts.get(name);
	}

	/** Stores a text, and tells the other tabs; `undefined` deletes it. */
	setText(name: string, text: string | undefined): void {
		untrack(() => {
			if (!this.#adopt(name, text) || this.#isClosed) return;
			if (this.#shared) return void this.#shared.keep(name);
			this.#early.add(name);
			void this.#options.store.put(this.#key(name), text);
		});
	}

	/**
	 * Whether a text survives the page, as far as is known: `false` after the device could not store what was
	 * set last. Reactive.
	 */
	isKept(name: string): boolean {
		return this.#shared?.isKept(name) ?? true;
	}

	/** Reads all texts again: a tab that was frozen, or has no channel, has not heard of changes. */
	async refresh(): Promise<void> {
		await this.#shared?.refresh();
	}

	/** Writes nothing from now on: wiped data must not come back. */
	close(): void {
		this.#isClosed = true;
		this.#shared?.close();
	}

	async #share(): Promise<void> {
		const { shareTexts } = await import('./shared-texts.svelte.js');
		if (this.#isClosed) return;
		this.#shared = shareTexts(this.#options, {
			key: (...name) => this.#key(...name),
			text: (name) => this.#texts.get(name),
			names: () => this.#texts.keys(),
			adopt: (name, text) => this.#adopt(name, text)
		});
		for (const name of this.#early) void this.#shared.keep(name);
		await this.refresh();
	}

	/** Takes over a text, and says whether it is another one; what is no text deletes it. */
	#adopt(name: string, text: unknown): boolean {
		const texts = new Map(this.#texts);
		if (typeof text === 'string') texts.set(name, text);
		else texts.delete(name);
		const isOther = texts.get(name) !== this.#texts.get(name);
		if (isOther) this.#texts = texts;
		return isOther;
	}

	#key(...name: string[]): Key {
		return ['user', this.#options.subject, 'text', ...name];
	}
}

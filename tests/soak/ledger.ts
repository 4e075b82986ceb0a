import type { Glance } from './watch.ts';
import { textOf, wordsIn, type Words } from './words.ts';

/** How far a message's last change was when the page last showed it. */
export type Stage = 'not shown' | 'saved' | 'sending' | 'sent' | 'held' | 'not sent';

/** One wish of the author's for a message: a text, or that it is gone. */
export interface Change {
	version: number | 'removed';
	/** Whether a page has shown that it is kept. */
	isSaved: boolean;
}

/** A message that was written, and what was shown of it. */
export interface Written {
	readonly message: number;
	readonly conversation: number;
	/** Where it was sent from last. */
	tab: number;
	/** In the order in which they were asked for; the first is what was written. */
	readonly changes: Change[];
	firstPress: number;
	lastPress: number;
	/** From then on a page had shown that it is kept. */
	savedAt: number;
	shown: { version: number; stage: Stage } | undefined;
}

/** What one load of a page has on its screen. */
interface Screen {
	load: number;
	composer: string;
	messages: ReadonlySet<number>;
	/** The texts on which Enter was pressed in it. */
	readonly pressed: Set<string>;
	/** The messages that were removed in it. */
	readonly removed: Set<number>;
}

/** A tab, by its place among the tabs, and the conversation that is open in it. */
export interface Place {
	readonly index: number;
	readonly conversation: number;
}

/** What an article says of each stage. */
const STAGES: readonly [string, Stage][] = [
	['Saved on this device', 'saved'],
	['Sending', 'sending'],
	['Not sent', 'not sent'],
	['Held', 'held'],
	['Sent', 'sent']
];

const KEPT: readonly Stage[] = ['saved', 'sending', 'sent'];

/** What one seed's author has asked for, and what the pages have shown of it. */
export class Ledger {
	readonly seed: number;
	readonly #now: () => number;
	readonly #written: Written[] = [];
	readonly #orders = new Map<string, [Written, Written]>();
	readonly #vanished = new Set<Written>();
	readonly #screens = new Map<number, Screen>();

	constructor(seed: number, now: () => number) {
		this.seed = seed;
		this.#now = now;
	}

	/** All messages in the order of writing. */
	get written(): readonly Written[] {
		return this.#written;
	}

	/** Messages of which some page showed the first above the second. */
	get orders(): Iterable<readonly [Written, Written]> {
		return this.#orders.values();
	}

	/** Messages that went from the screen although nobody had removed them. */
	get vanished(): Iterable<Written> {
		return this.#vanished;
	}

	/** The words of a new message. */
	write({ index, conversation }: Place): Words {
		const message = this.#written.length + 1;
		this.#written.push({
			...{ message, conversation, tab: index },
			changes: [{ version: 0, isSaved: false }],
			...{ firstPress: Infinity, lastPress: Infinity, savedAt: Infinity },
			shown: undefined
		});
		return { seed: this.seed, message, version: 0 };
	}

	/** New words for a message. */
	rewrite(message: number): Words {
		const texts = this.#find(message).changes.filter(({ version }) => version !== 'removed');
		return { seed: this.seed, message, version: texts.length };
	}

	/** Enter is about to be pressed on a text. */
	press(words: Words, { index }: Place): void {
		const written = this.#find(words.message);
		if (words.version === 0) {
			written.firstPress = Math.min(written.firstPress, this.#now());
			written.lastPress = this.#now();
			written.tab = index;
		} else {
			written.changes.push({ version: words.version, isSaved: false });
		}
		this.#screens.get(index)?.pressed.add(textOf(words));
	}

	/** A message is about to be removed. */
	remove(message: number, { index }: Place): void {
		this.#find(message).changes.push({ version: 'removed', isSaved: false });
		this.#screens.get(index)?.removed.add(message);
	}

	/** The messages of a conversation that can be edited or removed. */
	changeable(conversation: number): number[] {
		return this.#written
			.filter((one) => one.conversation === conversation && one.savedAt < Infinity)
			.filter((one) => !isRemoved(one))
			.map(({ message }) => message);
	}

	/** Whether its author has asked for a message to be gone. */
	isRemoved(message: number): boolean {
		return isRemoved(this.#find(message));
	}

	/** Whether all was sent when it was last shown. */
	get isAllSent(): boolean {
		return this.#written.every((one) => isRemoved(one) || this.stageOf(one.message) === 'sent');
	}

	/** Whether a page has shown that a text is kept, or one that was asked for later. */
	isKept({ message, version }: Words): boolean {
		const { changes } = this.#find(message);
		const since = changes.findIndex((one) => one.version === version);
		return since >= 0 && changes.slice(since).some(({ isSaved }) => isSaved);
	}

	/** How far the last change of a message was when a page last showed it. */
	stageOf(message: number): Stage {
		const { changes, shown } = this.#find(message);
		const last = changes.at(-1);
		if (last?.version === 'removed') return last.isSaved ? 'saved' : 'not shown';
		return shown && shown.version === last?.version ? shown.stage : 'not shown';
	}

	/** The words of this seed in a text. */
	own(text: string): Words | undefined {
		const words = wordsIn(text);
		return words?.seed === this.seed ? words : undefined;
	}

	/** Takes note of what a tab shows. */
	see({ index, conversation }: Place, { load, composer, articles }: Glance): void {
		const before = this.#screens.get(index);
		const messages = new Set<number>();
		for (const article of articles) {
			const words = this.#seeArticle(article);
			if (!words) continue;
			for (const above of messages) this.#seeOrder(above, words.message);
			messages.add(words.message);
		}
		if (before?.load !== load) {
			this.#screens.set(index, {
				load,
				composer,
				messages,
				pressed: new Set(),
				removed: new Set()
			});
			return;
		}
		if (articles.length > 0) {
			for (const message of before.messages) {
				if (!messages.has(message)) this.#seeGone(message, before.removed.has(message));
			}
		}
		const sent = composer === '' && before.pressed.has(before.composer);
		const words = sent ? this.own(before.composer) : undefined;
		if (words && this.#find(words.message).conversation === conversation) this.#seeKept(words);
		this.#screens.set(index, { ...before, composer, messages });
	}

	#seeArticle(article: string): Words | undefined {
		const words = this.own(article);
		if (!words) return undefined;
		const stage = STAGES.find(([text]) => article.includes(text))?.[1] ?? 'not shown';
		this.#find(words.message).shown = { version: words.version, stage };
		if (KEPT.includes(stage)) this.#seeKept(words);
		return words;
	}

	#seeOrder(above: number, below: number): void {
		this.#orders.set(`${above} ${below}`, [this.#find(above), this.#find(below)]);
	}

	#seeGone(message: number, isRemovedHere: boolean): void {
		const written = this.#find(message);
		const removal = written.changes.find(({ version }) => version === 'removed');
		if (!removal) this.#vanished.add(written);
		else if (isRemovedHere) removal.isSaved = true;
	}

	#seeKept({ message, version }: Words): void {
		const written = this.#find(message);
		written.savedAt = Math.min(written.savedAt, this.#now());
		// Of several times that a text was asked for, what is shown proves the first.
		const change = written.changes.find((one) => one.version === version);
		if (change) change.isSaved = true;
	}

	#find(message: number): Written {
		const written = this.#written[message - 1];
		if (!written) throw new Error(`Nobody has written message ${message}.`);
		return written;
	}
}

/** Whether its author has asked for a message to be gone. */
export function isRemoved({ changes }: Written): boolean {
	return changes.some(({ version }) => version === 'removed');
}

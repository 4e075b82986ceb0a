import { beforeEach, describe, expect, it } from 'vitest';
import { Ledger } from './ledger.ts';
import { judge, type Served } from './verdict.ts';
import { textOf, type Words } from './words.ts';

const AUTHOR = 'user_ada';
const here = { index: 0, conversation: 0 };
const there = { index: 1, conversation: 0 };

let nowMs: number;
let ledger: Ledger;

beforeEach(() => {
	nowMs = 0;
	ledger = new Ledger(7, () => nowMs++);
});

/** Writes a message and presses Enter. */
function write(place = here): Words {
	const words = ledger.write(place);
	ledger.press(words, place);
	return words;
}

/** A page shows these messages. */
function show(articles: [Words, string][], { place = here, composer = '', load = 1 } = {}): void {
	const texts = articles.map(([words, state]) => `${textOf(words)} 9:00 ${state}`);
	ledger.see(place, { load, composer, articles: texts });
}

function served(...messages: Words[]): Served[] {
	return messages.map((words) => ({ body: textOf(words), authorId: AUTHOR, isRemoved: false }));
}

const trace: Served = { body: '', authorId: AUTHOR, isRemoved: true };

/** The kinds of what is wrong. */
function problems(...messages: Served[]): string[] {
	const verdict = judge(ledger, [messages, []], AUTHOR);
	return Object.entries(verdict).flatMap(([kind, found]: [string, string[]]) =>
		found.map(() => kind)
	);
}

describe('a message', () => {
	it.each(['Saved on this device', 'Sending', 'Sent'])('shown as "%s" must arrive', (state) => {
		const words = write();
		show([[words, state]]);
		expect(problems()).toEqual(['lost']);
		expect(problems(...served(words))).toEqual([]);
	});

	it('that was never shown as saved may arrive or not', () => {
		const words = write();
		expect(problems()).toEqual([]);
		expect(problems(...served(words))).toEqual([]);
	});

	it('must arrive when it has left the composer after Enter', () => {
		const words = ledger.write(here);
		show([]);
		show([], { composer: textOf(words) });
		ledger.press(words, here);
		show([]);
		expect(problems()).toEqual(['lost']);
	});

	it('need not arrive when a reload has emptied the composer', () => {
		const words = ledger.write(here);
		show([], { composer: textOf(words) });
		ledger.press(words, here);
		show([], { load: 2 });
		expect(problems()).toEqual([]);
	});

	it('need not arrive when its author has typed over it', () => {
		const words = ledger.write(here);
		show([], { composer: textOf(words) });
		ledger.press(words, here);
		show([], { composer: 'Something else' });
		expect(problems()).toEqual([]);
	});

	it('must be there once', () => {
		const words = write();
		expect(problems(...served(words, words))).toEqual(['duplicated']);
	});

	it('must be there as its author’s', () => {
		const words = write();
		const [message] = served(words);
		expect(problems({ body: '', isRemoved: false, ...message, authorId: 'user_grace' })).toEqual([
			'lost'
		]);
	});

	it('of another seed comes too late', () => {
		const words = { seed: 6, message: 1, version: 0 };
		expect(problems(...served(words))).toEqual(['duplicated']);
	});

	it('that goes from the screen by itself is noticed', () => {
		const [first, second] = [write(), write()];
		show([
			[first, 'Sent'],
			[second, 'Sent']
		]);
		show([[first, 'Sent']]);
		expect(Array.from(ledger.vanished, ({ message }) => message)).toEqual([second.message]);
	});
});

describe('the order', () => {
	it('is the one in which a page has shown them', () => {
		const [first, second] = [write(here), write(there)];
		show([
			[second, 'Sent'],
			[first, 'Sent']
		]);
		expect(problems(...served(second, first))).toEqual([]);
		expect(problems(...served(first, second))).toEqual(['reordered']);
	});

	it('is the one in which Enter was pressed in one tab', () => {
		const [first, second] = [write(), write()];
		expect(problems(...served(second, first))).toEqual(['reordered']);
	});

	it('does not matter between tabs that have not seen each other’s', () => {
		const [first, second] = [write(here), write(there)];
		expect(problems(...served(second, first))).toEqual([]);
	});

	it('holds between tabs when one was saved before the other was sent', () => {
		const first = write(here);
		show([[first, 'Saved on this device']]);
		const second = write(there);
		expect(problems(...served(second, first))).toEqual(['reordered']);
	});
});

describe('an edit', () => {
	it('that was shown as saved holds, or a later one', () => {
		const words = write();
		const edited = ledger.rewrite(words.message);
		ledger.press(edited, here);
		show([[edited, 'Saved on this device']]);
		const later = ledger.rewrite(words.message);
		ledger.press(later, here);
		expect(problems(...served(words))).toEqual(['undone']);
		expect(problems(...served(edited))).toEqual([]);
		expect(problems(...served(later))).toEqual([]);
	});
});

describe('a deletion', () => {
	it('that was shown holds', () => {
		const words = write();
		show([[words, 'Sent']]);
		ledger.remove(words.message, here);
		ledger.see(here, { load: 1, composer: '', articles: ['You deleted this message'] });
		expect(problems(...served(words))).toEqual(['undone']);
		expect(problems(trace)).toEqual([]);
		expect(problems()).toEqual([]);
	});

	it('that was asked for and not shown may hold or not', () => {
		const words = write();
		show([[words, 'Sent']]);
		ledger.remove(words.message, here);
		expect(problems(...served(words))).toEqual([]);
		expect(problems(trace)).toEqual([]);
	});

	it('is not shown by what another load of the page does not show', () => {
		const words = write();
		show([[words, 'Sent']]);
		ledger.remove(words.message, here);
		show([[words, 'Sent']], { load: 2 });
		ledger.see(here, { load: 2, composer: '', articles: ['Hello'] });
		expect(problems(...served(words))).toEqual([]);
	});

	it('leaves one trace at most', () => {
		const words = write();
		ledger.remove(words.message, here);
		expect(problems(trace, trace)).toEqual(['duplicated']);
	});
});

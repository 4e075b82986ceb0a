import { afterEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { messageOf, offlineAccount } from '../../../../tests/components/messages';
import { mount } from '../../../../tests/components/mount';
import { ADA } from '../../../../tests/components/world';
import type { MessageView } from '../model/message';
import MessageList from './MessageList.svelte';

const PHONE = [390, 844] as const;

/** The first message's time; each further one is half a minute later. */
const FIRST_AT = Date.UTC(2026, 2, 6, 10, 32);

/** A message with a number, of one to six lines' length: each third one is Ada's. */
const numbered = (number: number) =>
	messageOf(number, {
		...(number % 3 === 0 && { author: 'Ada Lovelace', authorId: ADA }),
		body: `Message ${number}. ${'A few words more than before. '.repeat(number % 12)}`.trim(),
		sentAt: FIRST_AT + number * 30_000
	});

/** The list in a pane as high as the window, with so many messages. */
async function open(count: number) {
	const messages = Array.from({ length: count }, (_, index) => numbered(index + 1));
	const screen = await mount(MessageList, { messages }, await offlineAccount());
	// It comes with the first scrolling, in its own time.
	await import('./scroll-watcher');
	const scroller = screen.getByRole('group', { name: 'Messages, scrollable' }).element();
	return { ...screen, messages, scroller };
}

/** Waits until what was changed is laid out, answered and painted. */
async function settle(): Promise<void> {
	for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
}

/** Scrolls up from the end. */
async function scrollTo(scroller: Element, fromEnd: number): Promise<void> {
	scroller.scrollTop = -fromEnd;
	await settle();
}

/** The message in the middle of the scroller. */
function inTheMiddle(scroller: Element): string | undefined {
	const { top, height } = scroller.getBoundingClientRect();
	const middle = top + height / 2;
	const articles = [...scroller.querySelectorAll('article')];
	const element = articles.find((one) => one.getBoundingClientRect().bottom > middle);
	return /Message \d+\./.exec(element?.textContent ?? '')?.[0];
}

afterEach(async () => {
	document.documentElement.style.fontSize = '';
	await page.viewport(...PHONE);
});

describe('the message in the middle of the screen stays there', () => {
	const CHANGES: [string, () => Promise<void>][] = [
		['when the phone is turned', () => page.viewport(844, 390)],
		['when the window is made wide', () => page.viewport(1280, 844)],
		['when the window is made narrow', () => page.viewport(320, 844)],
		['when a keyboard opens', () => page.viewport(390, 450)],
		[
			'when the text grows',
			() => Promise.resolve(void (document.documentElement.style.fontSize = '200%'))
		],
		[
			'when the text shrinks',
			() => Promise.resolve(void (document.documentElement.style.fontSize = '70%'))
		]
	];
	// Where as much is below the middle as the largest window shows, and where messages below are not drawn.
	const PLACES = [2_600, 9_000];

	test.each(CHANGES)('%s', async (_how, change) => {
		for (const fromEnd of PLACES) {
			const { scroller, unmount } = await open(160);
			for (let done = 0; done < fromEnd; done += 700) await scrollTo(scroller, done);
			await scrollTo(scroller, fromEnd);
			const before = inTheMiddle(scroller);
			await change();
			await settle();
			expect(inTheMiddle(scroller), `${fromEnd} px from the end`).toBe(before);
			document.documentElement.style.fontSize = '';
			await page.viewport(...PHONE);
			await settle();
			expect(inTheMiddle(scroller), `back, ${fromEnd} px from the end`).toBe(before);
			await unmount();
		}
	});

	test('while the window is changed from frame to frame', async () => {
		const { scroller, frame } = await open(160);
		await scrollTo(scroller, 700);
		await scrollTo(scroller, 1_400);
		const before = inTheMiddle(scroller);
		for (let width = 390; width > 250; width -= 10) {
			frame.style.width = `${width}px`;
			await new Promise(requestAnimationFrame);
		}
		await settle();
		expect(inTheMiddle(scroller)).toBe(before);
	});
});

test('previews that come below and above leave the message in the middle where it is', async () => {
	const withLinks = (messages: MessageView[], preview?: { title: string }) =>
		messages.map((message) => {
			const url = `https://books.org/${message.clientId}`;
			const body = `${message.body} ${url}`;
			return { ...message, body, ...(preview && { preview: { url, ...preview } }) };
		});
	const { messages, scroller, update, getByRole } = await open(80);
	await update({ messages: withLinks(messages) });
	await expect.element(getByRole('link').last()).toBeVisible();
	await scrollTo(scroller, 700);
	await scrollTo(scroller, 1_400);
	const middle = inTheMiddle(scroller);
	const top = () =>
		[...scroller.querySelectorAll('article')]
			.find((one) => one.textContent?.includes(`${middle} `))
			?.getBoundingClientRect().top;
	const before = top();
	await update({ messages: withLinks(messages, { title: 'A book' }) });
	await settle();
	expect(scroller.querySelectorAll('.preview').length).toBeGreaterThan(4);
	expect(Math.abs((top() ?? 0) - (before ?? 0))).toBeLessThan(30);
	expect(inTheMiddle(scroller)).toBe(middle);
});

test('at the newest end the newest stays, whatever changes', async () => {
	const { scroller } = await open(80);
	await settle();
	const newest = () => [...scroller.querySelectorAll('article')].at(-1);
	const isShown = () => {
		const gap =
			scroller.getBoundingClientRect().bottom - (newest()?.getBoundingClientRect().bottom ?? 0);
		return newest()?.textContent?.includes('Message 80.') && gap >= 0 && gap < 40;
	};
	const sizes = [
		[844, 390],
		[1280, 844],
		[390, 450]
	] as const;
	for (const [width, height] of sizes) {
		await page.viewport(width, height);
		await settle();
		expect(isShown(), `${width} x ${height}`).toBe(true);
	}
	document.documentElement.style.fontSize = '200%';
	await settle();
	expect(isShown()).toBe(true);
});

test('a message that comes while one reads above does not move what is in the middle', async () => {
	const { scroller, messages, update } = await open(80);
	await scrollTo(scroller, 700);
	await scrollTo(scroller, 1_400);
	const before = inTheMiddle(scroller);
	const top = () =>
		[...scroller.querySelectorAll('article')]
			.find((one) => one.textContent?.includes(before ?? 'none'))
			?.getBoundingClientRect().top;
	const topBefore = top();
	await update({ messages: [...messages, numbered(81), numbered(82)] });
	await settle();
	expect(top()).toBeCloseTo(topBefore ?? 0, 0);
});

test('for paper, all messages are drawn, with the dates of their days', async () => {
	const { scroller } = await open(160);
	expect(scroller.querySelectorAll('article').length).toBeLessThan(100);
	dispatchEvent(new Event('beforeprint'));
	expect(scroller.querySelectorAll('article')).toHaveLength(160);
	expect(scroller.querySelector('h2')?.textContent).toContain('March 6, 2026');
	dispatchEvent(new Event('afterprint'));
	expect(scroller.querySelectorAll('article').length).toBeLessThan(100);
});

describe('what is copied', () => {
	/** Selects from one message to another, and copies. */
	async function copy(root: Element, from: string, to: string, offsets?: [number, number]) {
		// The code that does it comes with the first selection.
		document.dispatchEvent(new Event('selectstart'));
		await import('./copy-messages');
		await settle();
		const textOf = (text: string) =>
			[...root.querySelectorAll('article')].find((one) => one.textContent?.includes(text));
		const [first, last] = [textOf(from), textOf(to)];
		if (!first || !last) throw new Error('There is no such message.');
		const selection = document.getSelection();
		if (offsets) {
			const [text] = first.querySelector('.body span')?.childNodes ?? [];
			if (text) selection?.setBaseAndExtent(text, offsets[0], text, offsets[1]);
		} else selection?.setBaseAndExtent(first, 0, last, last.childNodes.length);
		const event = new ClipboardEvent('copy', {
			clipboardData: new DataTransfer(),
			bubbles: true,
			cancelable: true
		});
		last.dispatchEvent(event);
		return { text: event.clipboardData?.getData('text/plain'), isOurs: event.defaultPrevented };
	}
	const clock = (number: number) =>
		new Intl.DateTimeFormat('en', { timeStyle: 'short' }).format(numbered(number).sentAt);

	test('of several messages says who wrote each, and when, in their order', async () => {
		const { frame, getByText } = await open(24);
		const { text } = await copy(frame, 'Message 12.', 'Message 14.');
		const head = (name: string, number: number) => `${name}, ${clock(number)}`;
		expect(text).toBe(
			[
				`${head('Ada Lovelace', 12)}\n${numbered(12).body}`,
				`${head('Grace Hopper', 13)}\n${numbered(13).body}`,
				`${head('Grace Hopper', 14)}\n${numbered(14).body}`
			].join('\n\n')
		);
		// A screen reader goes on reading the state.
		await expect.element(getByText('Sent').first()).toBeInTheDocument();
	});

	test('of one message is its text alone', async () => {
		const { frame } = await open(24);
		expect(await copy(frame, 'Message 12.', 'Message 12.')).toEqual({
			text: numbered(12).body,
			isOurs: true
		});
	});

	test('of a message with a preview is without it, also inside the text', async () => {
		const { frame, messages, update, getByRole } = await open(3);
		const body = 'Message 2. https://books.org/';
		const preview = { url: 'https://books.org/', title: 'A book' };
		await update({
			messages: messages.map((one, at) => (at === 1 ? { ...one, body, preview } : one))
		});
		await expect.element(getByRole('link', { name: 'A book' })).toBeVisible();
		expect(await copy(frame, 'Message 2.', 'Message 2.')).toMatchObject({ text: body });
		const text = frame.querySelector('.body:has(.preview)');
		document.getSelection()?.selectAllChildren(text ?? frame);
		const clipboardData = new DataTransfer();
		text?.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true }));
		expect(clipboardData.getData('text/plain')).toBe(body);
	});

	test('of a part of one text is left to the browser', async () => {
		const { frame } = await open(24);
		expect(await copy(frame, 'Message 13.', 'Message 13.', [0, 7])).toMatchObject({
			isOurs: false
		});
	});
});

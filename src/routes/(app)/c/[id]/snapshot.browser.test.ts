/** What a launch paints, taken from a conversation on the screen and put in front of it again. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { mount } from '../../../../../tests/components/mount';
import {
	CONVERSATION,
	listed,
	messageOf,
	messagesFrom,
	worldWith
} from '../../../../../tests/components/messages';
import { ADA } from '../../../../../tests/components/world';
import { HOSTILE_TEXTS } from '../../../../../tests/hostile-texts';
import type { MessageView } from '../../model/message';
import { hydrateSnapshot, paintedSubject, removeSnapshot } from '../../snapshot/hydrate-snapshot';
import { takeSnapshot } from '../../snapshot/take-snapshot';
import When from '../../shell/When.svelte';
import OpenConversation from './OpenConversation.svelte';

// SvelteKit's router runs in the built app only.
vi.mock('$app/navigation', () => ({ beforeNavigate: vi.fn(), goto: vi.fn(), pushState: vi.fn() }));

/** A conversation on the screen, and its snapshot in front of it. */
async function open(messages: MessageView[], { read = messages.length, draft = '' } = {}) {
	const world = worldWith([listed()], messages, read);
	const screen = await mount(OpenConversation, { id: CONVERSATION }, await world.launch());
	const { frame } = screen;
	const composer = screen.getByRole('textbox', { name: 'Message' });
	await expect.element(composer).toBeVisible();
	await expect.poll(() => frame.querySelectorAll('article').length).toBe(messages.length);
	await composer.fill(draft);
	(document.activeElement as HTMLElement).blur();
	// The mouse of an earlier test may point at a message, which then shows more than its snapshot.
	await composer.hover();
	const take = () => takeSnapshot(frame, ADA, pageStyles());
	const paint = () => {
		document.body.insertAdjacentHTML('afterbegin', take() ?? '');
		onTestFinished(() => removeSnapshot(document));
		const painted = document.getElementById('snapshot');
		if (!painted) throw new Error('No snapshot was taken.');
		return painted;
	};
	return { ...screen, take, paint };
}

/** The styles as text. The app reads them from its files. */
const pageStyles = () =>
	[...document.styleSheets]
		.flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText))
		.join('\n');

const scrollerIn = (root: Element) =>
	root.querySelector<HTMLElement>('[aria-label="Messages, scrollable"]') ?? document.body;
const pictureOf = (element: Element) =>
	page.screenshot({ element: page.elementLocator(element), save: false });

/** The colours of a picture's pixels, four numbers each. */
async function coloursOf(png: string): Promise<Uint8ClampedArray> {
	const image = new Image();
	image.src = `data:image/png;base64,${png}`;
	await image.decode();
	const { width, height } = image;
	const context = new OffscreenCanvas(width, height).getContext('2d');
	if (!context) throw new Error('The browser gave no canvas.');
	context.drawImage(image, 0, 0);
	return context.getImageData(0, 0, width, height).data;
}

/** A colour may differ by so much of 255: round corners are not always drawn alike to the last bit. */
const MOST_DIFFERENT = 16;

/** The number of colours that differ between two pictures. */
async function countDifferent(one: string, other: string): Promise<number> {
	const [colours, others] = await Promise.all([one, other].map(coloursOf));
	if (!colours || colours.length !== others?.length) return Infinity;
	return colours.filter((value, at) => Math.abs(value - (others[at] ?? 0)) > MOST_DIFFERENT).length;
}

const textOf = (article: Element | undefined) =>
	article?.querySelector('.body')?.textContent?.trim();

test('a snapshot looks like the conversation that it was taken of', async () => {
	const { frame, paint } = await open(messagesFrom(1, 14), { draft: 'Three\nlines of\na draft' });
	const before = await pictureOf(scrollerIn(frame));
	const painted = paint();
	expect(paintedSubject(document)).toBe(ADA);
	expect(getComputedStyle(frame).visibility).toBe('hidden');
	expect(await countDifferent(before, await pictureOf(scrollerIn(painted)))).toBe(0);
	expect(painted.querySelector('textarea')?.value).toBe('Three\nlines of\na draft');
});

test('the app takes over where the reader has scrolled to, with what they have selected', async () => {
	const { frame, paint } = await open(messagesFrom(1, 14));
	const painted = paint();
	scrollerIn(painted).scrollTop = -150;
	const bodies = [...painted.querySelectorAll('article .body')];
	const textIn = (index: number) => {
		const walker = document.createTreeWalker(bodies[index] ?? painted, NodeFilter.SHOW_TEXT);
		for (let text = walker.nextNode(); text; text = walker.nextNode()) {
			if (text.textContent?.includes('Message')) return text;
		}
		return painted;
	};
	const [from, to] = [textIn(5), textIn(6)];
	document.getSelection()?.setBaseAndExtent(from, 3, to, 5);
	const selected = () => {
		const { anchorNode, anchorOffset, focusNode, focusOffset } = document.getSelection() ?? {};
		return [anchorNode?.textContent, anchorOffset, focusNode?.textContent, focusOffset];
	};
	const before = selected();
	expect(before[0]).toContain('Message 6.');

	hydrateSnapshot(document);
	expect(document.getElementById('snapshot')).toBeNull();
	expect(getComputedStyle(frame).visibility).toBe('visible');
	expect(scrollerIn(frame).scrollTop).toBe(-150);
	expect(selected()).toEqual(before);
	expect(frame.contains(document.getSelection()?.anchorNode ?? null)).toBe(true);
});

test('a group that the line above the first unread message divides is one group at the next launch', async () => {
	const { frame, paint } = await open(messagesFrom(1, 6), { read: 4 });
	await expect.poll(() => frame.querySelector('[role=separator]')).not.toBeNull();
	const groupsIn = (root: Element) =>
		[...root.querySelectorAll('section')].map((one) => one.querySelectorAll('article').length);
	expect(groupsIn(frame)).toEqual([4, 2]);
	expect(groupsIn(paint())).toEqual([6]);
});

test('what may be wrong at the next launch is left out', async () => {
	const { frame, paint } = await open(messagesFrom(1, 3), { read: 1 });
	const line = () => frame.querySelector('[role=separator]');
	await expect.poll(line).not.toBeNull();
	// As in the list of conversations, which is beside it in the app.
	const { unmount } = await mount(When, { at: Date.now(), earlier: () => '9:14' });
	const ago = document.querySelector('[data-snapshot-earlier]');
	expect(ago).toHaveTextContent('now');
	frame.append(ago ?? '');
	const painted = paint();
	await unmount();
	expect(painted.querySelector('[role=separator], [data-momentary]')).toBeNull();
	expect(painted.querySelector('[data-snapshot-earlier]')).toHaveTextContent('9:14');
});

test('a launch asks nobody for pictures of people before the app does', async () => {
	const pictureUrl = 'https://images.example/grace.png';
	const messages = messagesFrom(1, 3).map((message) => ({ ...message, pictureUrl }));
	const { frame, take } = await open(messages);
	expect(frame.innerHTML).toContain(pictureUrl);
	expect(take()).toContain('Message 3.');
	expect(take()).not.toContain(pictureUrl);
});

test('controls of a snapshot do nothing, and nobody finds them by keyboard', async () => {
	const { paint } = await open(messagesFrom(1, 3));
	const painted = paint();
	const controls = [...painted.querySelectorAll<HTMLElement>('button, form')];
	expect(controls.length).toBeGreaterThan(2);
	expect(controls.filter(({ inert, ariaDisabled }) => !inert || ariaDisabled !== 'true')).toEqual(
		[]
	);
});

test('no snapshot is taken while the actions of a message are open', async () => {
	const { take, getByRole } = await open(messagesFrom(1, 3));
	await getByRole('article').last().hover();
	const bar = getByRole('toolbar', { name: 'Message' });
	await expect.element(bar).toBeVisible();
	expect(take()).toBeDefined();
	// The styles name it too.
	expect(take()).not.toMatch(/<div[^>]*role="toolbar"/);
	await bar.getByRole('button', { name: 'More' }).click();
	await expect.element(getByRole('menu', { name: 'Message actions' })).toBeVisible();
	expect(take()).toBeUndefined();
});

test('no snapshot is taken of old messages', async () => {
	const { frame, take } = await open(messagesFrom(1, 40));
	await expect.poll(take).toBeDefined();
	scrollerIn(frame).scrollTop = -2_000;
	await expect.poll(take).toBeUndefined();
});

test('whatever users write is painted as what they wrote, and runs nothing', async () => {
	const messages = HOSTILE_TEXTS.map((body, index) => messageOf(index + 1, { body }));
	const draft = [...HOSTILE_TEXTS, 'All of them'].join('\n');
	const { frame, paint } = await open(messages, { draft });
	const written = [...frame.querySelectorAll('article')].map(textOf);
	const painted = paint();
	expect([...painted.querySelectorAll('article')].map(textOf)).toEqual(written);
	expect(painted.querySelector('textarea')?.value).toBe(frame.querySelector('textarea')?.value);
	expect('isHacked' in window).toBe(false);
});

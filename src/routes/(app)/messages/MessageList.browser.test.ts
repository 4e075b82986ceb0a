import { expect, onTestFinished, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { pushState } from '$app/navigation';
import { api } from '$convex/_generated/api';
import { mount } from '../../../../tests/components/mount';
import {
	CONVERSATION,
	FIRST_SENT,
	messageOf,
	messagesFrom
} from '../../../../tests/components/messages';
import { ADA, GRACE, WAIT, World } from '../../../../tests/components/world';
import { Clock } from '../../clock.svelte';
import type { MessageView } from '../model/message';
import MessageList from './MessageList.svelte';

// SvelteKit's router runs in the built app only.
vi.mock('$app/navigation', () => ({ beforeNavigate: vi.fn(), pushState: vi.fn() }));

/** More than this are never drawn, while one scrolls. */
const MOST_DRAWN = 100;

const handlers = {
	conversationId: CONVERSATION,
	reply: () => undefined,
	react: () => undefined,
	edit: () => undefined,
	attempt: <T>(change: Promise<T>) => change
};

/** A list on a phone's screen, and what a reader does with it and sees of it. */
async function open(messages: readonly MessageView[], newFrom?: MessageView, clock?: Clock) {
	const world = new World();
	world.convex.state = 'down';
	const { client, account } = await world.launch();
	const options = { client, account, handlers, ...(clock && { clock }) };
	const screen = await mount(MessageList, { messages, newFrom }, options);
	const scroller = screen.getByRole('group', { name: 'Messages, scrollable' });
	const element = scroller.element() as HTMLElement;
	const articles = () => [...screen.frame.querySelectorAll('article')];
	const numberIn = (text: string | null) => Number(/Message (\d+)\./.exec(text ?? '')?.[1] ?? NaN);
	const drawn = () => articles().map(({ textContent }) => numberIn(textContent));
	const find = (number: number) => articles().find((one) => numberIn(one.textContent) === number);
	const isSeen = (number: number) => {
		const box = find(number)?.getBoundingClientRect();
		const shown = element.getBoundingClientRect();
		return box !== undefined && box.bottom > shown.top && box.top < shown.bottom;
	};
	/** Scrolls by so many pixels, again and again, until a message is drawn. */
	const scrollUntil = async (number: number, pixels: number, look = () => undefined as void) => {
		await expect
			.poll(
				async () => {
					element.scrollBy(0, pixels);
					await frames(2);
					look();
					return find(number) !== undefined;
				},
				{ interval: 1 }
			)
			.toBe(true);
	};
	const topOf = (number: number) => find(number)?.getBoundingClientRect().top;
	const toNewest = screen.getByRole('button', { name: /To the newest/ });
	return {
		...screen,
		...{ account, scroller, element, drawn, find, isSeen, scrollUntil, topOf, toNewest }
	};
}

async function frames(count: number): Promise<void> {
	for (let n = 0; n < count; n++) await new Promise(requestAnimationFrame);
}

function expectNoHoles(numbers: number[]): void {
	for (const [index, number] of numbers.entries()) {
		if (index > 0) expect(number).toBe((numbers[index - 1] ?? 0) + 1);
	}
}

test('opens at the newest messages, draws only those, and follows what arrives', async () => {
	const { drawn, isSeen, update, toNewest } = await open(messagesFrom(1, 600));
	expect(drawn()).toEqual(Array.from({ length: 50 }, (_, index) => 551 + index));
	expect(isSeen(600)).toBe(true);
	await update({ messages: messagesFrom(1, 603) });
	await expect.poll(() => isSeen(603)).toBe(true);
	await frames(3);
	expect(isSeen(603)).toBe(true);
	expect(drawn()).toHaveLength(50);
	await expect.element(toNewest).not.toBeInTheDocument();
});

test('scrolls to the beginning and back without a hole, while few messages are drawn', async () => {
	const { drawn, scrollUntil, toNewest, isSeen } = await open(messagesFrom(1, 200));
	let most = 0;
	const look = () => {
		const numbers = drawn();
		expectNoHoles(numbers);
		most = Math.max(most, numbers.length);
	};
	await scrollUntil(1, -1_500, look);
	await expect.element(toNewest).toBeVisible();
	await scrollUntil(200, 1_500, look);
	await expect.poll(() => isSeen(200)).toBe(true);
	await expect.element(toNewest).not.toBeInTheDocument();
	expect(most).toBeLessThan(MOST_DRAWN);
});

test('what one reads stays where it is while others write, and one click leads to the newest', async () => {
	const { element, topOf, update, toNewest, isSeen } = await open(messagesFrom(1, 120));
	element.scrollBy(0, -900);
	await expect.element(toNewest).toHaveAccessibleName('To the newest messages');
	const shown = [100, 101, 102, 103, 104, 105].find(isSeen) ?? 0;
	const before = topOf(shown);
	expect(before).toBeDefined();
	await update({ messages: messagesFrom(1, 125) });
	await expect.element(toNewest).toHaveAccessibleName('To the newest messages, 5 new');
	await frames(3);
	expect(topOf(shown)).toBe(before);
	await toNewest.click();
	await expect.poll(() => isSeen(125)).toBe(true);
	await expect.element(toNewest).not.toBeInTheDocument();
});

test('what one reads stays where it is when older messages arrive above it', async () => {
	const { element, topOf, update, isSeen, drawn } = await open(messagesFrom(60, 120));
	expect(topOf(120)).toBeDefined();
	const newest = topOf(120);
	await update({ messages: messagesFrom(40, 120) });
	await frames(3);
	expect(topOf(120)).toBe(newest);

	element.scrollBy(0, -1_200);
	await frames(3);
	const shown = drawn().find(isSeen) ?? 0;
	const before = topOf(shown);
	expect(before).toBeDefined();
	await update({ messages: messagesFrom(1, 120) });
	await frames(3);
	expect(topOf(shown)).toBe(before);
});

test('what one writes oneself shows, wherever one has scrolled to', async () => {
	const messages = messagesFrom(1, 120);
	const { element, account, update, toNewest, isSeen } = await open(messages);
	element.scrollBy(0, -900);
	await expect.element(toNewest).toBeVisible();
	const args = { conversationId: CONVERSATION, clientId: 'mine', body: 'Message 121.' };
	await account.outbox.enqueue(api.messages.send, args);
	const mine = messageOf(121, { authorId: ADA, clientId: 'mine', body: args.body });
	await update({ messages: [...messages, mine] });
	await expect.poll(() => isSeen(121)).toBe(true);
});

test('what is selected stays selected while one scrolls away and back', async () => {
	const { element, find, scrollUntil } = await open(messagesFrom(1, 150));
	element.scrollBy(0, -1_000);
	await frames(2);
	await scrollUntil(130, -50);
	const selection = document.getSelection();
	selection?.selectAllChildren(find(130)?.querySelector('p') ?? document.body);
	expect(selection?.toString()).toContain('Message 130.');
	await scrollUntil(60, -1_500);
	await scrollUntil(150, 1_500);
	expect(selection?.toString()).toContain('Message 130.');
});

test('a keyboard scrolls to the beginning and to the newest', async () => {
	const { element, find, isSeen, toNewest } = await open(messagesFrom(1, 70));
	element.focus();
	await expect
		.poll(async () => {
			await userEvent.keyboard('{Home}');
			await frames(2);
			return find(1) !== undefined;
		})
		.toBe(true);
	await expect.element(toNewest).toBeVisible();
	// The browser itself goes to the end of the drawn part only.
	await userEvent.keyboard('{End}');
	await expect.poll(() => isSeen(70)).toBe(true);
});

test('the first unread message has a line above it, which stands between two groups', async () => {
	const messages = messagesFrom(1, 5);
	const { getByRole, find } = await open(messages, messages[3]);
	const line = getByRole('separator', { name: 'New messages' }).element();
	const groups = [3, 4].map((number) => find(number)?.closest('section'));
	expect([line.previousElementSibling, line.nextElementSibling]).toEqual(groups);
	expect(getByRole('button', { name: 'Grace Hopper' }).elements()).toHaveLength(2);
});

test('messages of one author stand together under the name, and days under their date', async () => {
	const dayMs = 24 * 60 * 60 * 1000;
	const messages = [
		...[messageOf(1), messageOf(2), messageOf(3, { author: 'Ada', authorId: ADA })],
		messageOf(4, { sentAt: FIRST_SENT + dayMs })
	];
	const { getByRole, getByText } = await open(messages);
	expect(getByText('Grace Hopper', { exact: true }).elements()).toHaveLength(2);
	expect(getByRole('heading').elements()).toHaveLength(2);
	await expect.element(getByRole('log', { name: 'Messages' })).toHaveAttribute('aria-live', 'off');
});

test('a message that cannot be shown is named as such, and the others show', async () => {
	const broken = { ...messageOf(2), body: undefined as unknown as string };
	const { getByText } = await open([messageOf(1), broken, messageOf(3)]);
	await expect.element(getByText('This message cannot be shown')).toBeVisible();
	await expect.element(getByText('Message 1.')).toBeVisible();
	await expect.element(getByText('Message 3.')).toBeVisible();
});

test('a name leads to the profile, and so does the face where there is no name', async () => {
	const { getByRole, update } = await open(messagesFrom(1, 2));
	const name = getByRole('button', { name: 'Grace Hopper' });
	await expect.element(name).toHaveTextContent('Grace Hopper');
	await name.click();
	expect(pushState).toHaveBeenCalledWith('', { person: { subject: GRACE, name: 'Grace Hopper' } });
	await update({ isDirect: true });
	await expect.element(name).toHaveTextContent('GH');
	await expect.element(name).toHaveAttribute('tabindex', '0');
});

test('a time stays the time of day, and the day gets another name', async () => {
	const sentAt = new Date().setHours(9, 0, 0, 0);
	const clock = new Clock();
	const { getByRole, frame } = await open([messageOf(1, { sentAt })], undefined, clock);
	vi.useFakeTimers({ now: sentAt, toFake: ['Date'] });
	onTestFinished(() => void vi.useRealTimers());
	const lifetime = new AbortController();
	onTestFinished(() => lifetime.abort());
	clock.start(document, lifetime.signal);
	const shown = () => frame.querySelector('time [aria-hidden]')?.textContent;
	/** The page comes to the front so many hours after the message was sent. */
	const comeBackAfter = (hours: number) => {
		vi.setSystemTime(sentAt + hours * 3_600_000);
		document.dispatchEvent(new Event('visibilitychange'));
	};

	comeBackAfter(0);
	await expect.element(getByRole('heading')).toHaveTextContent('today');
	expect(shown()).toBe('9:00 AM');
	comeBackAfter(25);
	await expect.element(getByRole('heading')).toHaveTextContent('yesterday');
	expect(shown()).toBe('9:00 AM');
});

test('the date floats above the messages while they are scrolled, unless a date is there itself', async () => {
	const { element, frame } = await open(messagesFrom(1, 50));
	const floating = await vi.waitUntil(() => frame.querySelector('[aria-hidden].floating'), WAIT);
	expect(getComputedStyle(floating).opacity).toBe('0');
	element.scrollBy(0, -200);
	await expect.poll(() => getComputedStyle(floating).opacity).toBe('1');
	expect(floating).toHaveTextContent('Monday, January 5');
	await expect.poll(() => getComputedStyle(floating).opacity).toBe('0');
	element.scrollTo(0, -100_000);
	await frames(3);
	expect(floating.matches('.shown')).toBe(false);
});

test('what one has just written rises at the end of the list, and what others write does not', async () => {
	const messages = messagesFrom(1, 60);
	const { account, update, find, frame } = await open(messages);
	await vi.waitUntil(() => frame.querySelector('.floating'), WAIT);
	const isMoving = (number: number) => (find(number)?.getAnimations().length ?? 0) > 0;
	const theirs = messageOf(61);
	await update({ messages: [...messages, theirs] });
	expect(isMoving(61)).toBe(false);
	const args = { conversationId: CONVERSATION, clientId: 'mine', body: 'Message 62.' };
	await account.outbox.enqueue(api.messages.send, args);
	const mine = messageOf(62, { authorId: ADA, clientId: 'mine', body: args.body });
	await update({ messages: [...messages, theirs, mine] });
	expect(isMoving(62)).toBe(true);
	await expect.poll(() => isMoving(62)).toBe(false);
});

test('a reaction that one gives pops, and one that a message has when it is drawn does not', async () => {
	const given = [{ emoji: '👍', count: 1, isMine: true }];
	const { update, getByRole, frame } = await open([
		messageOf(1, { reactions: given }),
		messageOf(2)
	]);
	await vi.waitUntil(() => frame.querySelector('.floating'), WAIT);
	const chip = getByRole('button', { name: '👍 1' });
	const moving = () => chip.elements().map((one) => one.getAnimations().length);
	expect(moving()).toEqual([0]);
	await update({
		messages: [messageOf(1, { reactions: given }), messageOf(2, { reactions: given })]
	});
	expect(moving()).toEqual([0, 1]);
});

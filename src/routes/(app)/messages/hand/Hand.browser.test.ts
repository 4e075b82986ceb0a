import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { mount } from '../../../../../tests/components/mount';
import { CONVERSATION, messageOf } from '../../../../../tests/components/messages';
import { ADA, World } from '../../../../../tests/components/world';
import { isEntryOf } from '$lib';
import { api } from '$convex/_generated/api';
import { isRemoval } from '../../outbox/entry-kinds';
import MessageList from '../MessageList.svelte';
import type { MessageHandlers } from '../message-handlers';

const isPreviewRemoval = isEntryOf(api.linkPreviews.remove);
const mine = { author: 'Ada', authorId: ADA };
const reactions = [{ emoji: '👍', count: 1, isMine: true }];

/** A list of messages, the last of them Ada's own, and what is done with them. */
async function open() {
	const world = new World();
	world.convex.state = 'down';
	const { client, account } = await world.launch();
	const messages = [
		messageOf(1, { body: 'First' }),
		messageOf(2, { body: 'Second', reactions }),
		messageOf(3, { body: 'Own', ...mine, preview: { url: 'https://books.org/', title: 'Books' } })
	];
	const handlers = {
		conversationId: CONVERSATION,
		...{ reply: vi.fn(), react: vi.fn(), edit: vi.fn(), attempt: <T>(change: Promise<T>) => change }
	} satisfies MessageHandlers;
	const screen = await mount(MessageList, { messages }, { client, account, handlers });
	const message = (text: string) => screen.getByRole('article').filter({ hasText: text });
	const [first, second, own] = messages;
	/** The pending removals of previews. */
	const removedPreviews = () =>
		account.outbox.entries.filter(isPreviewRemoval).map(({ args }) => args);
	/** The messages that are being deleted, by their client ids. */
	const deleted = () => account.outbox.entries.filter(isRemoval).map(({ args }) => args.clientId);
	const menu = screen.getByRole('menu', { name: 'Message actions' });
	// What hears of fingers, mouse and keys has come when it is there.
	const status = screen.getByRole('status');
	await expect.element(status).toBeInTheDocument();
	const choose = (name: string) => menu.getByRole('menuitem', { name, exact: true }).click();
	const openByMouse = async (text: string) => {
		await message(text).hover();
		await message(text).getByRole('button', { name: 'More' }).click();
		await expect.element(menu).toBeVisible();
	};
	const scroller = screen.getByRole('group', { name: 'Messages, scrollable' });
	return {
		...{
			...screen,
			first,
			second,
			own,
			handlers,
			deleted,
			removedPreviews,
			message,
			menu,
			status,
			choose,
			scroller
		},
		openByMouse
	};
}

/** A finger on an element, which comes down in its middle. */
function fingerOn(element: Element) {
	const { left, top, width, height } = element.getBoundingClientRect();
	const point = { x: left + width / 2, y: top + height / 2 };
	const send = (type: string) =>
		element.dispatchEvent(
			new PointerEvent(type, {
				...{ bubbles: true, isPrimary: true, pointerId: 7, pointerType: 'touch' },
				...{ clientX: point.x, clientY: point.y }
			})
		);
	return {
		down: () => send('pointerdown'),
		move: (x: number, y: number) => {
			Object.assign(point, { x: point.x + x, y: point.y + y });
			send('pointermove');
		},
		up: () => send('pointerup'),
		cancel: () => send('pointercancel')
	};
}

describe('by mouse', () => {
	test('a bar at the message answers it, and opens all that can be done', async () => {
		const { message, handlers, first, menu, openByMouse, choose, getByRole } = await open();
		await message('First').hover();
		const bar = message('First').getByRole('toolbar', { name: 'Message' });
		await expect.element(bar).toBeVisible();
		await bar.getByRole('button', { name: 'Reply' }).click();
		expect(handlers.reply).toHaveBeenCalledExactlyOnceWith(first);

		await openByMouse('First');
		await expect.element(menu.getByRole('menuitem', { name: 'Edit' })).not.toBeInTheDocument();
		await expect.element(menu.getByRole('menuitem', { name: 'Delete' })).not.toBeInTheDocument();
		await choose('❤️');
		expect(handlers.react).toHaveBeenCalledExactlyOnceWith(first, '❤️', true);
		await expect.element(menu).not.toBeInTheDocument();
		await openByMouse('Own');
		await expect.element(getByRole('toolbar')).toBeInTheDocument();
		expect(getByRole('toolbar').elements()).toHaveLength(1);
	});

	test('what was given is taken back', async () => {
		const { openByMouse, choose, handlers, second } = await open();
		await openByMouse('Second');
		await choose('👍');
		expect(handlers.react).toHaveBeenCalledExactlyOnceWith(second, '👍', false);
	});

	test('one’s own can be edited and deleted, with “Delete” last', async () => {
		const { openByMouse, choose, handlers, own, menu } = await open();
		await openByMouse('Own');
		await expect.element(menu.getByRole('menuitem').last()).toHaveTextContent('Delete');
		await choose('Edit');
		expect(handlers.edit).toHaveBeenCalledExactlyOnceWith(own);
	});

	test('the preview of one’s own link can be removed', async () => {
		const { openByMouse, choose, removedPreviews, own, menu } = await open();
		await openByMouse('First');
		expect(menu.getByRole('menuitem', { name: 'Remove preview' }).elements()).toEqual([]);
		await userEvent.keyboard('{Escape}');
		await openByMouse('Own');
		await choose('Remove preview');
		const { clientId } = own ?? {};
		const removal = { conversationId: CONVERSATION, clientId, url: 'https://books.org/' };
		await expect.poll(removedPreviews).toEqual([removal]);
	});

	test('the menu moves nothing, is on the screen, and closes by a press beside it', async () => {
		const { openByMouse, message, menu, frame } = await open();
		const box = () => message('Own').element().getBoundingClientRect().toJSON() as object;
		await message('Own').hover();
		const before = box();
		await openByMouse('Own');
		expect(box()).toEqual(before);
		const { left, top, right, bottom } = menu.element().getBoundingClientRect();
		expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
		expect(right).toBeLessThanOrEqual(window.innerWidth);
		expect(bottom).toBeLessThanOrEqual(window.innerHeight);
		const bubble = message('Own').element().querySelector('.bubble')?.getBoundingClientRect();
		expect(Math.abs(right - (bubble?.right ?? 0))).toBeLessThan(1);
		const layer = frame.querySelector('.layer');
		layer?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
		await expect.element(menu).not.toBeInTheDocument();
	});

	test('the bar follows the mouse away from a menu that was closed by a key', async () => {
		const { openByMouse, message, menu } = await open();
		await openByMouse('First');
		await userEvent.keyboard('{Escape}');
		await expect.element(menu).not.toBeInTheDocument();
		await message('Second').hover();
		await expect.element(message('Second').getByRole('toolbar')).toBeVisible();
		await expect.element(message('First')).toHaveFocus();
	});

	test('a delete is said, and can be undone', async () => {
		const { openByMouse, choose, deleted, own, getByRole } = await open();
		await openByMouse('Own');
		await choose('Delete');
		const said = getByRole('status', { name: 'Deleted' });
		await expect.element(said).toBeVisible();
		expect(deleted()).toEqual([own?.clientId]);
		await said.getByRole('button', { name: 'Undo' }).click();
		await expect.poll(deleted).toEqual([]);
		await expect.element(said).not.toBeInTheDocument();
	});

	test('text and link are copied, or it says that they are not', async () => {
		const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
		const { openByMouse, choose, status } = await open();
		await openByMouse('First');
		await choose('Copy');
		expect(write).toHaveBeenLastCalledWith('First');
		await expect.element(status).toHaveTextContent('Copied');
		await openByMouse('First');
		await choose('Copy link');
		expect(write).toHaveBeenLastCalledWith(
			expect.stringMatching(/\/c\/general\?author=.+&message=client-1$/)
		);
		write.mockRejectedValue(new DOMException('Not allowed.', 'NotAllowedError'));
		await openByMouse('First');
		await choose('Copy');
		await expect.element(status).toHaveTextContent('Not copied');
		write.mockRestore();
	});
});

describe('by keyboard', () => {
	test('arrows walk the messages, Enter opens the actions, Escape leads back', async () => {
		const { scroller, message, menu, handlers, deleted, own, second } = await open();
		(scroller.element() as HTMLElement).focus();
		await userEvent.keyboard('{ArrowUp}');
		await expect.element(message('Own')).toHaveFocus();
		await userEvent.keyboard('{ArrowDown}');
		await expect.element(message('Own')).toHaveFocus();
		await userEvent.keyboard('{ArrowUp}');
		await expect.element(message('Second')).toHaveFocus();
		await userEvent.keyboard('{Enter}');
		await expect.element(menu.getByRole('menuitem', { name: '👍' })).toHaveFocus();
		await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}');
		await expect.element(menu.getByRole('menuitem', { name: '❤️' })).toHaveFocus();
		await userEvent.keyboard('{ArrowDown}');
		await expect.element(menu.getByRole('menuitem', { name: 'Reply' })).toHaveFocus();
		await userEvent.keyboard('{Escape}');
		await expect.element(menu).not.toBeInTheDocument();
		await expect.element(message('Second')).toHaveFocus();

		await userEvent.keyboard('{Enter}');
		await expect.element(menu.getByRole('menuitem', { name: '👍' })).toHaveFocus();
		await userEvent.keyboard('{ArrowDown}{Enter}');
		expect(handlers.reply).toHaveBeenCalledExactlyOnceWith(second);
		await userEvent.keyboard('{ArrowDown}');
		message('Own')
			.element()
			.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
		await expect.element(menu.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
		await userEvent.keyboard('{End}{Enter}');
		await expect.poll(deleted).toEqual([own?.clientId]);
	});

	test('the list is one stop, and within a message all of it is reached', async () => {
		const { scroller, message, getByRole } = await open();
		const after = document.createElement('button');
		document.body.append(after);
		(scroller.element() as HTMLElement).focus();
		await userEvent.keyboard('{Tab}');
		expect(document.activeElement).toBe(after);

		(scroller.element() as HTMLElement).focus();
		await userEvent.keyboard('{ArrowUp}{ArrowUp}');
		await expect.element(message('Second')).toHaveFocus();
		const names: (string | null)[] = [];
		while (document.activeElement !== after && names.length < 9) {
			await userEvent.keyboard('{Tab}');
			names.push(document.activeElement?.getAttribute('aria-label') ?? '');
		}
		expect(names).toEqual(['', 'React', 'Reply', 'More', '']);

		(scroller.element() as HTMLElement).focus();
		await userEvent.keyboard('{ArrowUp}{ArrowUp}{Shift>}{Tab}{/Shift}');
		await expect.element(getByRole('button', { name: 'Grace Hopper' })).toHaveFocus();
		after.remove();
	});
});

describe('by finger', () => {
	test('who holds a message gets the actions, and sees the message lifted', async () => {
		const { message, menu, handlers, choose, first, frame } = await open();
		const finger = fingerOn(message('First').element());
		finger.down();
		await expect.element(menu).toBeVisible();
		expect(frame.querySelector('.lifted')?.textContent).toContain('First');
		finger.up();
		await expect.element(menu).toBeVisible();
		await choose('Reply');
		expect(handlers.reply).toHaveBeenCalledExactlyOnceWith(first);
	});

	test('a swipe towards the start answers, and follows the finger', async () => {
		const { message, handlers, first } = await open();
		const article = message('First').element();
		const bubble = article.querySelector<HTMLElement>('.bubble');
		const finger = fingerOn(article);
		finger.down();
		finger.move(-30, 2);
		expect(bubble?.style.translate).toBe('-20px');
		finger.move(-60, 0);
		finger.up();
		expect(handlers.reply).toHaveBeenCalledExactlyOnceWith(first);
		expect(bubble?.style.translate).toBe('');
	});

	test('a short swipe, the other way, and a scroll do nothing', async () => {
		const { message, handlers, menu } = await open();
		const article = message('First').element();
		for (const [x, y] of [
			[-40, 0],
			[80, 0],
			[-10, 60]
		] as const) {
			const finger = fingerOn(article);
			finger.down();
			finger.move(x, y);
			finger.up();
		}
		const scrolling = fingerOn(article);
		scrolling.down();
		scrolling.cancel();
		// A finger that is held then would have opened the actions before.
		const held = fingerOn(message('Own').element());
		held.down();
		await expect.element(menu.getByRole('menuitem', { name: 'Edit' })).toBeVisible();
		held.up();
		expect(handlers.reply).not.toHaveBeenCalled();
		expect(handlers.react).not.toHaveBeenCalled();
	});

	test('two taps react with what was used last, and take it back', async () => {
		const { message, handlers, first, second, openByMouse, choose } = await open();
		const tapTwice = (text: string) => {
			const finger = fingerOn(message(text).element());
			for (let tap = 0; tap < 2; tap += 1) {
				finger.down();
				finger.up();
			}
		};
		tapTwice('Second');
		expect(handlers.react).toHaveBeenLastCalledWith(second, '👍', false);
		await openByMouse('First');
		await choose('😂');
		tapTwice('First');
		expect(handlers.react).toHaveBeenLastCalledWith(first, '😂', true);
		expect(handlers.react).toHaveBeenCalledTimes(3);
	});
});

test('the menu closes when its message is deleted', async () => {
	const { openByMouse, menu, update, first, second } = await open();
	await openByMouse('First');
	if (!first || !second) throw new Error('There are no messages.');
	await update({ messages: [{ ...first, removedAt: 1, body: '' }, second] });
	await expect.element(menu).not.toBeInTheDocument();
	expect(page.getByRole('menu').elements()).toEqual([]);
});

import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { mount } from '../../../../../tests/components/mount';
import { CONVERSATION, messageOf } from '../../../../../tests/components/messages';
import { ADA, GRACE, World } from '../../../../../tests/components/world';
import MessageList from '../MessageList.svelte';

const reactions = [{ emoji: '👍', count: 2, isMine: true }];

/** A list with a message that two have reacted to. */
async function open() {
	const world = new World();
	world.convex.results.set('reactions:people', [
		{ subject: GRACE, name: 'Grace Hopper', emoji: '👍' },
		{ subject: ADA, name: 'Ada Lovelace', emoji: '👍' }
	]);
	const { client, account } = await world.launch();
	const message = messageOf(1, { body: 'Hello', reactions });
	const react = vi.fn();
	const ignore = () => undefined;
	const attempt = <T>(work: Promise<T>) => work;
	const actions = { reply: ignore, react, edit: ignore, remove: ignore, attempt };
	const handlers = { conversationId: CONVERSATION, ...actions };
	const screen = await mount(MessageList, { messages: [message] }, { client, account, handlers });
	// What hears of fingers, mouse and keys has come when it is there.
	await expect.element(screen.getByRole('status')).toBeInTheDocument();
	const reaction = screen.getByRole('group', { name: 'Reactions' }).getByRole('button');
	const people = screen.getByRole('dialog', { name: 'Reactions' });
	const openMenu = async () => {
		await screen.getByRole('article').click({ button: 'right' });
		return screen.getByRole('menu', { name: 'Message actions' });
	};
	return { ...screen, message, react, reaction, people, openMenu };
}

test('any emoji can be a reaction', async () => {
	const { getByRole, openMenu, react, message } = await open();
	await (await openMenu()).getByRole('menuitem', { name: 'More reactions' }).click();
	const picker = getByRole('dialog', { name: 'More reactions' });
	await expect.element(getByRole('combobox', { name: 'Search emoji' })).toHaveFocus();
	await expect.poll(() => picker.getByRole('gridcell').elements().length).toBeGreaterThan(20);
	await userEvent.keyboard('rocket{Enter}');
	expect(react).toHaveBeenCalledExactlyOnceWith(message, '🚀', true);
	await expect.poll(() => picker.elements()).toEqual([]);
});

test('a right click on a reaction says who has reacted; a click takes it back', async () => {
	const { reaction, people, react, message } = await open();
	await reaction.click({ button: 'right' });
	const names = () =>
		people
			.getByRole('listitem')
			.elements()
			.map((one) => one.querySelector('bdi')?.textContent);
	await expect.poll(names).toEqual(['Grace Hopper', 'Ada Lovelace']);
	expect(react).not.toHaveBeenCalled();
	await userEvent.keyboard('{Escape}');
	await expect.poll(() => people.elements()).toEqual([]);
	await reaction.click();
	expect(react).toHaveBeenCalledExactlyOnceWith(message, '👍', false);
});

test('so does the menu of the message, and a finger that holds the reaction', async () => {
	const { reaction, people, openMenu, react } = await open();
	await (await openMenu()).getByRole('menuitem', { name: 'Reactions', exact: true }).click();
	await expect.element(people).toBeVisible();
	await people.getByRole('button', { name: 'Close' }).click();
	await expect.poll(() => people.elements()).toEqual([]);

	const touch = { bubbles: true, isPrimary: true, pointerType: 'touch' };
	reaction.element().dispatchEvent(new PointerEvent('pointerdown', touch));
	await expect.element(people).toBeVisible();
	reaction.element().dispatchEvent(new PointerEvent('pointerup', touch));
	reaction.element().dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
	expect(react).not.toHaveBeenCalled();
});

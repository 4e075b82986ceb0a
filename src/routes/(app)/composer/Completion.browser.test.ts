import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { mount } from '../../../../tests/components/mount';
import { CONVERSATION, listed, worldWith } from '../../../../tests/components/messages';
import { ADA, GRACE } from '../../../../tests/components/world';
import Composer from './Composer.svelte';
import { Draft } from './draft.svelte';

const members = [
	{ subject: GRACE, name: 'Grace Hopper', role: 'member' },
	{ subject: 'user_zoe', name: 'Zoe Quinn', role: 'member' },
	{ subject: ADA, name: 'Ada Lovelace', role: 'owner' }
];

/** The composer of a conversation that Ada owns, with what helps to write. */
async function openComposer() {
	const world = worldWith([listed({ role: 'owner', kind: 'invited' })]);
	world.convex.results.set('members:list', { page: members, isDone: true, continueCursor: '' });
	const { client, account } = await world.launch();
	const draft = new Draft(account.texts, CONVERSATION);
	const props = { conversationId: CONVERSATION, draft, problem: undefined };
	const screen = await mount(Composer, props, { client, account });
	// At the bottom, as on its page: what is offered is above it.
	screen.frame.querySelector('main')!.style.justifyContent = 'end';
	const field = screen.getByRole('textbox', { name: 'Message' });
	const emoji = screen.getByRole('button', { name: 'Emoji' });
	await expect.element(emoji).toBeVisible();
	await field.click();
	return { ...screen, account, draft, emoji, field, world, options: screen.getByRole('option') };
}

const textsOf = (options: { elements: () => Element[] }) => () =>
	options.elements().map((option) => option.querySelector('bdi')?.textContent);

test('@ offers the members; Enter takes the marked one, and the message says whom it mentions', async () => {
	const { field, options, world } = await openComposer();
	await userEvent.keyboard('Hi @');
	await expect.poll(textsOf(options)).toEqual(['Grace Hopper', 'Zoe Quinn', 'all']);
	await userEvent.keyboard('{ArrowDown}');
	const marked = () => field.element().getAttribute('aria-activedescendant');
	await expect.poll(marked).toBe(options.elements()[1]?.id);
	await userEvent.keyboard('{Enter}');
	await expect.element(field).toHaveValue('Hi @Zoe Quinn ');
	await expect.poll(() => options.elements()).toEqual([]);
	expect(marked()).toBeNull();

	await userEvent.keyboard('{Enter}');
	const mentions = [{ userId: 'user_zoe', name: 'Zoe Quinn' }];
	await expect
		.poll(() => world.convex.mutations)
		.toMatchObject([{ body: 'Hi @Zoe Quinn ', mentions }]);
});

test('the end of a name is taken with Tab, and a draft keeps whom it mentions', async () => {
	const { field, options, account, draft } = await openComposer();
	await userEvent.keyboard('@hop');
	await expect.poll(textsOf(options)).toEqual(['Grace Hopper']);
	await userEvent.keyboard('{Tab}');
	await expect.element(field).toHaveValue('@Grace Hopper ');
	await expect.element(field).toHaveFocus();
	const mentions = [{ userId: GRACE, name: 'Grace Hopper' }];
	expect(new Draft(account.texts, CONVERSATION).mentions).toEqual(mentions);
	await field.clear();
	expect(draft.mentions).toEqual([]);
});

test('Escape puts the list away until something else is asked for, and Enter sends then', async () => {
	const { options, world } = await openComposer();
	await userEvent.keyboard('@g');
	await expect.poll(textsOf(options)).toEqual(['Grace Hopper']);
	await userEvent.keyboard('{Escape}');
	await expect.poll(() => options.elements()).toEqual([]);
	await userEvent.keyboard('r @z');
	await expect.poll(textsOf(options)).toEqual(['Zoe Quinn']);
	await userEvent.keyboard('{Escape}{Enter}');
	await expect.poll(() => world.convex.mutations).toMatchObject([{ body: '@gr @z' }]);
});

test('a tap takes what is offered', async () => {
	const { field, options } = await openComposer();
	await userEvent.keyboard('@');
	await options.first().click();
	await expect.element(field).toHaveValue('@Grace Hopper ');
	await expect.element(field).toHaveFocus();
});

test(': and two letters offer emoji', async () => {
	const { field, options } = await openComposer();
	await userEvent.keyboard('So :red_hea');
	await expect.poll(textsOf(options)).toContain('red heart');
	await userEvent.keyboard('{Enter}!');
	await expect.element(field).toHaveValue('So ❤️!');
});

test('an emoji goes where the caret is, one after the other; Escape leads back', async () => {
	const { field, emoji, getByRole, account } = await openComposer();
	await userEvent.keyboard('ab{ArrowLeft}');
	await emoji.click();
	const picker = getByRole('dialog', { name: 'Emoji' });
	await getByRole('combobox', { name: 'Search emoji' }).fill('rocket');
	await picker.getByRole('gridcell', { name: 'rocket' }).click();
	await picker.getByRole('gridcell', { name: 'rocket' }).click();
	await expect.element(field).toHaveValue('a🚀🚀b');
	await userEvent.keyboard('{Escape}');
	await expect.poll(() => picker.elements()).toEqual([]);
	await expect.element(field).toHaveFocus();
	await userEvent.keyboard('c');
	await expect.element(field).toHaveValue('a🚀🚀cb');
	expect(account.texts.text('recent-emoji')).toBe('🚀');
});

import { expect, onTestFinished, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { mount } from '../../../../tests/components/mount';
import { CONVERSATION } from '../../../../tests/components/messages';
import { ADA, GRACE, World } from '../../../../tests/components/world';
import Composer from './Composer.svelte';
import { Draft } from './draft.svelte';

type Launched = Awaited<ReturnType<World['launch']>>;

/** The composer of the conversation, with the draft that the device has. */
async function openComposer({ client, account }: Launched) {
	const draft = new Draft(account.texts, CONVERSATION);
	const props = { conversationId: CONVERSATION, draft, problem: undefined };
	const screen = await mount(Composer, props, { client, account });
	const field = screen.getByRole('textbox', { name: 'Message' });
	const area = field.element() as HTMLTextAreaElement;
	const sent = () => account.outbox.entries.map(({ args }) => args.body);
	return {
		...screen,
		draft,
		field,
		area,
		sent,
		send: screen.getByRole('button', { name: 'Send' })
	};
}

/** Opens the composer where Convex cannot be reached: the outbox keeps what is written. */
async function openOffline() {
	const world = new World();
	world.convex.state = 'down';
	const launched = await world.launch();
	return { ...(await openComposer(launched)), ...launched, world };
}

/** Presses a key as a browser tells of it, with what Playwright's keyboard cannot say. */
const press = (area: HTMLElement, init: KeyboardEventInit) =>
	area.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));

test('Enter sends the text once and empties the field; Shift and Enter break the line', async () => {
	const world = new World();
	const composer = await openComposer(await world.launch());
	await userEvent.type(composer.area, 'one{Shift>}{Enter}{/Shift}two');
	await expect.element(composer.field).toHaveValue('one\ntwo');
	await userEvent.keyboard('{Enter}');

	await expect.element(composer.field).toHaveValue('');
	await expect.element(composer.field).toHaveFocus();
	await expect.poll(() => world.convex.mutations).toMatchObject([{ body: 'one\ntwo' }]);
});

test('the button sends, and is disabled while there is nothing to send', async () => {
	const { field, send, sent } = await openOffline();
	await expect.element(send).toBeDisabled();
	await field.fill('  ');
	await expect.element(send).toBeDisabled();
	await field.fill('Hello');
	await send.click();

	await expect.poll(sent).toEqual(['Hello']);
	await expect.element(field).toHaveValue('');
	await expect.element(send).toBeDisabled();
});

test('the Enter that ends a composition sends nothing, also in Safari, where it comes after its end', async () => {
	const { field, area, sent } = await openOffline();
	await field.fill('日本');
	press(area, { key: 'Enter', isComposing: true });
	press(area, { key: 'Enter', keyCode: 229 });
	await field.fill('日本語');
	press(area, { key: 'Enter', keyCode: 13 });

	await expect.poll(sent).toEqual(['日本語']);
});

test('who writes on before a message is on the disk sends each message once and whole', async () => {
	const { field, area, sent } = await openOffline();
	area.focus();
	for (const word of ['one', 'two']) {
		document.execCommand('insertText', false, word);
		press(area, { key: 'Enter', keyCode: 13 });
		// As after every key: no disk is as quick as that.
		await Promise.resolve();
	}

	await expect.poll(sent).toEqual(['one', 'two']);
	await expect.element(field).toHaveValue('');
});

test('the field grows with its text up to a limit where styles alone cannot make it', async () => {
	vi.spyOn(CSS, 'supports').mockReturnValue(false);
	const { field, area } = await openOffline();
	area.style.setProperty('field-sizing', 'fixed');
	const height = () => area.getBoundingClientRect().height;
	const oneLine = height();
	await field.fill('one\ntwo\nthree');
	await expect.poll(height).toBeGreaterThan(oneLine * 1.8);
	const threeLines = height();
	await field.fill('line\n'.repeat(30));
	await expect.poll(height).toBeGreaterThan(threeLines);
	expect(height()).toBeLessThan(threeLines * 2.5);
	await field.fill('one');
	await userEvent.keyboard('{Enter}');
	await expect.poll(height).toBe(oneLine);
});

test('a draft is there again when its conversation is opened again, and at the next launch', async () => {
	const first = await openOffline();
	await first.field.fill('Half a thought');
	await first.unmount();
	const again = await openComposer(first);
	await expect.element(again.field).toHaveValue('Half a thought');
	await again.unmount();
	first.stop();

	const launched = await first.world.launch();
	await expect.element((await openComposer(launched)).field).toHaveValue('Half a thought');
});

test('a text that the device does not take stays in the field, and the composer says why', async () => {
	const { field, stop, getByRole, sent } = await openOffline();
	await field.fill('Do not lose me');
	stop();
	await userEvent.keyboard('{Enter}');

	await expect.element(getByRole('alert')).toHaveTextContent(/./);
	await expect.element(field).toHaveValue('Do not lose me');
	expect(sent()).toEqual([]);
	await userEvent.type(field, '!');
	await expect.element(getByRole('alert')).not.toBeInTheDocument();
});

test('where the browser keeps nothing, the composer says so', async () => {
	const open = () => {
		throw new DOMException('Storage is off.', 'SecurityError');
	};
	vi.stubGlobal('indexedDB', { open });
	const { field, getByText } = await openOffline();
	await expect.element(getByText(/This browser keeps nothing/)).toBeVisible();
	await expect.element(field).toHaveAccessibleDescription(/This browser keeps nothing/);
});

test('near the limit the remaining characters are counted, and those beyond it', async () => {
	const { field, getByText } = await openOffline();
	await field.fill('x'.repeat(3_799));
	await expect.element(getByText(/left/)).not.toBeInTheDocument();
	await field.fill('x'.repeat(3_999));
	await expect.element(getByText('1 character left')).toBeVisible();
	await field.fill('x'.repeat(4_002));
	await expect.element(field).toHaveAccessibleDescription(/2 characters too many/);
	await expect.element(field).toHaveAttribute('aria-invalid', 'true');
});

test('a text that is too long is not sent, and is sent as several messages on request', async () => {
	const { field, send, sent, getByRole } = await openOffline();
	const parts = ['a', 'b', 'c'].map((letter) => letter.repeat(3_000));
	await field.fill(parts.join('\n\n'));
	await expect.element(field).toHaveAccessibleDescription(/5,004 characters too many/);
	await expect.element(send).toBeDisabled();
	await userEvent.keyboard('{Enter}');
	await getByRole('button', { name: 'Split into 3 messages' }).click();

	await expect.poll(sent).toEqual(parts);
	await expect.element(field).toHaveValue('');
});

test('an edit that is too long is not split: it is of one message', async () => {
	const { draft, field, send, getByText, getByRole } = await openOffline();
	draft.edit('sent-before', 'Short');
	await field.fill(`${'x'.repeat(4_000)} y`);
	await expect.element(getByText('Shorten it')).toBeVisible();
	await expect.element(getByRole('button', { name: /^Split/ })).not.toBeInTheDocument();
	await expect.element(send).toBeDisabled();
});

test('a draft that the device cannot keep says so, until it can', async () => {
	const { field, getByRole } = await openOffline();
	const said = getByRole('status').filter({ hasText: 'no room left' });
	await field.fill('Kept');
	await expect.element(said).not.toBeInTheDocument();
	// As on a disk without room: nothing can be written, and all can be read.
	const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
		throw new DOMException('No room', 'QuotaExceededError');
	});
	await field.fill('Not kept');
	await expect.element(said).toBeVisible();
	await expect.element(field).toHaveValue('Not kept');
	put.mockRestore();
	await field.fill('Kept again');
	await expect.element(said).not.toBeInTheDocument();
});

test('a reply says what it answers until it is sent', async () => {
	const { draft, field, getByText, account } = await openOffline();
	draft.quoted = quoteOf(GRACE, 'Grace Hopper');
	await expect.element(getByText('Replying to Grace Hopper')).toBeVisible();
	await expect.element(getByText('Which book first?')).toBeVisible();
	await expect.element(field).toHaveFocus();
	await userEvent.keyboard('The red one{Enter}');

	await expect.element(getByText(/Replying to/)).not.toBeInTheDocument();
	await expect
		.poll(() => account.outbox.entries.map(({ args }) => args))
		.toMatchObject([{ body: 'The red one', replyTo: { authorId: GRACE, clientId: 'question' } }]);
});

test('a quote goes when it is put away by button or by Escape, and stays with the draft otherwise', async () => {
	const first = await openOffline();
	first.draft.quoted = quoteOf(ADA, 'Ada');
	await expect.element(first.getByText('Replying to yourself')).toBeVisible();
	await first.field.fill('And another');
	await first.unmount();

	const { draft, field, getByText, getByRole, sent } = await openComposer(first);
	await expect.element(getByText('Replying to yourself')).toBeVisible();
	await expect.element(field).toHaveValue('And another');
	await getByRole('button', { name: 'Cancel reply' }).click();
	await expect.element(getByText('Replying to yourself')).not.toBeInTheDocument();
	draft.quoted = quoteOf(ADA, 'Ada');
	await expect.element(field).toHaveFocus();
	await userEvent.keyboard('{Escape}');
	await expect.element(getByText('Replying to yourself')).not.toBeInTheDocument();
	await userEvent.keyboard('{Enter}');
	await expect.poll(sent).toEqual(['And another']);
	expect(first.account.outbox.entries[0]?.args).not.toHaveProperty('replyTo');
});

test('an edit begins with the text of its message, and the draft from before comes back', async () => {
	const { draft, field, getByText, sent, account } = await openOffline();
	await field.fill('First try');
	await userEvent.keyboard('{Enter}');
	await expect.poll(sent).toEqual(['First try']);
	await field.fill('A draft');
	draft.edit(account.outbox.entries[0]?.id ?? '', 'First try');
	await expect.element(getByText('Editing a message')).toBeVisible();
	await expect.element(field).toHaveValue('First try');
	await expect.element(field).toHaveFocus();
	await field.fill('Second try');
	await userEvent.keyboard('{Enter}');

	await expect.poll(sent).toEqual(['Second try']);
	await expect.element(getByText('Editing a message')).not.toBeInTheDocument();
	await expect.element(field).toHaveValue('A draft');
	draft.edit(account.outbox.entries[0]?.id ?? '', 'Second try');
	await expect.element(field).toHaveFocus();
	await userEvent.keyboard('{Escape}');
	await expect.element(field).toHaveValue('A draft');
	expect(sent()).toEqual(['Second try']);
});

const quoteOf = (authorId: string, author: string) => ({
	authorId,
	clientId: 'question',
	author,
	text: 'Which book first?'
});

test('the placeholder has the direction of the page, and a text its own from its first character', async () => {
	document.documentElement.dir = 'rtl';
	onTestFinished(() => document.documentElement.removeAttribute('dir'));
	const { area, field } = await openOffline();
	const direction = () => getComputedStyle(area).direction;
	expect(direction()).toBe('rtl');
	// Set with the first character, it would have a pasted text laid out twice.
	expect(area.dir).toBe('auto');
	await field.fill('Hello');
	expect(direction()).toBe('ltr');
	await field.fill('مرحبا');
	expect(direction()).toBe('rtl');
	await field.fill('');
	expect(direction()).toBe('rtl');
});

test('who begins to write anywhere writes into the composer, but not out of a field, a dialog or a command', async () => {
	const { field, area, container } = await openOffline();
	const [other, button, dialog] = ['input', 'button', 'dialog'].map((tag) => {
		const element = document.createElement(tag);
		container.append(element);
		return element;
	}) as [HTMLInputElement, HTMLButtonElement, HTMLDialogElement];
	/** What has the focus after these keys. */
	const focusAfter = async (from: HTMLElement, keys: string) => {
		from.focus();
		await userEvent.keyboard(keys);
		return document.activeElement;
	};
	await expect.poll(() => focusAfter(button, 'h')).toBe(area);
	await field.fill('');
	expect(await focusAfter(button, 'h')).toBe(area);
	await expect.element(field).toHaveValue('h');

	expect(await focusAfter(other, 'x')).toBe(other);
	expect(await focusAfter(button, ' ')).toBe(button);
	expect(await focusAfter(button, '{Control>}x{/Control}')).toBe(button);
	expect(await focusAfter(button, '{Escape}')).toBe(button);
	dialog.append(button);
	dialog.showModal();
	expect(await focusAfter(button, 'x')).toBe(button);
	await expect.element(field).toHaveValue('h');
});

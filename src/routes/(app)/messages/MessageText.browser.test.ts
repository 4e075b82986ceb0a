import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { mount } from '../../../../tests/components/mount';
import MessageText from './MessageText.svelte';

test('shows markup as text, and an address as a link', async () => {
	const screen = await mount(MessageText, { text: '<b>bold</b> https://example.com/a' });
	await expect.element(screen.getByText('<b>bold</b>')).toBeVisible();
	await expect.element(screen.getByRole('link')).toHaveAttribute('href', 'https://example.com/a');
});

test('an address opens in a window of its own, which learns nothing of this one', async () => {
	const text = 'Read (https://books.example/wiki_(a)). Write to ada@books.example!';
	const { getByRole } = await mount(MessageText, { text });
	const link = getByRole('link', { name: 'https://books.example/wiki_(a)' });
	await expect.element(link).toHaveAttribute('href', 'https://books.example/wiki_(a)');
	await expect.element(link).toHaveAttribute('target', '_blank');
	await expect.element(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
	const mail = getByRole('link', { name: 'ada@books.example' });
	await expect.element(mail).toHaveAttribute('href', 'mailto:ada@books.example');
});

test('an address in the app opens in the window of the app', async () => {
	const { getByRole } = await mount(MessageText, { text: `All: ${location.origin}/conversations` });
	await expect.element(getByRole('link')).not.toHaveAttribute('target');
});

test('lines of code keep their shape, and scroll sideways inside a phone’s page', async () => {
	const line = `\tconst total = [${'1, '.repeat(60)}];`;
	const text = `So:\n\`\`\`ts\n${line}\n\n\treturn total;\n\`\`\`\nNot \`eval\`.`;
	const { getByRole, getByText } = await mount(MessageText, { text });
	const block = getByRole('group', { name: 'Code' }).element() as HTMLElement;
	expect(block.innerText).toBe(`${line}\n\n\treturn total;`);
	expect(block.scrollWidth).toBeGreaterThan(block.clientWidth);
	expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
	block.focus();
	await userEvent.keyboard('{ArrowRight}');
	await expect.poll(() => block.scrollLeft).toBeGreaterThan(0);
	await expect.element(getByText('eval', { exact: true })).toBeVisible();
});

import { expect, test } from 'vitest';
import { mount } from '../../../../tests/components/mount';
import MessageText from './MessageText.svelte';

test('shows markup as text, and an address as a link', async () => {
	const screen = await mount(MessageText, { text: '<b>bold</b> https://example.com/a' });
	await expect.element(screen.getByText('<b>bold</b>')).toBeVisible();
	await expect.element(screen.getByRole('link')).toHaveAttribute('href', 'https://example.com/a');
});

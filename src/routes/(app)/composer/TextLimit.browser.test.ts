import { expect, test } from 'vitest';
import { MAX_BODY_CHARACTERS } from '$convex/limits';
import { mount } from '../../../../tests/components/mount';
import TextLimit from './TextLimit.svelte';

const paragraph = 'x'.repeat(MAX_BODY_CHARACTERS - 10);

const props = (text: string, onsplit?: (parts: readonly string[]) => void) => ({
	text,
	left: MAX_BODY_CHARACTERS - text.length,
	onsplit
});

test('counts what is left, and offers nothing while the text fits', async () => {
	const screen = await mount(TextLimit, props(paragraph));
	await expect.element(screen.getByText('10 characters left')).toBeVisible();
	await expect.element(screen.getByRole('status')).toHaveTextContent('');
	await expect.element(screen.getByText('Shorten it')).not.toBeInTheDocument();
});

test('offers to split a text that is too long into several messages, and says it to a screen reader', async () => {
	let split: readonly string[] = [];
	const text = [paragraph, paragraph].join('\n\n');
	const screen = await mount(
		TextLimit,
		props(text, (parts) => (split = parts))
	);
	await expect.element(screen.getByRole('status')).toHaveTextContent('3,982 characters too many');
	await screen.getByRole('button', { name: 'Split into 2 messages' }).click();
	expect(split).toEqual([paragraph, paragraph]);
});

test.each([
	['twenty-one messages', Array(21).fill(paragraph).join('\n\n'), () => undefined],
	['a whole book', 'x'.repeat(1_000_000), () => undefined],
	['an edit', `${paragraph} ${paragraph}`, undefined]
])('asks to shorten a text of %s', async (_what, text, onsplit) => {
	const screen = await mount(TextLimit, props(text, onsplit));
	await expect.element(screen.getByText('Shorten it')).toBeVisible();
	await expect.element(screen.getByRole('button')).not.toBeInTheDocument();
});

import { expect } from '../offline-kit/index.ts';
import { act, appOn, send, untilInstalled } from './app.ts';
import { test } from './two-people.ts';

test.use({ sharesBrowser: true });

test('two people react to a message, and take it back', async ({ ada, grace }) => {
	await send(grace.page, 'It compiles');
	const chip = (page: typeof ada.page, name: string) =>
		appOn(page).message('It compiles').getByRole('button', { name, exact: true });

	await act(ada.page, 'It compiles', '👍');
	await expect(chip(ada.page, '👍 1')).toHaveAttribute('aria-pressed', 'true');
	await expect(chip(grace.page, '👍 1')).toHaveAttribute('aria-pressed', 'false');
	await chip(grace.page, '👍 1').click();
	await expect(chip(ada.page, '👍 2')).toHaveAttribute('aria-pressed', 'true');
	await expect(chip(grace.page, '👍 2')).toHaveAttribute('aria-pressed', 'true');
	await chip(ada.page, '👍 2').click();
	await expect(chip(grace.page, '👍 1')).toHaveAttribute('aria-pressed', 'true');
	await expect(chip(ada.page, '👍 1')).toHaveAttribute('aria-pressed', 'false');
});

test('a reaction without a network shows at once, survives a reload and arrives', async ({
	ada,
	grace
}) => {
	await send(grace.page, 'See you below');
	await expect(appOn(ada.page).message('See you below')).toBeVisible();
	await untilInstalled(ada.page);
	await ada.goOffline('black-hole');
	const chips = (page: typeof ada.page) =>
		appOn(page).message('See you below').getByRole('group', { name: 'Reactions' });

	await act(ada.page, 'See you below', '❤️');
	await act(ada.page, 'See you below', '😮');
	await expect(chips(ada.page).getByRole('button')).toHaveText(['❤️ 1', '😮 1']);
	await chips(ada.page).getByRole('button', { name: '😮' }).click();
	await expect(chips(ada.page).getByRole('button')).toHaveText(['❤️ 1']);
	await ada.page.reload();
	await expect(chips(ada.page).getByRole('button')).toHaveText(['❤️ 1']);
	await expect(chips(grace.page)).toHaveCount(0);

	await ada.goOnline();
	await expect(chips(grace.page).getByRole('button')).toHaveText(['❤️ 1']);
	await expect(chips(ada.page).getByRole('button', { pressed: true })).toHaveText(['❤️ 1']);
});

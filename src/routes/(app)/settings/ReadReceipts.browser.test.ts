import { expect, test, vi } from 'vitest';
import { mount } from '../../../../tests/components/mount';
import { ADA, WAIT, World } from '../../../../tests/components/world';
import ReadReceipts from './ReadReceipts.svelte';

test('read receipts are turned off at once, and stay as the backend says', async () => {
	const world = new World();
	const { results, mutations } = world.convex;
	const me = { subject: ADA, name: 'Ada', isNamed: true, hasSkippedName: false, isFindable: true };
	results.set('users:current', { ...me, sharesReceipts: true });
	const { getByRole } = await mount(ReadReceipts, {}, await world.launch());
	const toggle = getByRole('switch', { name: 'Read receipts' });
	await expect.element(toggle).toBeChecked();
	results.set('users:current', { ...me, sharesReceipts: false });
	await toggle.click();
	await expect.element(toggle).not.toBeChecked();
	await vi.waitUntil(() => mutations.length > 0, WAIT);
	expect(mutations).toEqual([{ isOn: false }]);
	world.convex.publish();
	await expect.element(toggle).toBeEnabled();
	await expect.element(toggle).not.toBeChecked();
});

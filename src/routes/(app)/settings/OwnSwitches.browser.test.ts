import { expect, test, vi } from 'vitest';
import { mount } from '../../../../tests/components/mount';
import { ADA, WAIT, World } from '../../../../tests/components/world';
import OwnSwitches from './OwnSwitches.svelte';

const me = {
	...{ subject: ADA, name: 'Ada', isNamed: true, hasSkippedName: false },
	...{ isFindable: true, sharesReceipts: true, makesPreviews: true, sharesDrafts: true }
};

test.each([
	['Let people find me', { isFindable: false }, { isFindable: false }],
	['Read receipts', { sharesReceipts: false }, { isOn: false }],
	['Link previews', { makesPreviews: false }, { isOn: false }],
	['Drafts on my other devices', { sharesDrafts: false }, { isOn: false }]
])('“%s” is turned off at once, and stays as the backend says', async (name, off, sent) => {
	const world = new World();
	const { results, mutations } = world.convex;
	results.set('users:current', me);
	const { getByRole } = await mount(OwnSwitches, {}, await world.launch());
	const toggle = getByRole('switch', { name });
	await expect.element(toggle).toBeChecked();
	results.set('users:current', { ...me, ...off });
	await toggle.click();
	await expect.element(toggle).not.toBeChecked();
	await vi.waitUntil(() => mutations.length > 0, WAIT);
	expect(mutations).toEqual([sent]);
	world.convex.publish();
	await expect.element(toggle).toBeEnabled();
	await expect.element(toggle).not.toBeChecked();
});

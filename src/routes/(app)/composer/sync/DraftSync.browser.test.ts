import { expect, onTestFinished, test, vi } from 'vitest';
import { CONVERSATION, listed, worldWith } from '../../../../../tests/components/messages';
import { mount } from '../../../../../tests/components/mount';
import { ADA } from '../../../../../tests/components/world';
import { Draft } from '../draft.svelte';
import DraftSync from './DraftSync.svelte';

const me = { subject: ADA, name: 'Ada', isNamed: true, hasSkippedName: false, isFindable: true };

/** A device of Ada's, and what the backend has of her drafts. */
async function openDevice() {
	const world = worldWith([listed()]);
	const { results, mutations } = world.convex;
	results.set('users:current', { ...me, sharesReceipts: true, sharesDrafts: true });
	results.set('drafts:list', []);
	const launched = await world.launch();
	const { account } = launched;
	const keep = (...texts: string[]) => {
		const [current, ...others] = texts.map((text) => ({ id: `id of ${text}`, text }));
		results.set('drafts:list', [{ conversationId: CONVERSATION, current, others }]);
		world.convex.publish();
	};
	await mount(DraftSync, {}, launched);
	return { world, account, keep, mutations, draft: new Draft(account.texts, CONVERSATION) };
}

/** Hides the window, as who goes to another device does. */
function hide() {
	const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
	document.dispatchEvent(new Event('visibilitychange'));
	onTestFinished(() => visibility.mockRestore());
}

test('what was begun on another device is here, and what is written on is saved when one leaves', async () => {
	const { draft, keep, mutations } = await openDevice();
	keep('Begun');
	await expect.poll(() => draft.text).toBe('Begun');
	draft.text = 'Begun, and on';
	hide();
	await expect.poll(() => mutations.length).toBe(1);
	expect(mutations[0]).toMatchObject({ text: 'Begun, and on', seen: ['id of Begun'] });
});

test('a pause is enough, and what is sent within it is never saved', async () => {
	const { draft, mutations } = await openDevice();
	draft.text = 'Quick';
	draft.text = '';
	draft.text = 'Slow';
	await expect
		.poll(() => mutations, { timeout: 10_000 })
		.toMatchObject([{ text: 'Slow', seen: [] }]);
});

test('what is typed here stays when another device writes too', async () => {
	const { draft, keep, mutations } = await openDevice();
	draft.text = 'Here';
	keep('There');
	hide();
	await expect.poll(() => mutations).toMatchObject([{ text: 'Here', seen: [] }]);
	expect(draft.text).toBe('Here');
});

test('what was sent on another device is gone here', async () => {
	const { draft, keep } = await openDevice();
	keep('Begun');
	await expect.poll(() => draft.text).toBe('Begun');
	keep();
	await expect.poll(() => draft.text).toBe('');
});

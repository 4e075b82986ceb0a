import { expect, test } from 'vitest';
import { CONVERSATION, worldWith, listed } from '../../../../../tests/components/messages';
import { mount } from '../../../../../tests/components/mount';
import { ADA } from '../../../../../tests/components/world';
import Composer from '../Composer.svelte';
import { Draft } from '../draft.svelte';
import { takeDraft } from './save-draft';

const me = { subject: ADA, name: 'Ada', isNamed: true, hasSkippedName: false, isFindable: true };
const other = { id: 'other', text: 'Written on the phone' };

/** The composer with a text that the backend has, beside one of another device. */
async function openComposer() {
	const world = worldWith([listed()]);
	const { results, mutations } = world.convex;
	results.set('users:current', { ...me, sharesReceipts: true, sharesDrafts: true });
	const current = { id: 'own', text: 'Written here' };
	results.set('drafts:list', [{ conversationId: CONVERSATION, current, others: [other] }]);
	const { client, account } = await world.launch();
	const draft = new Draft(account.texts, CONVERSATION);
	takeDraft({ account, conversationId: CONVERSATION, draft }, current);
	const props = { conversationId: CONVERSATION, draft, problem: undefined };
	const { getByRole, getByText } = await mount(Composer, props, { client, account });
	const field = getByRole('textbox', { name: 'Message' });
	const button = (name: string) => getByRole('button', { name });
	return { draft, field, button, mutations, offer: getByText('Other draft: Written on the phone') };
}

test('another device’s draft is offered, and takes the place of this one when it is asked for', async () => {
	const { field, button, mutations, offer, draft } = await openComposer();
	await expect.element(offer).toBeVisible();
	await expect.element(field).toHaveValue('Written here');
	draft.text = 'Written here, and on';
	await button('Use').click();
	await expect.element(field).toHaveValue(other.text);
	await expect.element(field).toHaveFocus();
	// What stood here is with the backend, to be offered in its turn.
	expect(mutations).toMatchObject([{ text: 'Written here, and on', seen: ['own'] }]);
	await expect.poll(() => draft.attempt().draftIds).toEqual(['other']);
});

test('another device’s draft is discarded, and comes back when that is undone', async () => {
	const { field, button, mutations } = await openComposer();
	await button('Discard').click();
	await expect.poll(() => mutations).toMatchObject([{ text: '', seen: ['other'] }]);
	await button('Undo').click();
	await expect.poll(() => mutations).toMatchObject([{ text: '' }, { text: other.text, seen: [] }]);
	await expect.element(field).toHaveValue('Written here');
});

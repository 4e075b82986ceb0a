/** How far one's own messages have come, in a conversation on the screen. */
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { beside } from '../../../../../tests/components/beside';
import { mount } from '../../../../../tests/components/mount';
import {
	CONVERSATION,
	FIRST_SENT,
	listed,
	messageOf,
	worldWith
} from '../../../../../tests/components/messages';
import { ADA, GRACE } from '../../../../../tests/components/world';
import type { Receipts } from '../../receipts/receipt';
import OpenConversation from './OpenConversation.svelte';

// SvelteKit's router runs in the built app only.
vi.mock('$app/navigation', () => ({ beforeNavigate: vi.fn(), goto: vi.fn(), pushState: vi.fn() }));

const grace = { subject: GRACE, name: 'Grace Hopper', since: 0, delivered: [], read: [] };
const at = FIRST_SENT + 60_000;

/** A conversation in which Ada has written message 1, and Grace message 2. */
async function open(receipts: Receipts) {
	const own = messageOf(1, { body: 'Own', author: 'Ada', authorId: ADA });
	const world = worldWith([listed()], [own, messageOf(2)]);
	const { results } = world.convex;
	results.set('besideMessages:of', beside({ receipts }));
	const launched = await world.launch();
	const screen = await mount(OpenConversation, { id: CONVERSATION }, launched);
	const message = (text: string) => screen.getByRole('article').filter({ hasText: text });
	const dialog = screen.getByRole('dialog', { name: 'Info' });
	return {
		...{ ...screen, ...launched, world, message, dialog },
		become: (changed: Receipts) => {
			results.set('besideMessages:of', beside({ receipts: changed }));
			world.convex.publish();
		},
		openInfo: async (text: string) => {
			await message(text).hover();
			await message(text).getByRole('button', { name: 'More' }).click();
			await screen.getByRole('menuitem', { name: 'Info' }).click();
			await expect.element(dialog).toBeVisible();
		}
	};
}

test('an own message says when it has come to a device, and when it was read', async () => {
	const { message, become } = await open({ members: [grace] });
	const status = message('Own');
	await expect.element(status.getByText('Sent', { exact: true })).toBeInTheDocument();
	become({ members: [{ ...grace, delivered: [{ number: 1, at }] }] });
	await expect.element(status.getByText('Sent, delivered', { exact: true })).toBeInTheDocument();
	become({ members: [{ ...grace, read: [{ number: 1, at }] }] });
	await expect.element(status.getByText('Sent, read', { exact: true })).toBeInTheDocument();
	const joan = { ...grace, subject: 'joan', name: 'Joan' };
	become({ members: [{ ...grace, read: [{ number: 1, at }] }, joan] });
	await expect.element(status.getByText('Sent, read by 1')).toBeInTheDocument();
	expect(message('Message 2.').element().textContent).not.toContain('Sent');
});

test('without a connection it says what was known last', async () => {
	const first = await open({ members: [{ ...grace, read: [{ number: 1, at }] }] });
	await expect.element(first.message('Own').getByText('Sent, read')).toBeInTheDocument();
	await first.unmount();
	first.stop();
	first.world.convex.state = 'down';
	const launched = await first.world.launch();
	const { getByText } = await mount(OpenConversation, { id: CONVERSATION }, launched);
	await expect.element(getByText('Sent, read', { exact: true })).toBeInTheDocument();
});

test('“Info” names who has read an own message and who has it, and closes back to the message', async () => {
	const joan = { ...grace, subject: 'joan', name: 'Joan Clarke', delivered: [{ number: 1, at }] };
	const members = [{ ...grace, read: [{ number: 1, at }] }, joan];
	const { openInfo, dialog } = await open({ members });
	await openInfo('Own');
	const [read, delivered] = ['Read by', 'Delivered to'].map((name) =>
		dialog.getByRole('list', { name })
	);
	await expect.element(read!).toHaveTextContent('Grace Hopper');
	await expect.element(read!.getByRole('time')).toBeVisible();
	await expect.element(delivered!).toHaveTextContent('Joan Clarke');
	await userEvent.keyboard('{Escape}');
	await expect.element(dialog).not.toBeInTheDocument();
});

test.each<[string, Receipts, string]>([
	['has many members', { hidden: 'many', members: [] }, 'up to 20 people'],
	['is read by who hides their own', { hidden: 'off', members: [] }, 'turned off read receipts'],
	['is with who hides theirs', { members: [] }, 'Nobody here has read receipts']
])('“Info” says why it names nobody where a conversation %s', async (_case, receipts, why) => {
	const { openInfo, dialog, message } = await open(receipts);
	await openInfo('Own');
	await expect.element(dialog).toHaveTextContent(why);
	expect(message('Own').element().textContent).not.toContain('Sent,');
});

test('“Info” of another’s message says when it was sent and edited, and nothing of readers', async () => {
	const { openInfo, dialog } = await open({ members: [grace] });
	await openInfo('Message 2.');
	await expect.element(dialog).toHaveTextContent('January 5, 2026');
	expect(dialog.element().textContent).not.toContain('Read by');
});

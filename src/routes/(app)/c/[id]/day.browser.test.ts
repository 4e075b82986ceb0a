import { expect, test, vi } from 'vitest';
import { mount } from '../../../../../tests/components/mount';
import {
	CONVERSATION,
	FIRST_SENT,
	listed,
	messageOf,
	worldWith
} from '../../../../../tests/components/messages';
import OpenConversation from './OpenConversation.svelte';

// SvelteKit's router runs in the built app only.
vi.mock('$app/navigation', () => ({ beforeNavigate: vi.fn(), goto: vi.fn(), pushState: vi.fn() }));

const DAY_MS = 24 * 60 * 60_000;
/** One message every second day. */
const messages = Array.from({ length: 80 }, (_, index) =>
	messageOf(index + 1, { sentAt: FIRST_SENT + 2 * index * DAY_MS })
);
/** The day of a message with this number, or between two messages. */
const dayOf = (number: number) =>
	new Intl.DateTimeFormat('sv').format(FIRST_SENT + 2 * (number - 1) * DAY_MS);

/** Opens the conversation, and asks for a day from the heading of the last one. */
async function ask(world = worldWith([listed()], messages)) {
	const screen = await mount(OpenConversation, { id: CONVERSATION }, await world.launch());
	const { getByRole } = screen;
	await getByRole('log').getByRole('heading').last().getByRole('button').click();
	const dialog = getByRole('dialog', { name: 'Go to a day' });
	const field = dialog.getByLabelText('Day');
	await expect.element(field).toHaveValue(dayOf(80));
	const goTo = async (day: string) => {
		await field.fill(day);
		await dialog.getByRole('button', { name: 'Go' }).click();
	};
	return { ...screen, dialog, goTo };
}

test('goes to the first message from a day on, however old', async () => {
	const { dialog, goTo, getByRole } = await ask();
	await goTo(dayOf(1.5));
	const second = getByRole('article').filter({ hasText: /Message 2\./ });
	await expect.element(second).toBeInViewport();
	await expect.element(second).toHaveFocus();
	await expect.element(dialog).not.toBeInTheDocument();
});

test('with no network, goes to a day that the device has, and says of another that it is not here', async () => {
	const world = worldWith([listed()], messages);
	await (await ask(world)).unmount();
	world.convex.state = 'down';
	const { dialog, goTo, getByRole } = await ask(world);
	await goTo(dayOf(40.5));
	await expect.element(dialog.getByRole('alert')).toHaveTextContent('This device has no messages');
	await goTo(dayOf(40));
	await expect.element(getByRole('article').filter({ hasText: /Message 40\./ })).toBeInViewport();
});

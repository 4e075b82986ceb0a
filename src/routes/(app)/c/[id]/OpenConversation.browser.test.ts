import { ConvexError } from 'convex/values';
import { expect, test, vi } from 'vitest';
import { goto } from '$app/navigation';
import { mount } from '../../../../../tests/components/mount';
import {
	CONVERSATION,
	listed,
	messageOf,
	messagesFrom,
	worldWith
} from '../../../../../tests/components/messages';
import { ADA, WAIT, type World } from '../../../../../tests/components/world';
import { conversationMessages } from '../../model/conversation-messages';
import { SNAPSHOT_ID } from '../../snapshot/snapshot-names';
import OpenConversation from './OpenConversation.svelte';

// SvelteKit's router runs in the built app only.
vi.mock('$app/navigation', () => ({ beforeNavigate: vi.fn(), goto: vi.fn(), pushState: vi.fn() }));

async function open(world: World, id?: string) {
	const launched = await world.launch();
	const screen = await mount(OpenConversation, id === undefined ? {} : { id }, launched);
	const heading = screen.getByRole('heading', { level: 1 });
	const composer = screen.getByRole('textbox', { name: 'Message' });
	return { ...screen, ...launched, heading, composer };
}

test('shows the conversation with its messages and the composer', async () => {
	const { heading, composer, getByText } = await open(worldWith([listed()]), CONVERSATION);
	await expect.element(heading).toHaveTextContent('General');
	await expect.element(getByText('Message 3.')).toBeVisible();
	await expect.element(composer).toBeVisible();
});

test('without an id, shows the conversation that was open last, else the first that one may read', async () => {
	const invited = listed({
		id: 'secret' as never,
		name: 'Secret',
		kind: 'invited',
		isMember: false
	});
	const other = listed({ id: 'other' as never, name: 'Other' });
	const world = worldWith([invited, other, listed()]);
	const first = await open(world);
	await expect.element(first.heading).toHaveTextContent('Other');
	await first.unmount();
	const named = await mount(OpenConversation, { id: CONVERSATION }, first);
	await expect.element(named.getByRole('heading', { level: 1 })).toHaveTextContent('General');
	await expect.element(named.getByText('Message 3.')).toBeVisible();
	await named.unmount();
	first.stop();
	const { heading } = await open(world);
	await expect.element(heading).toHaveTextContent('General');
});

test('with no network, shows what the device has, as of when, and takes new messages', async () => {
	const world = worldWith([listed()]);
	const first = await open(world, CONVERSATION);
	await expect.element(first.getByText('Message 3.')).toBeVisible();
	await vi.waitUntil(() => first.account.texts.text('last-conversation') !== undefined, WAIT);
	await first.unmount();
	first.stop();

	world.convex.state = 'down';
	const { composer, getByText, getByRole } = await open(world, CONVERSATION);
	await expect.element(getByText('Message 3.')).toBeVisible();
	const status = getByRole('status', { name: 'Connection' });
	await expect.element(status).toHaveTextContent(/Offline.*as of/);
	await composer.fill('Underground');
	await expect.element(composer).toHaveValue('Underground');
	await getByRole('button', { name: 'Send' }).click();
	const article = getByRole('article').filter({ hasText: 'Underground' });
	await expect.element(article).toHaveTextContent(/Saved on this device/);
});

test('a conversation that is not on the device yet says that it waits for a connection', async () => {
	const world = worldWith([listed()]);
	const first = await open(world, CONVERSATION);
	await expect.element(first.getByText('Message 3.')).toBeVisible();
	await first.unmount();
	first.stop();
	world.convex.state = 'down';
	const { getByText } = await open(world, 'another');
	await expect.element(getByText('Not on this device yet')).toBeVisible();
});

test('what one writes is sent, and shows once and as sent when the backend has it', async () => {
	const messages = messagesFrom(1, 3);
	const world = worldWith([listed()], messages);
	const { composer, getByRole, account } = await open(world, CONVERSATION);
	await expect.element(composer).toBeVisible();
	await composer.fill('An answer');
	await getByRole('button', { name: 'Send' }).click();
	await vi.waitUntil(() => JSON.stringify(world.convex.mutations).includes('An answer'), WAIT);
	const clientId = account.outbox.entries.find(({ args }) => args.body === 'An answer')?.id ?? '';
	const mine = messageOf(4, { clientId, author: 'Ada', authorId: ADA, body: 'An answer' });
	world.convex.results.set('messages:list', [...messages, mine]);
	world.convex.publish();
	await vi.waitUntil(() => account.outbox.entries.length === 0, WAIT);
	const article = getByRole('article').filter({ hasText: 'An answer' });
	await expect.element(article).toHaveTextContent(/Sent/);
	expect(article.elements()).toHaveLength(1);
});

test('a new message of somebody else’s is announced politely and once, one’s own never', async () => {
	const messages = messagesFrom(1, 3);
	const world = worldWith([listed()], messages);
	const { getByText, frame } = await open(world, CONVERSATION);
	await expect.element(getByText('Message 3.')).toBeVisible();
	// It is loaded after the messages.
	await expect.poll(() => frame.querySelector('[aria-live=polite]')).not.toBeNull();
	const heard: string[] = [];
	for (const region of frame.querySelectorAll('[aria-live]:not([aria-live=off])')) {
		new MutationObserver((changes) => {
			for (const { addedNodes } of changes) {
				for (const { textContent } of addedNodes) if (textContent?.trim()) heard.push(textContent);
			}
		}).observe(region, { childList: true, subtree: true });
	}
	const arrive = async (number: number, changed = {}) => {
		messages.push(messageOf(number, changed));
		world.convex.results.set('messages:list', [...messages]);
		world.convex.publish();
		await expect.element(getByText(`Message ${number}.`)).toBeVisible();
	};
	await arrive(4, { author: 'Ada', authorId: ADA });
	await arrive(5);
	await arrive(6);
	await expect
		.poll(() => heard.map((text) => text.trim()))
		.toEqual(['New message from Grace Hopper', 'New message from Grace Hopper']);
});

test('who is removed from the open conversation learns which one it was', async () => {
	const world = worldWith([listed()]);
	const { getByText, getByRole } = await open(world, CONVERSATION);
	await expect.element(getByText('Message 3.')).toBeVisible();
	world.convex.results.set('conversations:list', []);
	world.convex.results.set('conversations:get', new ConvexError({ kind: 'Forbidden' }));
	world.convex.publish();
	await expect
		.element(getByRole('alert'))
		.toHaveTextContent('You are no longer a member of General.');
	await expect.element(getByText('Message 3.')).not.toBeInTheDocument();
});

test('an open conversation that is deleted says so', async () => {
	const world = worldWith([listed()]);
	const { getByText, getByRole } = await open(world, CONVERSATION);
	await expect.element(getByText('Message 3.')).toBeVisible();
	world.convex.results.set('conversations:list', []);
	const gone = new ConvexError({ kind: 'NotFound', what: 'conversation' });
	world.convex.results.set('conversations:get', gone);
	world.convex.publish();
	await expect.element(getByRole('alert')).toHaveTextContent('General was deleted.');
});

test('an address that names nothing says so', async () => {
	const world = worldWith([listed()]);
	world.convex.results.set('conversations:get', new ConvexError({ kind: 'Forbidden' }));
	const { getByRole } = await open(world, 'nothing');
	await expect
		.element(getByRole('alert'))
		.toHaveTextContent(/does not exist, or you may not read it/);
});

test('an invitation to a closed conversation can be answered, and shows none of its messages', async () => {
	const invitedBy = { subject: 'user_grace', name: 'Grace Hopper' };
	const secret = listed({ name: 'Secret', kind: 'invited', isMember: false, invitedBy });
	const { heading, getByRole, getByText } = await open(worldWith([secret]), CONVERSATION);
	await expect.element(heading).toHaveTextContent('Secret');
	await expect.element(getByRole('button', { name: /^Accept/ })).toBeVisible();
	await expect.element(getByText('Message 3.')).not.toBeInTheDocument();
});

test('a conversation that was made on this device opens under the id of the backend', async () => {
	const world = worldWith([listed({ clientId: 'made-here' })]);
	await open(world, 'made-here');
	await expect
		.poll(() => vi.mocked(goto).mock.calls)
		.toContainEqual([`/c/${CONVERSATION}`, { replaceState: true }]);
});

/** A conversation with messages that fill some screens, of which Ada has read the first ones. */
async function openUnread(read: number) {
	const world = worldWith([listed({ unread: 40 - read })], messagesFrom(1, 40), read);
	const screen = await open(world, CONVERSATION);
	const { getByRole, frame } = screen;
	const divider = getByRole('separator', { name: 'New messages' });
	await expect.element(divider).toBeInTheDocument();
	const shown = frame.querySelector('.scroller')?.getBoundingClientRect();
	const placeOf = (element: Element) => element.getBoundingClientRect().top - (shown?.top ?? 0);
	const toNewest = getByRole('button', { name: 'To the newest' });
	const last = getByRole('article').last();
	return { ...screen, world, divider, placeOf, toNewest, last, height: shown?.height ?? 0 };
}

test('opens at the first unread message, and is read when the newest has been seen', async () => {
	const { world, divider, placeOf, toNewest, last, height } = await openUnread(20);
	await expect.poll(() => placeOf(divider.element())).toBeGreaterThan(0);
	expect(placeOf(divider.element())).toBeLessThan(height / 2);
	await expect.element(toNewest).toHaveAccessibleName(/, \d+ new$/);
	const marks = () =>
		world.convex.mutations.filter((args) => JSON.stringify(args).includes('upTo'));
	expect(marks()).toEqual([]);
	await toNewest.click();
	await expect.element(last).toBeInViewport();
	await expect.element(toNewest).not.toBeInTheDocument();
	await expect.poll(marks).toMatchObject([{ upTo: 40 }]);
});

test('opens at the newest where all that is unread is on the screen with it', async () => {
	const { divider, last, toNewest } = await openUnread(39);
	await expect.element(divider).toBeInViewport();
	await expect.element(last).toBeInViewport();
	await expect.element(toNewest).not.toBeInTheDocument();
});

test('a launch stays where it has painted', async () => {
	const painted = document.createElement('div');
	Object.assign(painted, { id: SNAPSHOT_ID }).dataset.subject = ADA;
	document.body.prepend(painted);
	const { divider, last, placeOf } = await openUnread(20);
	await expect.poll(() => document.getElementById(SNAPSHOT_ID)).toBeNull();
	await expect.element(last).toBeInViewport();
	expect(placeOf(divider.element())).toBeLessThan(0);
});

test('opens at the first unread message, where more are unread than the newest ones', async () => {
	const world = worldWith([listed()], messagesFrom(1, 20));
	const first = await open(world, CONVERSATION);
	await expect.element(first.getByText('Message 20.')).toBeVisible();
	const list = { conversationId: CONVERSATION };
	const pages = await first.account.openPages(conversationMessages, list);
	await expect.poll(async () => (await pages.readCached()).length).toBe(20);
	pages.close();
	await first.unmount();
	first.stop();

	const messages = messagesFrom(1, 200);
	const missed = worldWith([listed({ unread: 180 })], messages, 20);
	missed.convex.results.set('messages:list', messages.slice(-50));
	const launched = await open(Object.assign(missed, { convexUrl: world.convexUrl }), CONVERSATION);
	const { getByRole, getByText } = launched;
	await expect.element(getByText('Message 21.')).toBeInViewport();
	const line = getByRole('separator', { name: 'New messages' });
	await expect.element(line).toBeInViewport();
	expect(line.element().nextElementSibling).toHaveTextContent('Message 21.');
	await getByRole('button', { name: /^To the newest messages, 1[67]\d new$/ }).click();
	await expect.element(getByText('Message 200.')).toBeInViewport();
});

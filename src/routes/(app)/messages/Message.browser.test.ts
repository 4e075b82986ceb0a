import { describe, expect, test, vi } from 'vitest';
import type { EntryState, OutboxEntry } from '$lib';
import { mount } from '../../../../tests/components/mount';
import { CONVERSATION, messageOf } from '../../../../tests/components/messages';
import { ADA, GRACE, World } from '../../../../tests/components/world';
import type { MessageView } from '../model/message';
import Message from './Message.svelte';
import type { MessageHandlers } from './message-handlers';

interface State {
	/** What is different from a message of Grace's that says "Hello". */
	message?: Partial<MessageView>;
	isMine?: boolean;
	entry?: EntryState;
	/** A new text of the message that its entry has, and that the message does not show. */
	edit?: string;
	isLast?: boolean;
}

const handlersOf = () => ({
	conversationId: CONVERSATION,
	...{ reply: vi.fn(), react: vi.fn(), edit: vi.fn(), attempt: <T>(change: Promise<T>) => change }
});

/** A message in one of its states, and what a reader and a screen reader find in it. */
async function show({ message: changed, isMine = false, entry, edit, isLast = true }: State) {
	const world = new World();
	world.convex.state = 'down';
	const { client, account } = await world.launch();
	const author = isMine ? { author: 'Ada', authorId: ADA } : {};
	const message = messageOf(1, { body: 'Hello', ...author, ...changed });
	const handlers = handlersOf() satisfies MessageHandlers;
	const shown = { message, isMine, isLast, entry: entry && entryOf(message, entry, edit) };
	const screen = await mount(Message, shown, { client, account, handlers });
	const article = screen.getByRole('article');
	const time = screen.getByRole('time');
	return {
		...screen,
		...{ article, time, handlers, message },
		/** Its texts, also those for screen readers alone, without the time. */
		texts: () => {
			const { innerText } = article.element() as HTMLElement;
			const at = (time.element() as HTMLElement).innerText;
			return innerText.replace(at, '').replaceAll(/\s+/g, ' ').trim();
		},
		buttons: () =>
			screen
				.getByRole('button')
				.elements()
				.map(
					(one) => one.getAttribute('aria-label') ?? one.textContent?.trim().replaceAll(/\s+/g, ' ')
				)
	};
}

function entryOf(
	{ clientId, body, sentAt }: MessageView,
	state: EntryState,
	edit?: string
): OutboxEntry {
	const args = { conversationId: CONVERSATION, clientId, body: edit ?? body };
	const mutation = edit === undefined ? 'messages:send' : 'messages:edit';
	return {
		...{ id: clientId, subject: ADA, mutation, args, orderingKey: CONVERSATION },
		writtenAt: sentAt,
		state
	};
}

const rejected = (reason: Extract<EntryState, { status: 'rejected' }>['reason']): State => ({
	isMine: true,
	entry: { status: 'rejected', reason }
});
const quote = { authorId: GRACE, clientId: 'question', author: 'Grace Hopper', isRemoved: false };
const [none, decisions]: [string[], string[]] = [[], ['Retry', 'Edit', 'Copy', 'Delete']];
const isRemoved = { removedAt: 1, body: '' };
const reactions = [
	{ emoji: '👍', count: 2, isMine: true },
	{ emoji: '😮', count: 1, isMine: false }
];

const STATES: Record<string, State & { texts: string; buttons: string[] }> = {
	'of somebody else': { texts: 'Hello', buttons: none },
	'one’s own, sent': { isMine: true, texts: 'Hello Sent', buttons: none },
	'sent, and still in the outbox': {
		...{ isMine: true, entry: { status: 'sent' } },
		...{ texts: 'Hello Sent', buttons: none }
	},
	waiting: {
		...{ isMine: true, entry: { status: 'waiting' } },
		...{ texts: 'Hello Saved on this device', buttons: none }
	},
	'waiting until the backend takes more': {
		...{ isMine: true, entry: { status: 'waiting', until: Date.now() + 3_600_000 } },
		texts: expect.stringMatching(
			/^Hello Saved on this device · too many at once, sent in [\d,]+ seconds$/
		) as string,
		buttons: none
	},
	sending: {
		...{ isMine: true, entry: { status: 'sending' } },
		...{ texts: 'Hello Sending', buttons: none }
	},
	'held for another session': {
		...{ isMine: true, entry: { status: 'held', why: 'not_accepted' } },
		...{ texts: 'Hello Held · sign in again to send it', buttons: none }
	},
	'held for another version of the app': {
		...{ isMine: true, entry: { status: 'held', why: 'unknown_function' } },
		...{ texts: 'Hello Held · update the app to send it', buttons: none }
	},
	'rejected because it is too long': {
		...rejected({
			kind: 'refused',
			data: { kind: 'Invalid', field: 'body', reason: 'tooLong', limit: 4000 }
		}),
		texts: expect.stringMatching(/^Hello Not sent\. .*4,000.* Retry Edit Copy Delete$/) as string,
		buttons: decisions
	},
	'rejected by an error of the backend': {
		...rejected({ kind: 'server_error', message: 'Server Error' }),
		texts: expect.stringMatching(/^Hello Not sent\. .+ Retry Edit Copy Delete$/) as string,
		buttons: decisions
	},
	'rejected because it is too old': {
		...rejected({ kind: 'too_old' }),
		texts: expect.stringMatching(
			/^Hello Not sent\. .*two weeks.* Retry Edit Copy Delete$/
		) as string,
		buttons: decisions
	},
	edited: { message: { editedAt: 1 }, texts: 'Hello edited', buttons: none },
	'deleted by somebody else': {
		message: { ...isRemoved, quote: { ...quote, text: 'Why?' }, reactions, editedAt: 1 },
		...{ texts: 'This message was deleted', buttons: [] }
	},
	'deleted by its reader': {
		...{ isMine: true, message: isRemoved },
		...{ texts: 'You deleted this message Sent', buttons: [] }
	},
	'deleted, while that waits': {
		...{ isMine: true, message: isRemoved, entry: { status: 'waiting' } },
		...{ texts: 'You deleted this message Saved on this device', buttons: [] }
	},
	'deleted elsewhere, while its reader’s edit waits': {
		...{ isMine: true, message: isRemoved, entry: { status: 'waiting' }, edit: 'New words' },
		texts: 'You deleted this message New words Copy Saved on this device',
		buttons: ['Copy']
	},
	'deleted elsewhere, and its reader’s edit rejected': {
		...rejected({ kind: 'refused', data: { kind: 'NotFound', what: 'message' } }),
		...{ message: isRemoved, edit: 'New words' },
		texts: expect.stringMatching(
			/^You deleted this message New words Not sent\. .*deleted.* Retry Copy Delete$/
		) as string,
		buttons: ['Retry', 'Copy', 'Delete']
	},
	'a reply': {
		message: { quote: { ...quote, text: 'Which one?' } },
		...{ texts: 'In reply to Grace Hopper Which one? Hello', buttons: none }
	},
	'a reply to its reader': {
		message: { quote: { ...quote, authorId: ADA, author: 'Ada', text: 'Which one?' } },
		...{ texts: 'In reply to You Which one? Hello', buttons: none }
	},
	'a reply to a deleted message': {
		message: { quote: { ...quote, text: 'Said too soon', isRemoved: true } },
		...{ texts: 'In reply to Grace Hopper This message was deleted Hello', buttons: none }
	},
	'a reply to a message that is not here': {
		message: { quote: { ...quote, text: '' } },
		...{ texts: 'In reply to Grace Hopper An earlier message Hello', buttons: none }
	},
	'with reactions': {
		message: { reactions },
		...{ texts: 'Hello 👍 2 😮 1', buttons: ['👍 2', '😮 1'] }
	}
};

describe('a message says what it is', () => {
	for (const [name, { texts, buttons, ...state }] of Object.entries(STATES)) {
		test(name, async () => {
			const shown = await show(state);
			await expect.poll(shown.texts).toEqual(texts);
			expect(shown.buttons()).toEqual(buttons);
			const label = state.isMine ? 'You' : 'Grace Hopper';
			await expect.element(shown.article).toHaveAccessibleName(label);
		});
	}
});

/** How high the words for its state are on the screen. */
const heightOf = (element: Element) => {
	const words = document.createRange();
	words.selectNodeContents(element);
	const isHidden = element.closest('.visually-hidden') !== null;
	return isHidden ? 0 : words.getBoundingClientRect().height;
};

test('every message shows its time, and its state by an icon', async () => {
	for (const isLast of [true, false]) {
		const { time, article, unmount } = await show({ isMine: true, isLast });
		const bubble = article.element().querySelector('.bubble');
		expect(bubble?.contains(time.element())).toBe(true);
		expect(time.element().getBoundingClientRect().height).toBeGreaterThan(10);
		expect(bubble?.querySelectorAll('svg')).toHaveLength(1);
		await unmount();
	}
});

test('the time stands on the last line of the text where that has room, in either direction', async () => {
	for (const [body, lines] of [
		['Hello', 1],
		['مرحبا', 1],
		['Two\nlines', 2],
		['w'.repeat(300), undefined]
	] as const) {
		const { article, time, unmount } = await show({ message: { body } });
		const text = article.element().querySelector('.body');
		const [{ bottom, left, right }, box] = [text!, time.element()].map((one) =>
			one.getBoundingClientRect()
		) as [DOMRect, DOMRect];
		if (lines) {
			expect(Math.abs(box.bottom - bottom)).toBeLessThan(6);
			expect(text!.getBoundingClientRect().height).toBeLessThan(lines * 24);
		} else expect(box.bottom).toBeGreaterThanOrEqual(bottom - 6);
		// It covers no text.
		if (lines === 1) expect(box.left >= right || box.right <= left + 1).toBe(true);
		await unmount();
	}
});

test('of a group only the last message says in words that it waits, and each that it was not sent', async () => {
	const waiting = await show({ isMine: true, isLast: false, entry: { status: 'waiting' } });
	const words = waiting.getByText('Saved on this device').element();
	expect(heightOf(words)).toBe(0);
	await waiting.update({ isLast: true });
	expect(heightOf(words)).toBeGreaterThan(10);
	await waiting.unmount();
	const failed = await show({ ...rejected({ kind: 'too_old' }), isLast: false });
	expect(heightOf(failed.getByText('Not sent.').element())).toBeGreaterThan(10);
});

test('the words for its state stay in their place while it is sent', async () => {
	const { article, update, message } = await show({ isMine: true, entry: { status: 'waiting' } });
	const [node, state] = [article.element(), article.element().querySelector('.state')];
	for (const status of ['sending', 'sent'] as const) {
		await update({ entry: entryOf(message, { status }) });
	}
	expect(article.element()).toBe(node);
	expect(node.querySelector('.state')).toBe(state);
	await expect.element(article).toHaveTextContent(/Sent/);
	expect(heightOf(state!)).toBe(0);
});

test('up to three emoji alone are large, and stand in no bubble', async () => {
	const { article, update, message } = await show({ message: { body: '🎉👍🏽' } });
	const look = () => {
		const bubble = article.element().querySelector('.bubble');
		const { fontSize } = getComputedStyle(bubble!.querySelector('.body')!);
		return [parseFloat(fontSize), getComputedStyle(bubble!).borderTopWidth];
	};
	expect(look()).toEqual([40, '0px']);
	await update({ message: { ...message, quote: { ...quote, text: 'Why?' } } });
	expect(look()).toEqual([16, '1px']);
});

const STRANGE = {
	markup: '<script>window.broken = true</script><img src=x onerror="window.broken = true">',
	'a long word': `w${'o'.repeat(300)}rd`,
	emoji: '👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽',
	'another direction': 'مرحبا بالعالم، كيف الحال؟',
	'the longest text': 'x'.repeat(4000),
	'two lines': 'one\ntwo',
	'an address of a script': 'javascript:alert(document.domain)',
	'an address of data': 'data:text/html,<script>alert(1)</script>',
	'a link of a script': '<a href="javascript:alert(1)">click</a>'
};

for (const [name, body] of Object.entries(STRANGE)) {
	test(`${name} shows as text and stays inside the page`, async () => {
		const { article, getByRole, texts } = await show({ message: { body } });
		expect(texts()).toBe(body.replaceAll('\n', ' '));
		const text = document.createRange();
		text.selectNodeContents(article.getByText(/./).first().element());
		const { left, right } = text.getBoundingClientRect();
		expect(left).toBeGreaterThanOrEqual(0);
		expect(right).toBeLessThanOrEqual(window.innerWidth);
		await expect.element(getByRole('link')).not.toBeInTheDocument();
		expect('broken' in window).toBe(false);
	});
}

test('says exactly when it was sent to who points at it or hears it', async () => {
	const { time, message } = await show({});
	const exact = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeStyle: 'short' });
	const text = exact.format(message.sentAt);
	await expect.element(time).toHaveAttribute('title', text);
	await expect.element(time).toHaveAttribute('datetime', new Date(message.sentAt).toISOString());
	await expect.element(time).toHaveTextContent(text);
});

test('the text of an edit is copied from a message that was deleted elsewhere', async () => {
	const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
	const refused = rejected({ kind: 'refused', data: { kind: 'NotFound', what: 'message' } });
	for (const entry of [{ status: 'waiting' } as const, refused.entry]) {
		const { getByRole, unmount } = await show({
			...{ isMine: true, message: isRemoved, edit: 'New words' },
			...(entry && { entry })
		});
		await getByRole('button', { name: 'Copy', exact: true }).click();
		expect(write).toHaveBeenLastCalledWith('New words');
		write.mockClear();
		await unmount();
	}
});

test('a reaction is given or taken back by pressing it', async () => {
	const { handlers, message, getByRole } = await show({ message: { reactions } });
	const chips = getByRole('group', { name: 'Reactions' });
	await expect.element(chips.getByRole('button', { pressed: true })).toHaveTextContent('👍 2');
	await chips.getByRole('button', { name: '😮 1' }).click();
	expect(handlers.react).toHaveBeenLastCalledWith(message, '😮', true);
	await chips.getByRole('button', { name: '👍 2' }).click();
	expect(handlers.react).toHaveBeenLastCalledWith(message, '👍', false);
});

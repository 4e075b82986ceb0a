import { tick } from 'svelte';
import type { CachedPages } from '$lib';
import { keyOf, type MessageName, type MessageView } from '../model/message';
import type { ListHandle } from './list-handle';
import { NEWEST_DRAWN } from './newest-drawn';
import type { ScrollWindow } from './scroll-window.svelte';

/** This many messages are drawn at first around the one that is gone to. */
const AROUND_MESSAGES = 12;

const GLOW_MS = 1_500;

interface GoToOptions {
	list: ScrollWindow;
	/** The list that loads messages. */
	pages: CachedPages<MessageView> | undefined;
	message: MessageName;
	/** When it was sent, in milliseconds since 1970. */
	sentAt: number;
	/** Whether the focus goes there too. */
	takesFocus?: boolean;
}

/** Goes to a message, which keyboard and screen reader continue from. Returns whether it exists. */
export async function goToMessage({
	list,
	pages,
	message,
	sentAt,
	takesFocus = true
}: GoToOptions): Promise<boolean> {
	await pages?.goTo(sentAt);
	await tick();
	const element = await showInMiddle(list, keyOf(message));
	if (!element) return false;
	if (takesFocus) {
		element.tabIndex = -1;
		element.focus({ preventScroll: true });
	}
	glow(element);
	return true;
}

/** Marks it for a moment, so that the eye finds it. */
function glow(message: HTMLElement): void {
	const bubble = message.querySelector('.bubble') ?? message;
	const [on, off] = ['0 0 0 3px var(--accent)', '0 0 0 3px transparent'];
	bubble.animate({ boxShadow: [on, on, off] }, { duration: GLOW_MS, easing: 'ease-in' });
}

async function showInMiddle(list: ScrollWindow, key: string): Promise<HTMLElement | undefined> {
	const keys = list.options.keys();
	const index = keys.indexOf(key);
	const last = keys[Math.min(keys.length - 1, index + AROUND_MESSAGES)];
	const element = await draw(list, index, last);
	element?.scrollIntoView({ block: 'center' });
	list.lookSoon();
	return element;
}

/** Draws the messages from a little before the one at an index up to the last, and returns its element. */
async function draw(
	list: ScrollWindow,
	index: number,
	last: string | undefined
): Promise<HTMLElement | undefined> {
	if (index < 0) return undefined;
	const first = list.options.keys()[Math.max(0, index - AROUND_MESSAGES)];
	list.show({ first, last }, false, list.isFar);
	await tick();
	const articles = list.scroller?.querySelectorAll<HTMLElement>('article');
	list.startAnew();
	return articles?.[index - list.drawn.start];
}

/** This much of the screen stays above the first unread message, for what it answers. */
const SCREEN_ABOVE = 0.2;

/** Opens a list at its first unread message. The focus stays where it is, and nothing is animated. */
export async function openAtUnread(
	{ list, noteRead }: ListHandle,
	messages: readonly MessageView[],
	{ id, sentAt }: MessageView
): Promise<void> {
	const index = messages.findIndex((one) => one.id === id);
	const keys = list.options.keys();
	const element = await draw(list, index, keys[Math.min(keys.length - 1, index + NEWEST_DRAWN)]);
	const { scroller } = list;
	if (!element || !scroller) return;
	noteRead(messages[index - 1]?.sentAt ?? sentAt - 1);
	const { top, height } = scroller.getBoundingClientRect();
	scroller.scrollTop += element.getBoundingClientRect().top - top - height * SCREEN_ABOVE;
	list.lookSoon();
}

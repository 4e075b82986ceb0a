import { tick } from 'svelte';
import type { CachedPages } from '$lib';
import type { MessageView } from '../model/message';
import type { ScrollWindow } from './scroll-window.svelte';

/** This many messages are drawn at first around the one that is gone to. */
const AROUND_MESSAGES = 12;

const GLOW_MS = 1_500;

interface GoToOptions {
	list: ScrollWindow;
	/** The list that loads messages. */
	pages: CachedPages<MessageView> | undefined;
	/** The message's key in the list. */
	key: string;
	/** When it was sent, in milliseconds since 1970. */
	sentAt: number;
}

/** Goes to a message, which keyboard and screen reader continue from. Returns whether it exists. */
export async function goToMessage({ list, pages, key, sentAt }: GoToOptions): Promise<boolean> {
	await pages?.goTo(sentAt);
	await tick();
	const element = await showInMiddle(list, key);
	if (!element) return false;
	element.tabIndex = -1;
	element.focus({ preventScroll: true });
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
	if (index < 0) return undefined;
	const first = keys[Math.max(0, index - AROUND_MESSAGES)];
	const last = keys[Math.min(keys.length - 1, index + AROUND_MESSAGES)];
	list.show({ first, last }, false, list.isFar);
	await tick();
	const articles = list.scroller?.querySelectorAll<HTMLElement>('article');
	const element = articles?.[index - list.drawn.start];
	list.startAnew();
	element?.scrollIntoView({ block: 'center' });
	list.lookSoon();
	return element;
}

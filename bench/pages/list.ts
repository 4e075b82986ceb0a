import { flushSync, mount, unmount } from 'svelte';
import { api } from '../../convex/_generated/api';
import type { Id } from '../../convex/_generated/dataModel';
import '../../src/app.css';
import { openStore } from '../../src/lib/cache/open-store.ts';
import { ItemCache } from '../../src/lib/cache/item-cache.ts';
import { queryKey } from '../../src/lib/convex/query-key.ts';
import { conversationMessages } from '../../src/routes/(app)/model/conversation-messages.ts';
import type { MessageView } from '../../src/routes/(app)/model/message.ts';
import { Language } from '../../src/routes/texts/language.svelte.ts';
import LongList from '../LongList.svelte';
import { openAccount } from './open-account.ts';
import { until } from './until.svelte.ts';
import { noReport } from '../../src/lib/fakes/no-report.ts';

const SUBJECT = 'user_ada';
const conversationId = 'a conversation of 32 characters.' as Id<'conversations'>;
const AUTHORS = ['Grace Hopper', 'Ada Lovelace', 'Mary Somerville'];
const BATCH = 10_000;

/** How far one frame scrolls, in pixels: faster than a finger does. */
const STEP_PX = 240;
const STEPS = 240;

/** After so many of them, what was drawn at the newest is far away. */
const AWAY_STEPS = 30;

const BODY = 'display: flex; flex-direction: column; height: 100dvh; margin: 0';
const ignore = () => undefined;
const HANDLERS = {
	...{ conversationId, reply: ignore, react: ignore, edit: ignore },
	attempt: <T>(change: Promise<T>) => change
};

/** What scrolling has been like. */
export interface Scrolling {
	/** Frames that took more than 50 ms, and all of them. */
	longFrames: number;
	frames: number;
	/** Frames in which some part of the screen was empty. */
	emptyFrames: number;
	/** The nodes drawn at the newest, for each on the screen; and the most of them on the way back. */
	nodesAtNewest: number;
	nodes: number;
	/** How far something moved when others were added above it, in pixels. */
	shift: number;
}

function message(number: number): MessageView {
	const author = AUTHORS[Math.floor(number / 3) % AUTHORS.length] ?? '';
	const lines = Array<string>(1 + (number % 4)).fill(
		'I shall wait for you at the gate until eight.'
	);
	return {
		id: `messages:${number}` as Id<'messages'>,
		clientId: `client-${number}`,
		author,
		authorId: author,
		body: lines.join(' '),
		sentAt: 1_780_000_000_000 + number * 60_000
	};
}

/** Keeps so many messages on the device. */
export async function fill(count: number): Promise<void> {
	const cache = new ItemCache({
		store: await openStore('bench', noReport),
		subject: SUBJECT,
		now: Date.now,
		isClosed: () => false
	});
	const key = queryKey(api.messages.list, { conversationId });
	const list = cache.list<MessageView>(key, conversationMessages);
	for (let from = 0; from < count; from += BATCH) {
		const items = Array.from({ length: Math.min(BATCH, count - from) }, (_, n) =>
			message(from + n)
		);
		const [first, last] = [items[0], items.at(-1)];
		await list.adopt(items, {
			from: from === 0 ? undefined : first?.sentAt,
			to: last?.sentAt,
			keep: 'newest',
			limit: Infinity
		});
	}
}

/** Shows the list at its newest; the milliseconds until these are painted. */
export async function show(kind: 'ours' | 'virtua', count: number): Promise<number> {
	const account = await openAccount(SUBJECT);
	const language = await Language.open(['en'], 'en');
	const start = performance.now();
	const all = kind === 'virtua' ? Array.from({ length: count }, (_, n) => message(n)) : [];
	const pages =
		kind === 'ours' ? await account.openPages(conversationMessages, { conversationId }) : undefined;
	if (pages) await until(() => pages.items !== undefined);
	document.body.style.cssText = BODY;
	const props = { account, language, handlers: HANDLERS, pages, all };
	mount(LongList, { target: document.body, props });
	await frame();
	if (kind === 'virtua') scroller().scrollTop = scroller().scrollHeight;
	await frame();
	await frame();
	return performance.now() - start;
}

/** Draws 50 messages in memory with nothing around them, and removes them; the milliseconds until they are painted. */
export async function drawNewest(): Promise<number> {
	const account = await openAccount(SUBJECT);
	const language = await Language.open(['en'], 'en');
	document.body.style.cssText = BODY;
	const all = Array.from({ length: 50 }, (_, n) => message(n));
	const props = { account, language, handlers: HANDLERS, pages: undefined, all, isAlone: true };
	const start = performance.now();
	const rows = mount(LongList, { target: document.body, props });
	flushSync();
	await frame();
	const painted = performance.now() - start;
	await unmount(rows);
	return painted;
}

/** Scrolls back from the newest. */
export async function scrollBack(): Promise<Scrolling> {
	const view = scroller();
	const result = {
		longFrames: 0,
		frames: 0,
		emptyFrames: 0,
		nodesAtNewest: drawnPerShown(view),
		nodes: 0,
		shift: 0
	};
	let last = await frame();
	for (let step = 0; step < STEPS; step++) {
		const before = anchor();
		view.scrollTop -= STEP_PX;
		const top = before?.getBoundingClientRect().top;
		const now = await frame();
		result.frames += 1;
		if (now - last > 50) result.longFrames += 1;
		last = now;
		if (isEmpty(view)) result.emptyFrames += 1;
		if (step >= AWAY_STEPS) result.nodes = Math.max(result.nodes, drawnPerShown(view));
		if (before?.isConnected && top !== undefined) {
			result.shift = Math.max(result.shift, Math.abs(before.getBoundingClientRect().top - top));
		}
	}
	return result;
}

function scroller(): HTMLElement {
	const found = document.querySelector<HTMLElement>('.scroller, .virtua');
	if (!found) throw new Error('There is no list.');
	return found;
}

function frame(): Promise<number> {
	return new Promise((resolve) =>
		requestAnimationFrame(() => {
			// After the frame's own work.
			setTimeout(() => resolve(performance.now()));
		})
	);
}

function articles(): HTMLElement[] {
	return [...document.querySelectorAll<HTMLElement>('article')];
}

function isShown(article: HTMLElement): boolean {
	const { top, bottom } = article.getBoundingClientRect();
	return bottom > 0 && top < innerHeight;
}

function anchor(): HTMLElement | undefined {
	return articles().find(isShown);
}

/** Whether no message is within a line of the screen's top, or of its end. */
function isEmpty(view: HTMLElement): boolean {
	if (view.scrollHeight <= view.clientHeight) return true;
	const boxes = articles()
		.filter(isShown)
		.map((one) => one.getBoundingClientRect());
	const most = 120;
	const [first, last] = [boxes[0], boxes.at(-1)];
	return !first || !last || first.top > most || last.bottom < innerHeight - most;
}

function drawnPerShown(view: HTMLElement): number {
	const all = view.querySelectorAll('*').length;
	const shown = articles()
		.filter(isShown)
		.reduce((sum, one) => sum + 1 + one.querySelectorAll('*').length, 0);
	return all / Math.max(1, shown);
}

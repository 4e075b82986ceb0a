import { expect } from '@playwright/test';
import { api } from '../../convex/_generated/api.js';
import type { Id } from '../../convex/_generated/dataModel.js';
import { connectAs } from '../e2e/convex-client.ts';
import { expectMessage, signIn } from './app-in.ts';
import type { EngineBrowser } from './engine-browser.ts';
import { ENGINES, test } from './engine-test.ts';

const MESSAGES = 150;
const STEP_PX = 300;
const PATIENCE_MS = 60_000;
/** Engines round the position of a message differently. */
const ROUNDING_PX = 2;

/** The id of the conversation that is open. */
function openConversation(browser: EngineBrowser): Promise<string> {
	return browser.evaluate(
		() =>
			document.querySelector('nav a[aria-current]')?.getAttribute('href')?.split('/').at(-1) ?? ''
	);
}

/**
 * Scrolls the messages, and waits for what follows from it: what is drawn then, and how far it has
 * moved.
 */
function scroll(browser: EngineBrowser, pixels: number) {
	return browser.evaluate(async (pixels) => {
		const articles = () => [...document.querySelectorAll('#app [role=log] article')];
		const scroller = document.querySelector('#app [role=log]')?.closest('[role=group]');
		const read = articles().find((one) => one.getBoundingClientRect().top > innerHeight / 3);
		const before = read?.getBoundingClientRect().top ?? 0;
		scroller?.scrollBy(0, pixels);
		for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
		return {
			movedPx: read?.isConnected ? before - read.getBoundingClientRect().top : undefined,
			numbers: articles().map((one) => Number(/Message (\d+)\./.exec(one.textContent ?? '')?.[1]))
		};
	}, pixels);
}

/** Scrolls until a message is drawn; nothing jumps on the way, and nothing is missing. */
async function scrollTo(browser: EngineBrowser, number: number, stepPx: number): Promise<void> {
	const [least, most] = stepPx < 0 ? [stepPx, 0] : [0, stepPx];
	const deadline = Date.now() + PATIENCE_MS;
	for (;;) {
		const { movedPx, numbers } = await scroll(browser, stepPx);
		const first = numbers[0] ?? 0;
		expect(numbers).toEqual(numbers.map((_, index) => first + index));
		// Less at an end, or where the next page is still on its way.
		expect(movedPx ?? least).toBeGreaterThanOrEqual(least - ROUNDING_PX);
		expect(movedPx ?? most).toBeLessThanOrEqual(most + ROUNDING_PX);
		if (numbers.includes(number)) return;
		expect(Date.now(), `Message ${number} is not drawn`).toBeLessThan(deadline);
	}
}

for (const { name, launch } of ENGINES) {
	test(`${name} scrolls through a long conversation and back without a jump or a hole`, async ({
		servers,
		start
	}) => {
		const browser = await start(launch);
		await signIn(browser, servers.url, 'ada@example.com');
		const conversationId = (await openConversation(browser)) as Id<'conversations'>;
		const grace = await connectAs(servers, 'grace@example.com');
		for (let number = 1; number <= MESSAGES; number++) {
			const body = [`Message ${number}.`, ...Array<string>(number % 5).fill('A line.')].join('\n');
			await grace.mutation(api.messages.send, { conversationId, clientId: `g-${number}`, body });
		}
		await expectMessage(browser, `Message ${MESSAGES}.`, '');
		await scrollTo(browser, 1, -STEP_PX);
		await scrollTo(browser, MESSAGES, STEP_PX);
	});
}

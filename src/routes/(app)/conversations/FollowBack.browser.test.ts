import { expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { worldWith, listed } from '../../../../tests/components/messages';
import { mount } from '../../../../tests/components/mount';
import FollowBack from './FollowBack.svelte';

const { arrivals } = vi.hoisted(() => ({ arrivals: [] as (() => void)[] }));

// SvelteKit's router runs in the built app only.
vi.mock('$app/navigation', () => ({
	...{ beforeNavigate: vi.fn(), goto: vi.fn(), pushState: vi.fn() },
	afterNavigate: (arrive: () => void) => arrivals.push(arrive)
}));

/** A page with a Back link on a phone, and a finger on it. */
async function open() {
	await page.viewport(390, 844);
	arrivals.length = 0;
	const { client, account } = await worldWith([listed({ name: 'General' })]).launch();
	const screen = await mount(FollowBack, {}, { client, account });
	const pane = document.createElement('main');
	pane.style.cssText = 'position: fixed; inset: 0';
	pane.innerHTML =
		'<header><a class="back" href="/conversations">Back</a></header><textarea></textarea><p>Text</p>';
	document.body.append(pane);
	onTestFinished(() => pane.remove());
	const back = vi.fn((event: Event) => event.preventDefault());
	pane.querySelector('a')?.addEventListener('click', back);
	const list = screen.getByRole('link', { name: 'General', includeHidden: true });
	return { pane, back, list };
}

/** Moves a finger from a point of an element through others, and lets go. */
function swipe(on: Element, xs: readonly number[], { end = 'pointerup', y = 0 } = {}) {
	for (const [index, x] of [...xs, xs.at(-1) ?? 0].entries()) {
		const isFirst = index === 0;
		const type = isFirst ? 'pointerdown' : index === xs.length ? end : 'pointermove';
		on.dispatchEvent(
			new PointerEvent(type, {
				...{ bubbles: true, isPrimary: true, pointerId: 7, pointerType: 'touch' },
				...{ clientX: x, clientY: 300 + index * y }
			})
		);
	}
}

const text = (pane: Element) => pane.querySelector('p') ?? pane;

test('a page follows the finger, and the list shows beneath it', async () => {
	const { pane, list } = await open();
	swipe(text(pane), [100, 120, 220], { end: 'pointermove' });
	expect(pane.style.translate).toBe('100px');
	await expect.element(list).toBeInTheDocument();
});

test('a page that is led far enough goes, once, and is in its place when the list is there', async () => {
	const { pane, back, list } = await open();
	swipe(text(pane), [100, 120, 320]);
	await expect.poll(() => back.mock.calls.length).toBe(1);
	expect(pane.style.translate).toBe(`${pane.clientWidth}px`);
	arrivals.forEach((arrive) => arrive());
	expect(pane.style.translate).toBe('');
	await expect.element(list).not.toBeInTheDocument();
});

test('a page stays when the finger comes back, or is taken by the browser', async () => {
	const { pane, back, list } = await open();
	swipe(text(pane), [100, 200, 260, 110]);
	await expect.poll(() => pane.style.translate).toBe('');
	swipe(text(pane), [100, 200, 260], { end: 'pointercancel' });
	await expect.poll(() => pane.style.translate).toBe('');
	await expect.element(list).not.toBeInTheDocument();
	expect(back).not.toHaveBeenCalled();
});

test('a reply, a scroll, the edge of the screen and a field have nothing to do with it', async () => {
	const { pane, back } = await open();
	swipe(text(pane), [200, 150, 80]);
	swipe(text(pane), [100, 120, 140], { y: 60 });
	swipe(text(pane), [10, 60, 200]);
	swipe(pane.querySelector('textarea') ?? pane, [100, 200, 300]);
	expect(pane.style.translate).toBe('');
	expect(back).not.toHaveBeenCalled();
});

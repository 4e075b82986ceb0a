// @vitest-environment node
import { beforeAll } from 'vitest';
import { benchmark } from './benchmark.ts';
import { LongTextPages } from './long-text/long-text-page.ts';
import { openTogether } from './opened.ts';
import type { Figures } from './summary.ts';

let pages: LongTextPages;
beforeAll(
	() =>
		openTogether(async (closing) => {
			pages = await LongTextPages.create(closing);
		}),
	300_000
);

const PASTED = 'ms to paste it';
const SHOWN = 'ms to see it after a reload';
const USABLE = 'ms to write on after a reload';

const measure = (what: 'bare' | 'ours') => async (): Promise<Figures> => {
	const { pasted, shown, usable } = await pages.measure(what);
	return { [PASTED]: pasted, [SHOWN]: shown, [USABLE]: usable };
};

benchmark({
	name: 'long-text',
	title: 'A text of 208 kB in the composer',
	contestants: { 'bare text area (floor)': measure('bare'), ours: measure('ours') },
	against: 'bare text area (floor)',
	bars: [
		{ contestant: 'ours', figure: PASTED, atMost: 1.2 },
		{ contestant: 'ours', figure: SHOWN, atMost: 1.2 }
	],
	rounds: 9,
	packages: ['svelte']
});

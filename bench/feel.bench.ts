// @vitest-environment node
import { beforeAll } from 'vitest';
import { benchmark } from './benchmark.ts';
import { FeelPages, FRAME, KEY, LONG_TASKS, OPENING } from './feel/feel-pages.ts';
import { openTogether } from './opened.ts';

let pages: FeelPages;
beforeAll(
	() =>
		openTogether(async (closing) => {
			pages = await FeelPages.create(closing);
		}),
	300_000
);

const ROUNDS = 3;
const PACKAGES = ['svelte', 'virtua'];
const SHORT = 'ours, 700 messages';
const LONG = 'ours, 50,000 messages';

benchmark({
	name: 'feel-scroll',
	title: 'A finger scrolls back on a phone, everything slowed 4x',
	contestants: {
		'static page, 700 rows (floor)': () => pages.scrollStatic(),
		[SHORT]: () => pages.scrollApp('short'),
		[LONG]: () => pages.scrollApp('long'),
		'virtua, 50,000 in memory': () => pages.scrollVirtua()
	},
	against: 'static page, 700 rows (floor)',
	bars: [SHORT, LONG].flatMap((contestant) =>
		[FRAME, LONG_TASKS].map((figure) => ({ contestant, figure, atMost: 1.2 }))
	),
	rounds: ROUNDS,
	packages: PACKAGES
});

benchmark({
	name: 'feel-typing',
	title: 'Typing on a phone, everything slowed 4x',
	contestants: {
		'bare text area (floor)': () => pages.typeBare(),
		ours: () => pages.typeInApp()
	},
	against: 'bare text area (floor)',
	bars: [{ contestant: 'ours', figure: KEY, atMost: 1.2 }],
	rounds: ROUNDS,
	packages: PACKAGES
});

benchmark({
	name: 'feel-opening',
	title: 'Opening a conversation from the list on a phone, everything slowed 4x',
	contestants: {
		'the same 50 rows alone (floor)': () => pages.drawRows(),
		ours: () => pages.open()
	},
	against: 'the same 50 rows alone (floor)',
	bars: [{ contestant: 'ours', figure: OPENING, atMost: 1.5 }],
	rounds: ROUNDS,
	packages: PACKAGES
});

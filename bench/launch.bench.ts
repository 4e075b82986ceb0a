// @vitest-environment node
import { beforeAll } from 'vitest';
import { benchmark } from './benchmark.ts';
import { InstalledApp, type Launched } from './launch/installed-app.ts';
import { openTogether } from './opened.ts';
import type { Figures } from './summary.ts';

let app: InstalledApp;
beforeAll(
	() =>
		openTogether(async (closing) => {
			app = await InstalledApp.create(closing);
		}),
	300_000
);

const PAINTED = 'ms to the newest message';
const SLOWED = `${PAINTED}, all slowed 4x`;
const ROUNDS = 21;
const PACKAGES = ['svelte', '@sveltejs/kit', 'vite'];

async function paint(what: Launched, isOnline = false): Promise<Figures> {
	const { painted } = await app.launch(what, { isOnline });
	const slowed = await app.launch(what, { isOnline, times: 4 });
	return { [PAINTED]: painted, [SLOWED]: slowed.painted };
}

benchmark({
	name: 'launch',
	title: 'The last 50 messages painted, in a browser that has just started',
	contestants: {
		'static page (floor)': () => paint('floor'),
		'the same picture, static': () => paint('picture'),
		'ours, offline': () => paint('app'),
		'ours, online': () => paint('app', true)
	},
	against: 'static page (floor)',
	bars: [
		{ contestant: 'ours, offline', figure: PAINTED, atMost: 1.25 },
		{ contestant: 'ours, offline', figure: SLOWED, atMost: 1.5 },
		{ contestant: 'ours, online', figure: PAINTED, atMost: 1.25 },
		{ contestant: 'ours, online', figure: SLOWED, atMost: 1.5 }
	],
	rounds: ROUNDS,
	packages: PACKAGES
});

const INTERACTIVE = 'ms from paint to interactive';
const SLOWED_INTERACTIVE = `${INTERACTIVE}, all slowed 4x`;

async function interact(what: 'app' | 'peer', isOnline = false): Promise<Figures> {
	const quick = await app.launch(what, { isOnline });
	const slowed = await app.launch(what, { isOnline, times: 4 });
	return {
		[INTERACTIVE]: quick.takenOver - quick.painted,
		[SLOWED_INTERACTIVE]: slowed.takenOver - slowed.painted
	};
}

benchmark({
	name: 'launch-interactive',
	title: 'From that paint to an interactive app, in a browser that has just started',
	contestants: {
		'without Clerk and Convex (floor)': () => interact('peer'),
		'ours, offline': () => interact('app'),
		'ours, online': () => interact('app', true)
	},
	against: 'without Clerk and Convex (floor)',
	bars: ['ours, offline', 'ours, online'].flatMap((contestant) =>
		[INTERACTIVE, SLOWED_INTERACTIVE].map((figure) => ({ contestant, figure, atMost: 1.3 }))
	),
	rounds: ROUNDS,
	packages: PACKAGES
});

const STARTED = 'ms to start the worker';

benchmark({
	name: 'launch-worker',
	title: 'Start of the service worker',
	contestants: {
		'empty worker (floor)': async () => ({
			[STARTED]: (await app.launch('empty worker')).workerStarted
		}),
		ours: async () => ({ [STARTED]: (await app.launch('app')).workerStarted })
	},
	against: 'empty worker (floor)',
	bars: [{ contestant: 'ours', figure: STARTED, atMost: 1.5 }],
	rounds: ROUNDS,
	packages: []
});

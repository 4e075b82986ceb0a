import { measureHour } from './auth-hour.ts';
import { benchmark } from './benchmark.ts';
import Ours from './Ours.svelte';
import ReactClerk from './ReactClerk.svelte';
import SetupAuth from './SetupAuth.svelte';
import SetupAuthPlain from './SetupAuthPlain.svelte';
import type { Figures } from './summary.ts';

const QUERIES = 5;
/** Convex's client replaces a token of 60 s 10 s before its end. */
const TOKENS = 3600 / 50;
/** clerk-js, for its cookie alone, does so 17 s before. */
const CLERKS_OWN_REQUESTS = Math.floor(3600 / 43);

/** Each token fetched once and sent once, the first one being the one that Clerk's session comes with. */
const floor: Figures = {
	'Launch: token fetches': 1,
	'Launch: requests to Clerk for a token': 0,
	'Launch: Authenticate messages': 1,
	'Launch: query runs': QUERIES,
	'Hour: token fetches': TOKENS,
	'Hour: requests to Clerk for a token': CLERKS_OWN_REQUESTS,
	'Hour: Authenticate messages': TOKENS,
	'Hour: query runs': TOKENS * QUERIES
};

benchmark({
	name: 'auth-cost',
	title: 'Cost of authentication, with tokens of 60 s and five queries',
	contestants: {
		'one use per token (floor)': () => Promise.resolve(floor),
		ours: () => measureHour(Ours),
		'ConvexProviderWithClerk (port)': () => measureHour(ReactClerk),
		'setupAuth, written with care': () => measureHour(SetupAuth),
		// It never rests: a minute takes as long as an hour of the others.
		'setupAuth, first attempt': () => measureHour(SetupAuthPlain, { sampleMs: 60_000 })
	},
	against: 'one use per token (floor)',
	bars: Object.keys(floor)
		.filter((figure) => !figure.includes('requests'))
		.map((figure) => ({ contestant: 'ours', figure, atMost: 1 })),
	rounds: 3,
	packages: ['convex', 'convex-svelte', 'svelte']
});

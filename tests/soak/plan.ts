import fc from 'fast-check';
import { WAYS_OFFLINE, type WayOffline } from '../../src/lib/offline-kit/index.ts';

/** What a person does in one of the tabs. */
export interface Action {
	do: 'write' | 'edit' | 'remove';
	/** Counted round, as there may be one tab only. */
	tab: number;
	/** Which message, counted round among those that can be edited or removed. */
	pick: number;
	/** How long the text stands in the composer before it is sent. */
	thinkMs: number;
	/** Presses Enter twice. */
	isDouble: boolean;
	/** Does not wait until the composer has let go of the text before. */
	isHasty: boolean;
}

/** How an episode ends, a while after the last action's key was pressed. */
export interface Crash {
	of: 'browser' | 'backend' | 'both' | 'page' | 'nothing';
	afterMs: number;
	/** How long the backend is down before anything else happens. */
	downMs: number;
}

/** What the local Convex does to the mutations that come next. */
export interface Trouble {
	control: 'drop-before-execution' | 'drop-after-commit' | 'delay';
	count: number;
	ms: number;
}

/** Some actions, and what happens in the middle of the last one. */
export interface Episode {
	/** The conversation of each tab that is open. */
	tabs: number[];
	network: WayOffline | 'on';
	actions: Action[];
	/** Begins the last action when all before it has arrived, if it does so soon. */
	isPatient: boolean;
	trouble: Trouble | undefined;
	last: Action;
	/** The network comes back in the moment in which the last action's key is pressed. */
	isReturning: boolean;
	crash: Crash;
}

/** How many conversations there are. */
export const CONVERSATIONS = 2;

/** The longest time from a key press to a crash. */
const LONGEST_MS = 400;

/** A message is on the disk within the first of these, and on its way within the second. */
const BUSY_MS = [15, 60];

/** How often each of some values comes up, beside the others. */
function weighted<Value>(...weights: [number, Value][]): fc.Arbitrary<Value> {
	return fc.oneof(...weights.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));
}

const number = fc.nat({ max: 20 });
const moment = fc.oneof(...[...BUSY_MS, LONGEST_MS].map((max) => fc.nat({ max })));

const action: fc.Arbitrary<Action> = fc.record({
	do: weighted<Action['do']>([6, 'write'], [2, 'edit'], [1, 'remove']),
	tab: number,
	pick: number,
	thinkMs: weighted([6, 0], [1, 200], [1, 1_200]),
	isDouble: weighted([4, false], [1, true]),
	isHasty: weighted([4, false], [1, true])
});

const trouble: fc.Arbitrary<Trouble> = fc.record({
	control: fc.constantFrom<Trouble['control'][]>(
		'drop-before-execution',
		'drop-after-commit',
		'delay'
	),
	count: fc.integer({ min: 1, max: 3 }),
	ms: fc.nat({ max: LONGEST_MS })
});

const episode: fc.Arbitrary<Episode> = fc.record({
	tabs: fc.array(fc.nat({ max: CONVERSATIONS - 1 }), { minLength: 1, maxLength: 2 }),
	network: weighted<Episode['network']>(
		[WAYS_OFFLINE.length, 'on'],
		...WAYS_OFFLINE.map((way): [number, WayOffline] => [1, way])
	),
	actions: fc.array(action, { maxLength: 3 }),
	isPatient: fc.boolean(),
	trouble: fc.oneof(fc.constant(undefined), trouble),
	last: action,
	isReturning: fc.boolean(),
	crash: fc.record({
		of: weighted<Crash['of']>(
			[8, 'browser'],
			[3, 'backend'],
			[1, 'both'],
			[1, 'page'],
			[1, 'nothing']
		),
		afterMs: moment,
		downMs: moment
	})
});

const episodes = fc.noBias(fc.array(episode, { minLength: 2, maxLength: 2 }));

/** What happens in one seed: always the same, but for the time that everything takes. */
export function planOf(seed: number): Episode[] {
	const [plan] = fc.sample(episodes, { seed, numRuns: 1 });
	return plan ?? [];
}

// @vitest-environment node
import { measureEvents, sum, toDay, type Cost } from './backend-day.ts';
import { benchmark } from './benchmark.ts';
import type { Figures } from './summary.ts';

const MIB = 1024 * 1024;

/** What a person may cost on a day. */
const LIMIT: Figures = { 'calls a day': 1_200, 'MiB a day': 8 };

const round = (value: number) => Math.round(value * 100) / 100;

function toFigures({ calls, bytes }: Cost): Figures {
	return { 'calls a day': round(calls), 'MiB a day': round(bytes / MIB) };
}

async function measureDay(): Promise<Figures> {
	const parts = toDay(await measureEvents());
	const figures = toFigures(sum(...Object.values(parts)));
	for (const [part, cost] of Object.entries(parts)) {
		figures[`calls: ${part}`] = round(cost.calls);
		figures[`MiB: ${part}`] = round(cost.bytes / MIB);
	}
	return figures;
}

benchmark({
	name: 'backend-cost',
	title: 'What a person costs in the backend on a day, among 1,000 people',
	contestants: { 'the limit': () => Promise.resolve(LIMIT), 'this app': measureDay },
	against: 'the limit',
	bars: Object.keys(LIMIT).map((figure) => ({ contestant: 'this app', figure, atMost: 1 })),
	rounds: 1,
	packages: ['convex']
});

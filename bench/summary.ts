/** What one run of one contestant comes to. A figure's name says its unit. */
export type Figures = Record<string, number>;

/** The most that a contestant may take of a figure, as a multiple of what it is measured against. */
export interface Bar {
	contestant: string;
	figure: string;
	atMost: number;
}

/** One figure of one contestant, over all rounds. */
export interface Row {
	figure: string;
	contestant: string;
	median: number;
	min: number;
	max: number;
	/** The median as a multiple of that which it is measured against; `null` where that is 0. */
	ratio: number | null;
	/** The most that `ratio` may be, if there is a bar. */
	atMost?: number;
}

/** What every round of each contestant came to, in figures that can be compared. */
export function summarise(
	rounds: Record<string, Figures[]>,
	against: string,
	bars: Bar[] = []
): Row[] {
	const figures = new Set(
		Object.values(rounds)
			.flat()
			.flatMap((round) => Object.keys(round))
	);
	return [...figures].flatMap((figure) => {
		const floor = median(valuesOf(rounds[against] ?? [], figure));
		return Object.entries(rounds).flatMap(([contestant, runs]): Row[] => {
			const values = valuesOf(runs, figure);
			if (values.length === 0) return [];
			const middle = median(values);
			const bar = bars.find((one) => one.contestant === contestant && one.figure === figure);
			return [
				{
					figure,
					contestant,
					median: middle,
					min: Math.min(...values),
					max: Math.max(...values),
					ratio: floor > 0 ? middle / floor : null,
					...(bar && { atMost: bar.atMost })
				}
			];
		});
	});
}

/** Whether a figure has a bar and is above it, or cannot be held against it. */
export function isMissed({ ratio, atMost }: Row): boolean {
	return atMost !== undefined && (ratio === null || ratio > atMost);
}

function valuesOf(runs: Figures[], figure: string): number[] {
	return runs.flatMap((run) => run[figure] ?? []);
}

function median(values: number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const half = Math.floor(sorted.length / 2);
	const upper = sorted[half] ?? NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}

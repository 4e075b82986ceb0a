/**
 * Takes the place of these globals in the bundled functions: as in Convex, the clock stands still
 * while a query or mutation runs, and only actions may wait or reach the network.
 */
interface Running {
	kind: 'query' | 'mutation' | 'action';
	now: number;
}

const { Convex } = globalThis as unknown as { Convex: { running(): Running | undefined } };

function deterministic(): Running | undefined {
	const running = Convex.running();
	return running?.kind === 'action' ? undefined : running;
}

function actionsOnly<Call extends (...args: never[]) => unknown>(name: string, call: Call): Call {
	return ((...args: Parameters<Call>) => {
		const running = deterministic();
		if (running) {
			throw new Error(
				`Can't use ${name} in queries and mutations. Please consider using an action.`
			);
		}
		return call(...args);
	}) as Call;
}

export const Date = new Proxy(globalThis.Date, {
	get: (target, name) => {
		const running = name === 'now' ? deterministic() : undefined;
		return running ? () => running.now : (Reflect.get(target, name) as unknown);
	},
	construct: (target, args: unknown[], newTarget) => {
		const running = args.length === 0 ? deterministic() : undefined;
		return Reflect.construct(target, running ? [running.now] : args, newTarget) as object;
	}
});

export const fetch = actionsOnly('fetch()', globalThis.fetch);
export const setTimeout = actionsOnly('setTimeout', globalThis.setTimeout);
export const setInterval = actionsOnly('setInterval', globalThis.setInterval);

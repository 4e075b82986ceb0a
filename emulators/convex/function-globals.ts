/**
 * Takes the place of these globals in the bundled functions: as in Convex, the clock stands still
 * while a query or mutation runs, and only actions may wait or reach the network.
 */
type Running = { kind: 'query' | 'mutation' | 'action'; now: number } | undefined;

const { Convex } = globalThis as unknown as { Convex: { running(): Running } };

function transaction(): Running {
	const running = Convex.running();
	return running?.kind === 'action' ? undefined : running;
}

function actionsOnly<Call extends (...args: never[]) => unknown>(name: string, call: Call): Call {
	return ((...args: Parameters<Call>) => {
		if (!transaction()) return call(...args);
		throw new Error(`Can't use ${name} in queries and mutations. Please consider using an action.`);
	}) as Call;
}

export const Date = new Proxy(globalThis.Date, {
	get: (target, name) => {
		const running = name === 'now' ? transaction() : undefined;
		return running ? () => running.now : (Reflect.get(target, name) as unknown);
	},
	construct: (target, args: unknown[], newTarget) => {
		const running = args.length === 0 ? transaction() : undefined;
		return Reflect.construct(target, running ? [running.now] : args, newTarget) as object;
	}
});

export const fetch = actionsOnly('fetch()', globalThis.fetch);
export const setTimeout = actionsOnly('setTimeout', globalThis.setTimeout);
export const setInterval = actionsOnly('setInterval', globalThis.setInterval);

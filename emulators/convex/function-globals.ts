/**
 * Takes the place of these globals in the bundled functions: as in Convex, the clock stands still
 * while a query or mutation runs, and only actions may wait or reach the network.
 */
const { Convex } = globalThis as unknown as { Convex: { transactionTime(): number | undefined } };

function actionsOnly<Call extends (...args: never[]) => unknown>(name: string, call: Call): Call {
	return ((...args: Parameters<Call>) => {
		if (Convex.transactionTime() === undefined) return call(...args);
		throw new Error(`Can't use ${name} in queries and mutations. Please consider using an action.`);
	}) as Call;
}

export const Date = new Proxy(globalThis.Date, {
	get: (target, name) =>
		name === 'now'
			? () => Convex.transactionTime() ?? target.now()
			: (Reflect.get(target, name) as unknown),
	construct: (target, args: unknown[], newTarget) => {
		const frozen = args.length === 0 ? Convex.transactionTime() : undefined;
		return Reflect.construct(target, frozen === undefined ? args : [frozen], newTarget) as object;
	}
});
export const fetch = actionsOnly('fetch()', globalThis.fetch);
export const setTimeout = actionsOnly('setTimeout', globalThis.setTimeout);
export const setInterval = actionsOnly('setInterval', globalThis.setInterval);

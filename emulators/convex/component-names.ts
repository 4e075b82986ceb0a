/**
 * What belongs to a component has its component's path before its name: `counters/shards;notes:add` is a
 * function, and `counters;notes` a table. What is the app's own has its plain name.
 */
import { FunctionError } from './errors.ts';

/** How the convex package names a function: in the same component, of a child, or by a handle. */
export type FunctionAddress = { name?: string; reference?: string; functionHandle?: string };

const HANDLE = 'function://';

/** The full name of what a component calls so; the app itself is ''. */
export function within(component: string, name: string): string {
	return component ? `${component};${name}` : name;
}

/** The component and the name in it, of a full name. */
export function split(full: string): [component: string, name: string] {
	const [name = '', component = ''] = full.split(';').reverse();
	return [component, name];
}

/** The full name of the function that a component addresses. */
export function resolve(
	component: string,
	{ name, reference = '', functionHandle }: FunctionAddress
): string {
	if (functionHandle !== undefined) return functionHandle.slice(HANDLE.length);
	if (name !== undefined) return within(component, name);
	const [, kind, child = '', ...path] = reference.split('/');
	if (kind !== 'childComponent') throw new FunctionError(`${reference} is no function.`);
	return within(
		component ? `${component}/${child}` : child,
		path.join('/').replace(/\/(\w+)$/, ':$1')
	);
}

/** A handle on a function: any component can call it. */
export function handleOf(full: string): string {
	return HANDLE + full;
}

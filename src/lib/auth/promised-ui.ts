import type { ClerkUIConstructor } from '@clerk/shared/types';

/** Clerk's components, promised to a Clerk before anybody needs them. */
export interface PromisedUi {
	promise: Promise<ClerkUIConstructor>;
	keep: (ui: ClerkUIConstructor) => void;
}

/** Clerk takes the promise once, when it loads; the provider that keeps it may be a later one. */
const promises = new WeakMap<object, PromisedUi>();

/** The promise made to this Clerk. */
export function promiseUi(clerk: object): PromisedUi {
	let promised = promises.get(clerk);
	if (!promised) {
		let keep!: PromisedUi['keep'];
		const promise = new Promise<ClerkUIConstructor>((resolve) => (keep = resolve));
		promised = { promise, keep };
		promises.set(clerk, promised);
	}
	return promised;
}

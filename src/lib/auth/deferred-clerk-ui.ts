import type { ClerkUIConstructor } from '@clerk/shared/types';

/** Clerk's components, promised to a Clerk before anybody needs them. */
export interface DeferredClerkUi {
	promise: Promise<ClerkUIConstructor>;
	keep: (ui: ClerkUIConstructor) => void;
}

/** Clerk takes the promise once, when it loads; the provider that keeps it may be a later one. */
const promises = new WeakMap<object, DeferredClerkUi>();

/** The promise made to this Clerk. */
export function deferClerkUi(clerk: object): DeferredClerkUi {
	let promised = promises.get(clerk);
	if (!promised) {
		let keep!: DeferredClerkUi['keep'];
		const promise = new Promise<ClerkUIConstructor>((resolve) => (keep = resolve));
		promised = { promise, keep };
		promises.set(clerk, promised);
	}
	return promised;
}

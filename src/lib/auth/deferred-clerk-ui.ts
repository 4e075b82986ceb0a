import type { ClerkUIConstructor } from '@clerk/shared/types';

/** A promise of Clerk's UI, which is given to Clerk before the UI is loaded. */
export interface DeferredClerkUi {
	promise: Promise<ClerkUIConstructor>;
	resolve: (ui: ClerkUIConstructor) => void;
}

/** One promise for each Clerk: Clerk takes it when it loads, and a later provider may resolve it. */
const promises = new WeakMap<object, DeferredClerkUi>();

/** Returns the deferred UI of this Clerk. */
export function deferClerkUi(clerk: object): DeferredClerkUi {
	let deferred = promises.get(clerk);
	if (!deferred) {
		let resolve!: DeferredClerkUi['resolve'];
		const promise = new Promise<ClerkUIConstructor>((resolvePromise) => (resolve = resolvePromise));
		deferred = { promise, resolve };
		promises.set(clerk, deferred);
	}
	return deferred;
}

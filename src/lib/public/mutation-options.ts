import type { OptimisticLocalStore } from 'convex/browser';

/** How a mutation is run at once. */
export interface MutationOptions<Args> {
	/**
	 * Changes results on the screen until Convex has answered, as Convex's own optimistic updates do. What it
	 * sets is never cached on the device. A mutation that must not be lost goes through the outbox instead.
	 */
	optimisticUpdate?: (results: OptimisticLocalStore, args: Args) => void;
}

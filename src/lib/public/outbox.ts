import type { FunctionArgs, FunctionReference } from 'convex/server';
import type { OutboxEntry } from '../outbox/outbox-entry.js';

/** How a mutation is put into the outbox. */
export interface EnqueueOptions {
	/**
	 * The mutation is not sent before so many milliseconds have passed: until then it can be discarded. A
	 * restart in between does not change that. Others of its ordering key do not wait for it.
	 */
	delayMs?: number;
}

/**
 * A subject's mutations that are not known to have happened. They survive a restart. With a connection
 * they are sent in the order of writing, and each happens once.
 */
export interface Outbox {
	/** All entries of the outbox, in the order of writing. */
	readonly entries: readonly OutboxEntry[];
	/** `device`: the entries survive a restart. `memory`: storage does not work in this browser. */
	readonly durability: 'device' | 'memory';
	/** How many stored entries this version of the app cannot read. They stay in the outbox. */
	readonly unreadable: number;

	/**
	 * Puts a mutation into the outbox. Resolves with its client id when the mutation is on the disk: from
	 * then on it cannot be lost. A mutation that is in the outbox already is not added again.
	 *
	 * @throws OutboxError when the mutation is not stored: the caller must keep what the user wrote
	 */
	enqueue<Mutation extends FunctionReference<'mutation'>>(
		mutation: Mutation,
		args: FunctionArgs<Mutation>,
		options?: EnqueueOptions
	): Promise<string>;

	/**
	 * Replaces the arguments of a pending mutation. Its client id stays the same. Entries that depend on the
	 * mutation are removed: this change replaces them. Returns `false` when the mutation may have been sent.
	 * Then enqueue a mutation that changes its effect, and `retry` it if it was rejected.
	 *
	 * @throws OutboxError when the change is not stored
	 */
	edit(id: string, args: Record<string, unknown>): Promise<boolean>;

	/**
	 * Removes a pending mutation and all entries that depend on it. Returns `false` when the mutation may
	 * have been sent. Then enqueue a mutation that undoes its effect, and `retry` it if it was rejected. With
	 * `evenIfSent` the entry is removed in that case too, unless it is being sent now.
	 *
	 * @throws OutboxError when the entry could not be removed
	 */
	discard(id: string, options?: { evenIfSent?: boolean }): Promise<boolean>;

	/**
	 * Sends a mutation again now, also when it was rejected or held. Returns `false` when it is being sent
	 * already, or has happened.
	 *
	 * @throws OutboxError when the change is not stored
	 */
	retry(id: string): Promise<boolean>;
}

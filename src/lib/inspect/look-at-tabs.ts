import type { OutboxParts } from '../outbox/outbox.svelte.js';

export interface TabsLook {
	/** Who delivers this user's outbox. */
	delivers: 'this_tab' | 'another_tab' | 'nobody' | 'every_tab' | 'unknown';
	/** How many tabs wait for their turn. */
	waiting: number;
}

/** The part of Web Locks that says who holds what. */
type Query = () => Promise<LockManagerSnapshot>;

/** Says which tab delivers. */
export async function lookAtTabs(
	{ lockName, loop }: OutboxParts,
	query: Query | undefined
): Promise<TabsLook> {
	if (!query) return { delivers: 'every_tab', waiting: 0 };
	const snapshot = await query().catch(() => {
		// The browser refuses, and the panel says "unknown".
		return undefined;
	});
	return toTabsLook(snapshot, lockName, loop?.explain() !== undefined);
}

/** @param isOurTurn whether this tab delivers now */
export function toTabsLook(
	snapshot: LockManagerSnapshot | undefined,
	lockName: string,
	isOurTurn: boolean
): TabsLook {
	if (!snapshot) return { delivers: isOurTurn ? 'this_tab' : 'unknown', waiting: 0 };
	const isIt = ({ name }: LockInfo) => name === lockName;
	const isHeld = snapshot.held?.some(isIt) ?? false;
	const waiting = snapshot.pending?.filter(isIt).length ?? 0;
	return { delivers: isOurTurn ? 'this_tab' : isHeld ? 'another_tab' : 'nobody', waiting };
}

/** The marks of receipts: up to which message, and since when. */
import { v, type Infer } from 'convex/values';
import type { Id } from './_generated/dataModel';
import type { MutationCtx } from './_generated/server';

/** All messages up to `number` were read, or delivered, at this time or before. */
export const receiptMark = v.object({ number: v.number(), at: v.number() });

export type ReceiptMark = Infer<typeof receiptMark>;

/** The most marks that are kept. What is older than all of them is known without its time. */
export const MAX_RECEIPT_MARKS = 12;

/** The marks with a further one, the oldest first. */
export function addMark(marks: readonly ReceiptMark[], mark: ReceiptMark): ReceiptMark[] {
	return [...marks, mark].slice(-MAX_RECEIPT_MARKS);
}

/** Lets nothing that was sent to a user until now say anything of them: they blocked its author. */
export async function beginAnew(
	{ db }: MutationCtx,
	userId: Id<'users'>,
	peerId: Id<'users'>
): Promise<void> {
	const memberships = db.query('memberships').withIndex('by_userId', (q) => q.eq('userId', userId));
	for await (const one of memberships) {
		if (one.peerId === peerId) await db.patch('memberships', one._id, { receiptsFrom: Date.now() });
	}
}

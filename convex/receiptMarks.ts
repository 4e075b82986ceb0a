/** The marks of receipts: up to which message, and since when. */
import { v, type Infer } from 'convex/values';

/** All messages up to `number` were read, or delivered, at this time or before. */
export const receiptMark = v.object({ number: v.number(), at: v.number() });

export type ReceiptMark = Infer<typeof receiptMark>;

/** The most marks that are kept. What is older than all of them is known without its time. */
export const MAX_RECEIPT_MARKS = 12;

/** The marks with a further one, the oldest first. */
export function addMark(marks: readonly ReceiptMark[], mark: ReceiptMark): ReceiptMark[] {
	return [...marks, mark].slice(-MAX_RECEIPT_MARKS);
}

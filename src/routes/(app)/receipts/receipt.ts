import type { FunctionReturnType } from 'convex/server';
import type { api } from '$convex/_generated/api';
import { MAX_RECEIPT_MARKS } from '$convex/receiptMarks';
import type { MessageView } from '../model/message';

/** The receipts of a conversation, as the backend returns them. */
export type Receipts = FunctionReturnType<typeof api.besideMessages.of>['receipts'];

type MemberReceipts = Receipts['members'][number];
type Marks = MemberReceipts['read'];
type SentMessage = Pick<MessageView, 'number' | 'sentAt'>;

/** How far an own message has come: one tick, two, or two that are filled. */
export interface Receipt {
	/** `delivered`: to somebody's device; `read`: by all. */
	state: 'sent' | 'delivered' | 'read';
	/** How many have read it; `undefined` where there is only one other who may. */
	readBy: number | undefined;
}

/** Somebody whom a message has come to, and when, if that is known. */
export interface Receiver {
	person: Pick<MemberReceipts, 'subject' | 'name' | 'pictureUrl'>;
	at: number | undefined;
}

/** Who has read a message, and to whose devices it has come besides. */
export interface Receivers {
	read: Receiver[];
	delivered: Receiver[];
}

/** How far an own message has come. */
export function receiptOf(message: SentMessage, { members }: Receipts): Receipt {
	const asked = membersFor(message, members);
	const { read, delivered } = receiversOf(message, { members });
	const areAll = read.length > 0 && read.length === asked.length;
	return {
		state: areAll ? 'read' : read.length + delivered.length > 0 ? 'delivered' : 'sent',
		readBy: asked.length > 1 ? read.length : undefined
	};
}

/** Who has read a message, and to whose devices it has come besides, the first ones first. */
export function receiversOf(message: SentMessage, { members }: Receipts): Receivers {
	const read: Receiver[] = [];
	const delivered: Receiver[] = [];
	for (const person of membersFor(message, members)) {
		if (reaches(person.read, message)) read.push({ person, at: timeOf(person.read, message) });
		else if (reaches(person.delivered, message)) {
			delivered.push({ person, at: timeOf(person.delivered, message) });
		}
	}
	for (const all of [read, delivered]) all.sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
	return { read, delivered };
}

/** The members whom the message was sent to. */
const membersFor = ({ sentAt }: SentMessage, members: readonly MemberReceipts[]) =>
	members.filter(({ since }) => since <= sentAt);

const reaches = (marks: Marks, { number }: SentMessage) =>
	number !== undefined && (marks.at(-1)?.number ?? 0) >= number;

/** When a message was marked; `undefined` when that is too long ago to be known. */
function timeOf(marks: Marks, { number = 0 }: SentMessage): number | undefined {
	const index = marks.findIndex((mark) => mark.number >= number);
	// Earlier marks were forgotten: one of them may have been the first.
	const isOldest = index === 0 && marks.length === MAX_RECEIPT_MARKS;
	return isOldest ? undefined : marks[index]?.at;
}

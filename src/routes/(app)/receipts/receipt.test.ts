import { expect, test } from 'vitest';
import { MAX_RECEIPT_MARKS } from '$convex/receiptMarks';
import { receiptOf, receiversOf, type Receipts } from './receipt';

type Member = Receipts['members'][number];

const marks = (...numbers: number[]) => numbers.map((number) => ({ number, at: 100 * number }));
const member = (name: string, changed: Partial<Member> = {}): Member => ({
	...{ subject: name, name, since: 0, delivered: [], read: [] },
	...changed
});
const message = { number: 3, sentAt: 10 };
const of = (...members: Member[]) => receiptOf(message, { members });

test.each<[string, Member, object]>([
	['not there yet', member('grace', { delivered: marks(2), read: marks(2) }), { state: 'sent' }],
	['delivered', member('grace', { delivered: marks(3) }), { state: 'delivered' }],
	['read', member('grace', { read: marks(2, 4) }), { state: 'read' }]
])('a message to one other is %s', (_case, one, receipt) => {
	expect(of(one)).toEqual({ readBy: undefined, ...receipt });
});

test('a message to several is read when all have read it, and says how many have', () => {
	const [grace, joan] = [member('grace', { read: marks(3) }), member('joan')];
	expect(of(grace, joan)).toEqual({ state: 'delivered', readBy: 1 });
	expect(of(grace, member('joan', { read: marks(5) }))).toEqual({ state: 'read', readBy: 2 });
	expect(of(member('grace'), joan)).toEqual({ state: 'sent', readBy: 0 });
});

test('who has come after a message says nothing of it', () => {
	const late = member('joan', { since: 11, read: marks(3) });
	expect(of(late)).toMatchObject({ state: 'sent' });
	expect(of(member('grace', { read: marks(3) }), late)).toMatchObject({ state: 'read' });
});

test('of a message whose number is not known, nothing is known', () => {
	const members = [member('grace', { read: marks(9) })];
	expect(receiptOf({ sentAt: 10 }, { members })).toMatchObject({ state: 'sent' });
});

test('who has read a message is named with the time, the first one first', () => {
	const members = [
		member('grace', { read: marks(2, 4) }),
		member('joan', { delivered: marks(5) }),
		member('mary', { read: marks(3, 4) })
	];
	const { read, delivered } = receiversOf(message, { members });
	expect(read.map(({ person, at }) => [person.name, at])).toEqual([
		['mary', 300],
		['grace', 400]
	]);
	expect(delivered.map(({ person, at }) => [person.name, at])).toEqual([['joan', 500]]);
});

test('a time that is too long ago to be known is not said', () => {
	const many = marks(...Array.from({ length: MAX_RECEIPT_MARKS }, (_, n) => n + 3));
	const [first] = receiversOf(message, { members: [member('grace', { read: many })] }).read;
	expect(first).toMatchObject({ at: undefined });
	const [second] = receiversOf(
		{ ...message, number: 4 },
		{ members: [member('grace', { read: many })] }
	).read;
	expect(second).toMatchObject({ at: 400 });
});

import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { MAX_HISTORY_PAGE, MAX_MEMBERS_PAGE } from './limits';
import { backendWithMessages, emptyBackend, refusalOf } from './test.setup';

const wrong = { kind: 'Invalid', field: 'number', reason: 'notTaken' };

test.each([-1, 0.5, NaN, Infinity])(
	'%d is refused wherever a client says a number',
	async (bad) => {
		const { asAda, conversationId } = await backendWithMessages();
		const here = { conversationId };
		const paginationOpts = { numItems: bad, cursor: null };
		const range = { keep: 'newest', limit: bad } as const;
		const calls = [
			() => asAda.query(api.members.list, { ...here, paginationOpts }),
			() => asAda.query(api.messages.history, { ...here, paginationOpts }),
			() => asAda.query(api.messages.between, { ...here, range }),
			() => asAda.mutation(api.reads.mark, { ...here, upTo: bad })
		];
		for (const call of calls) expect(await refusalOf(call())).toMatchObject(wrong);
	}
);

test('a time that is no number is refused', async () => {
	const { asAda, conversationId } = await backendWithMessages();
	for (const times of [{ from: NaN }, { to: NaN }]) {
		const range = { keep: 'newest', limit: 10, ...times } as const;
		const call = asAda.query(api.messages.between, { conversationId, range });
		expect(await refusalOf(call)).toMatchObject(wrong);
	}
});

test('a page is no larger than it may be, and an end is refused so that clients begin again', async () => {
	const { t, asAda, conversationId } = await backendWithMessages();
	const here = { conversationId };
	await t.run(async (ctx) => {
		const [user] = await ctx.db.query('users').collect();
		for (let n = 0; n < MAX_HISTORY_PAGE + 20; n++) {
			const ids = { ...here, userId: user!._id, clientId: `m${n}` };
			await ctx.db.insert('messages', { ...ids, number: n + 3, body: 'hello' });
			await ctx.db.insert('memberships', { ...here, userId: user!._id, role: 'member' });
		}
	});
	const most = { numItems: 1_000_000, cursor: null };
	const members = await asAda.query(api.members.list, { ...here, paginationOpts: most });
	const history = await asAda.query(api.messages.history, { ...here, paginationOpts: most });
	expect(members.page).toHaveLength(MAX_MEMBERS_PAGE);
	expect(history.page).toHaveLength(MAX_HISTORY_PAGE);
	for (const [list, { continueCursor }] of [
		[api.members.list, members],
		[api.messages.history, history]
	] as const) {
		const paginationOpts = { ...most, endCursor: continueCursor };
		expect(await refusalOf(asAda.query(list, { ...here, paginationOpts }))).toMatchObject({
			...wrong,
			paginationError: 'InvalidCursor',
			isConvexSystemError: true
		});
	}
});

test('nothing that clients could split is given out', async () => {
	const t = emptyBackend();
	const asAda = t.withIdentity({ subject: 'a', issuer: 'x', tokenIdentifier: 'x|a' });
	const conversationId = await asAda.mutation(api.conversations.create, { name: 'All' });
	const paginationOpts = { numItems: 1, cursor: null };
	const page = await asAda.query(api.members.list, { conversationId, paginationOpts });
	expect(Object.keys(page).sort()).toEqual(['continueCursor', 'isDone', 'page']);
});

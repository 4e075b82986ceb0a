import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { api, internal } from './_generated/api';
import type { Id } from './_generated/dataModel';
import { MAX_AT_ONCE } from './inboxEntries';
import { MAX_INBOX_PAGE } from './limits';
import { SPREAD_MS_PER_MEMBER, UNREAD_MS_PER_MEMBER } from './startedSpreads';
import { ada, backendWithClosed, grace } from './test.setup';

const USER_1 = 'https://clerk.example|user_1';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

async function backend() {
	const found = await backendWithClosed();
	const { t } = found;
	type Caller = typeof found.asAda;
	/** The joined conversations, as the pages have them. */
	const joined = async (as: Caller) => {
		const all = [];
		for (let cursor: string | null = null, isDone = false; !isDone;) {
			const paginationOpts = { numItems: 1000, cursor };
			const result: Awaited<ReturnType<typeof ask>> = await ask(as, paginationOpts);
			all.push(...result.page);
			({ continueCursor: cursor, isDone } = result);
		}
		return all;
	};
	const ask = (as: Caller, paginationOpts: { numItems: number; cursor: string | null }) =>
		as.query(api.conversations.page, { paginationOpts });
	const inbox = async (as: Caller) => (await joined(as)).map(({ listed }) => listed);
	const list = async (as: Caller) => await as.query(api.conversations.list);
	/** Pages and `others` together are what `conversations:list` returns. */
	const expectSame = async (...callers: Caller[]) => {
		for (const as of callers) {
			const others = await as.query(api.conversations.others);
			expect([...(await inbox(as)), ...others]).toEqual(await list(as));
		}
	};
	const head = async (as: Caller, since?: number) =>
		(await as.query(api.conversations.changed, { since })).entries;
	const settle = () => t.finishAllScheduledFunctions(vi.runAllTimers);
	return { ...found, inbox, joined, expectSame, head, settle };
}

test('the pages show what the list shows, whatever has happened', async () => {
	const { t, asAda, asGrace, asStranger, closed, conversationId, expectSame, settle } =
		await backend();
	const all = [asAda, asGrace, asStranger] as const;
	const later = () => vi.advanceTimersByTime(10);
	const message = (clientId: string) => ({ ...closed, clientId });
	const direct = {
		conversationId: await asAda.mutation(api.conversations.direct, { subject: grace.subject })
	};
	const steps: (() => Promise<unknown>)[] = [
		() => asGrace.mutation(api.messages.send, { ...message('g2'), body: 'More' }),
		() => asGrace.mutation(api.messages.edit, { ...message('g2'), editId: 'e', body: 'Less' }),
		() => asGrace.mutation(api.messages.remove, message('g2')),
		() => asAda.mutation(api.reads.mark, { ...closed, upTo: 3 }),
		() => asAda.mutation(api.messages.send, { conversationId, clientId: 'a2', body: 'Joins' }),
		() => asAda.mutation(api.conversations.rename, { ...closed, name: 'Club' }),
		() => asAda.mutation(api.direct.mute, { ...closed, isOn: true }),
		() =>
			asAda.mutation(api.inbox.arrange, {
				...closed,
				wanted: { isPinned: true, isMarkedUnread: true }
			}),
		() => asAda.mutation(api.inbox.arrange, { ...closed, wanted: { isArchived: true } }),
		() => asGrace.mutation(api.messages.send, { ...message('g5'), body: 'Archived' }),
		() => asAda.mutation(api.reads.mark, { ...closed, upTo: 4 }),
		() => asAda.mutation(api.direct.mute, { ...closed, isOn: false }),
		() => asAda.mutation(api.messages.send, { ...direct, clientId: 'a3', body: 'Hi' }),
		() => asGrace.mutation(api.direct.hide, { ...direct, isDeleted: true }),
		() => asAda.mutation(api.messages.remove, { ...direct, clientId: 'a3' }),
		() => asGrace.mutation(api.messages.send, { ...direct, clientId: 'g3', body: 'Hi' }),
		() => asAda.mutation(api.messages.send, { ...direct, clientId: 'a4', body: 'Again' }),
		() => asGrace.mutation(api.users.setName, { name: 'Amazing Grace' }),
		() => asGrace.mutation(api.messages.send, { ...message('g4'), body: 'New name' }),
		() => asStranger.mutation(api.members.join, { conversationId }),
		() => asAda.mutation(api.invitations.send, { ...closed, subject: 'user_stranger' }),
		() => asStranger.mutation(api.invitations.accept, closed),
		() => asAda.mutation(api.members.leave, closed),
		() => asGrace.mutation(api.members.remove, { ...closed, subject: 'user_stranger' }),
		() => asAda.mutation(api.members.leave, { conversationId }),
		() => t.mutation(internal.users.remove, { tokenIdentifier: ada.tokenIdentifier }),
		() => asGrace.mutation(api.conversations.remove, closed)
	];
	for (const [index, step] of steps.entries()) {
		later();
		await step();
		await settle();
		// Ada's account is deleted by then.
		await expectSame(...(index < steps.length - 2 ? all : all.slice(1)));
	}
});

test('what has changed comes first, each version later than the one before', async () => {
	const { asAda, asGrace, closed, head } = await backend();
	const versions = [];
	for (const upTo of [1, 2]) {
		await asGrace.mutation(api.messages.send, { ...closed, clientId: `n${upTo}`, body: 'Hi' });
		await asAda.mutation(api.reads.mark, { ...closed, upTo });
		const [first] = await head(asAda);
		expect(first).toMatchObject({ id: closed.conversationId, listed: { name: 'Reading group' } });
		versions.push(first!.changedAt);
	}
	expect(versions[1]).toBeGreaterThan(versions[0]!);
	expect(await head(asAda, versions[0])).toMatchObject([{ id: closed.conversationId }]);
	expect(await head(asAda, versions[1])).toEqual([]);
});

test('somebody who was removed hears that it is gone, and nothing else of it', async () => {
	const { t, asAda, asGrace, closed, head } = await backend();
	await asAda.mutation(api.members.remove, { ...closed, subject: grace.subject });
	const [gone] = await head(asGrace);
	expect(gone).toMatchObject({ id: closed.conversationId, listed: null });
	const left = await t.run((ctx) => ctx.db.query('inboxEntries').collect());
	const entry = left.find(({ isGone }) => isGone);
	expect(entry).toMatchObject({ name: '', count: 0 });
	expect(entry).not.toHaveProperty('last');
	// Every device has heard of it a day later.
	vi.advanceTimersByTime(25 * 60 * 60_000);
	await asGrace.mutation(api.users.store);
	expect(await head(asGrace)).toEqual([]);
});

test('of 600 conversations all are in the pages, the last active first', async () => {
	const { t, asAda, inbox } = await backend();
	await t.run(async (ctx) => {
		const userId = (await ctx.db.query('users').collect()).find(
			({ subject }) => subject === ada.subject
		)!._id;
		const entry = { userId, name: '', kind: 'open', role: 'member' } as const;
		for (let n = 0; n < 600; n++) {
			const conversationId = await ctx.db.insert('conversations', { name: '', kind: 'open' });
			const activeAt = (n * 7919) % 600;
			const counts = { count: n === 3 ? 5 : 0, read: 0, ownCount: 0 };
			const times = { activeAt, changedAt: 1 };
			await ctx.db.insert('inboxEntries', { ...entry, conversationId, ...counts, ...times });
		}
	});
	const all = await inbox(asAda);
	expect(all).toHaveLength(601);
	expect(all.filter((one) => one?.unread === 5)).toHaveLength(1);
	const page = { paginationOpts: { numItems: 10_000, cursor: null } };
	expect((await asAda.query(api.conversations.page, page)).page).toHaveLength(MAX_INBOX_PAGE);
});

describe('a conversation with many members', () => {
	/** "All", with so many members that a message does not write each entry. */
	async function large() {
		const found = await backend();
		const { t, asAda, asGrace, inbox, settle } = found;
		const all = { conversationId: await asAda.mutation(api.conversations.create, { name: 'All' }) };
		await asGrace.mutation(api.members.join, all);
		for (let n = 0; n < MAX_AT_ONCE; n++) {
			const subject = `user_${n}`;
			const identity = { ...ada, subject, tokenIdentifier: `https://clerk.example|${subject}` };
			await t.withIdentity(identity).mutation(api.members.join, all);
		}
		let count = 0;
		const send = (as: typeof asAda) =>
			as.mutation(api.messages.send, { ...all, clientId: `all${++count}`, body: `${count}` });
		const shown = async (as: typeof asAda) =>
			(await inbox(as)).find((one) => one?.id === all.conversationId);
		/** How many entries have changed since then. */
		const written = async (since: number) =>
			(await t.run((ctx) => ctx.db.query('inboxEntries').collect())).filter(
				({ changedAt }) => changedAt > since
			).length;
		return { ...found, all, send, shown, written, settle };
	}
	const members = MAX_AT_ONCE + 2;

	test('shows a message to its author at once, and soon to all', async () => {
		const { asAda, asGrace, send, shown, written, settle, expectSame } = await large();
		vi.advanceTimersByTime(1_000);
		const before = Date.now() - 1;
		await send(asAda);
		expect(await written(before)).toBe(1);
		expect(await shown(asAda)).toMatchObject({ unread: 0, lastMessage: { text: '1' } });
		expect(await shown(asGrace)).toMatchObject({ unread: 0 });
		await settle();
		expect(await shown(asGrace)).toMatchObject({ unread: 1, lastMessage: { text: '1' } });
		await expectSame(asAda, asGrace);
	});

	test('shows many messages at once, and each member the last one in the end', async () => {
		const { t, asAda, asGrace, all, send, shown, settle, expectSame } = await large();
		await send(asAda);
		await settle();
		const passes = () =>
			t.run(async (ctx) => (await ctx.db.system.query('_scheduled_functions').collect()).length);
		const before = await passes();
		for (let n = 0; n < 10; n++) await send(asAda);
		vi.advanceTimersByTime((members * SPREAD_MS_PER_MEMBER) / 2);
		await t.finishInProgressScheduledFunctions();
		expect(await shown(asGrace)).toMatchObject({ unread: 1 });
		await settle();
		expect(await shown(asGrace)).toMatchObject({ unread: 11, lastMessage: { text: '11' } });
		expect((await passes()) - before).toBeLessThanOrEqual(
			1 + UNREAD_MS_PER_MEMBER / SPREAD_MS_PER_MEMBER
		);
		await asAda.mutation(api.conversations.rename, { ...all, name: 'Everybody' });
		await settle();
		expect(await shown(asGrace)).toMatchObject({ name: 'Everybody' });
		await expectSame(asAda, asGrace);
	});

	test('tells who has read everything soon, and who has unread messages later', async () => {
		const { t, asAda, asGrace, all, send, shown, settle } = await large();
		const asUnread = t.withIdentity({ ...ada, subject: 'user_1', tokenIdentifier: USER_1 });
		await send(asAda);
		await settle();
		await asGrace.mutation(api.reads.mark, { ...all, upTo: 1 });
		vi.advanceTimersByTime(members * SPREAD_MS_PER_MEMBER);
		await send(asAda);
		vi.advanceTimersByTime(1);
		await t.finishInProgressScheduledFunctions();
		expect(await shown(asGrace)).toMatchObject({ unread: 1, lastMessage: { text: '2' } });
		expect(await shown(asUnread)).toMatchObject({ unread: 1, lastMessage: { text: '1' } });
		await settle();
		expect(await shown(asUnread)).toMatchObject({ unread: 2, lastMessage: { text: '2' } });
	});

	test('shows a reader what they have read, before it has spread', async () => {
		const { asAda, asGrace, all, send, shown } = await large();
		await send(asAda);
		await send(asAda);
		await asGrace.mutation(api.reads.mark, { ...all, upTo: 2 });
		expect(await shown(asGrace)).toMatchObject({ unread: 0, lastMessage: { text: '2' } });
	});

	test('is in nobody’s list once it was removed', async () => {
		const { asAda, asGrace, all, send, shown, settle } = await large();
		await send(asAda);
		await asAda.mutation(api.conversations.remove, all);
		expect(await shown(asAda)).toBeUndefined();
		await settle();
		expect(await shown(asGrace)).toBeUndefined();
	});
});

test('memberships of the version before get their entries in steps', async () => {
	const { t, asAda, asGrace, asStranger, expectSame, settle } = await backend();
	await t.run(async (ctx) => {
		for (const table of ['inboxEntries', 'migrations'] as const) {
			for (const { _id } of await ctx.db.query(table).collect()) await ctx.db.delete(table, _id);
		}
		const userId = (await ctx.db.query('users').first())!._id;
		for (let n = 0; n < 150; n++) {
			const conversationId: Id<'conversations'> = await ctx.db.insert('conversations', {
				name: `Old ${n}`,
				kind: 'invited'
			});
			const where = { conversationId, userId };
			await ctx.db.insert('memberships', { ...where, role: 'member' });
			await ctx.db.insert('reads', { ...where, number: 0, own: [] });
			vi.advanceTimersByTime(1);
		}
	});
	expect((await asAda.query(api.conversations.changed, {})).isReady).toBe(false);
	await asGrace.mutation(api.users.store);
	await settle();
	expect((await asAda.query(api.conversations.changed, {})).isReady).toBe(true);
	await expectSame(asAda, asGrace, asStranger);
});

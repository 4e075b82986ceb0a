import { getDocumentSize } from 'convex/values';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api, internal } from './_generated/api';
import { backendWithClosed } from './test.setup';

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	vi.useRealTimers();
});

/** The closed conversation with many documents, among them the longest search entries that there are. */
async function backend(count: number, terms: string) {
	const found = await backendWithClosed();
	const { t, asAda, closed } = found;
	await t.run(async ({ db }) => {
		const [message] = await db.query('messages').collect();
		const { _id: messageId, userId } = message!;
		for (let n = 0; n < count; n++) {
			const entry = { ...closed, messageId, sentAt: n, isOpen: false, terms };
			await db.insert('searchEntries', entry);
			await db.insert('edits', { ...closed, messageId, editId: `e${n}` });
			await db.insert('reads', { ...closed, userId, number: n, own: [] });
		}
	});
	/** How many documents of the conversation are there, and their bytes. */
	const left = () =>
		t.run(async ({ db }) => {
			const tables = [
				'searchEntries',
				'edits',
				'reads',
				'messages',
				'memberships',
				'activities'
			] as const;
			const all = (await Promise.all(tables.map((one) => db.query(one).collect()))).flat();
			const bytes = all.reduce((sum, one) => sum + getDocumentSize(one), 0);
			return { count: all.length, bytes };
		});
	await asAda.mutation(api.conversations.remove, closed);
	const cascades = () => t.run(({ db }) => db.query('cascades').collect());
	const step = async () => {
		const [cascade] = await cascades();
		await t.mutation(internal.cascades.step, { cascadeId: cascade!._id });
	};
	const settle = () => t.finishAllScheduledFunctions(vi.runAllTimers);
	return { ...found, left, step, settle, cascades };
}

test('a step deletes at most 400 documents, whatever the tables', async () => {
	const { left, step } = await backend(300, 'hello');
	const before = await left();
	await step();
	expect((await left()).count).toBe(before.count - 400);
});

test('a step deletes at most 4 MiB and the document with which it reaches that', async () => {
	const { left, step } = await backend(200, 'x'.repeat(37_000));
	const before = await left();
	await step();
	const deleted = before.bytes - (await left()).bytes;
	expect(deleted).toBeGreaterThan(4 * 1024 * 1024);
	expect(deleted).toBeLessThan(4 * 1024 * 1024 + 38_000);
});

test('a cascade whose step has failed is taken up again in smaller steps, by whoever signs in', async () => {
	const { t, asGrace, left, settle, cascades } = await backend(300, 'hello');
	const before = await left();
	await t.run(async ({ db, scheduler }) => {
		const jobs = await db.system.query('_scheduled_functions').collect();
		for (const { _id } of jobs) await scheduler.cancel(_id);
	});
	await asGrace.mutation(api.users.store);
	await settle();
	expect(await left()).toEqual(before);
	vi.advanceTimersByTime(6 * 60_000);
	await asGrace.mutation(api.users.store);
	expect(await cascades()).toMatchObject([{ attempts: 1 }]);
	await settle();
	expect(await cascades()).toEqual([]);
	expect((await left()).count).toBe(0);
});

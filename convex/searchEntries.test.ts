import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { api } from './_generated/api';
import { backendWithMessages } from './test.setup';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const MINUTE_MS = 60_000;

/** A backend of the version before: with messages that no search entry is of. */
async function backendOfBefore(count: number) {
	const backend = await backendWithMessages();
	const { t, conversationId } = backend;
	await t.run(async (ctx) => {
		for (const table of ['searchEntries', 'migrations'] as const) {
			for (const { _id } of await ctx.db.query(table).collect()) await ctx.db.delete(table, _id);
		}
		const { userId } = (await ctx.db.query('messages').first())!;
		const removed = await ctx.db.insert('conversations', { name: '', kind: 'open', removedAt: 1 });
		const common = { conversationId, userId, isOpen: true, body: 'An old needle' };
		for (let number = 0; number < count; number++) {
			await ctx.db.insert('messages', { ...common, clientId: `old${number}`, number });
		}
		const gone = { ...common, clientId: 'gone', number: count, body: '', removedAt: 1 };
		await ctx.db.insert('messages', gone);
		await ctx.db.insert('messages', {
			...common,
			clientId: 'r',
			number: 1,
			conversationId: removed
		});
	});
	return {
		...backend,
		settle: () => t.finishAllScheduledFunctions(vi.runAllTimers),
		migration: () => t.run((ctx) => ctx.db.query('migrations').first()),
		steps: async () => {
			const jobs = await t.run((ctx) => ctx.db.system.query('_scheduled_functions').collect());
			return jobs.filter(({ name }) => name.startsWith('searchEntries'));
		},
		entries: () => t.run((ctx) => ctx.db.query('searchEntries').collect())
	};
}

describe('messages that are older than the search entries', () => {
	test('get theirs in steps, after somebody has signed in', async () => {
		const { asGrace, entries, migration, steps, settle, conversationId } =
			await backendOfBefore(250);
		expect(await entries()).toEqual([]);
		await asGrace.mutation(api.users.store);
		await settle();
		// With those of the two newer messages, and without the removed ones.
		expect(await entries()).toHaveLength(252);
		// No transaction reads all messages of a deployment.
		expect(await steps()).toHaveLength(3);
		expect(await migration()).toMatchObject({ isDone: true });
		const search = { text: 'needle', conversationId };
		expect((await asGrace.query(api.search.messages, search)).messages).toHaveLength(50);
		await asGrace.mutation(api.users.store);
		await settle();
		expect(await entries()).toHaveLength(252);
	});

	test('get none when they are removed meanwhile, and a new one when they are edited', async () => {
		const { asAda, hello, entries, settle } = await backendOfBefore(1);
		await asAda.mutation(api.messages.edit, { ...hello, editId: 'e1', body: 'Goodbye' });
		expect(await entries()).toMatchObject([{ terms: 'goodbye' }]);
		await asAda.mutation(api.messages.remove, hello);
		await asAda.mutation(api.users.store);
		await settle();
		expect((await entries()).map(({ terms }) => terms).sort()).toEqual(['an old needle', 'hi']);
	});

	test('get theirs after a step has failed', async () => {
		const { t, asAda, entries, settle } = await backendOfBefore(3);
		const begun = { name: 'searchEntries', cursor: null, isDone: false, at: Date.now() };
		await t.run((ctx) => ctx.db.insert('migrations', begun));
		// The next step may be on its way.
		await asAda.mutation(api.users.store);
		await settle();
		expect(await entries()).toEqual([]);
		vi.advanceTimersByTime(6 * MINUTE_MS);
		await asAda.mutation(api.users.store);
		await settle();
		expect(await entries()).toHaveLength(5);
	});
});

test('a deployment without messages has nothing to migrate', async () => {
	const { t } = await backendWithMessages();
	const migrations = await t.run((ctx) => ctx.db.query('migrations').collect());
	expect(migrations.filter(({ name }) => name === 'searchEntries')).toMatchObject([
		{ isDone: true }
	]);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from './_generated/api';
import { backendWithGeneral } from './test.setup';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const MINUTE_MS = 60_000;

/** A backend of the version before, with rate limits in a table of its own. */
async function backendOfBefore(count: number) {
	const backend = await backendWithGeneral();
	const { t } = backend;
	await t.run(async (ctx) => {
		const { _id: userId } = (await ctx.db.query('users').first())!;
		for (let n = 0; n < count; n++) {
			await ctx.db.insert('allowances', { userId, kind: `kind${n}`, left: 1, at: 0 });
		}
	});
	return {
		...backend,
		settle: () => t.finishAllScheduledFunctions(vi.runAllTimers),
		left: () => t.run(async (ctx) => (await ctx.db.query('allowances').collect()).length),
		steps: () =>
			t.run(async (ctx) => {
				const all = await ctx.db.system.query('_scheduled_functions').collect();
				return all.filter(({ name }) => name.startsWith('allowances')).length;
			})
	};
}

test('the rate limits of the version before are deleted in steps, after somebody has signed in', async () => {
	const { asAda, left, steps, settle } = await backendOfBefore(900);
	await asAda.mutation(api.users.store);
	await asAda.mutation(api.users.store);
	await settle();
	expect(await left()).toBe(0);
	expect(await steps()).toBe(3);
	await asAda.mutation(api.users.store);
	await settle();
	expect(await steps()).toBe(3);
});

test('they are deleted after a step has failed, too', async () => {
	const { t, asAda, left, settle } = await backendOfBefore(3);
	const begun = { name: 'allowances', cursor: null, isDone: false, at: Date.now() };
	await t.run((ctx) => ctx.db.insert('migrations', begun));
	// The next step may be on its way.
	await asAda.mutation(api.users.store);
	await settle();
	expect(await left()).toBe(3);
	vi.advanceTimersByTime(6 * MINUTE_MS);
	await asAda.mutation(api.users.store);
	await settle();
	expect(await left()).toBe(0);
});

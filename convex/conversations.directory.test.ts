import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { MAX_DIRECTORY_PAGE, MAX_LISTED_OPEN } from './limits';
import { backendWithClosed } from './test.setup';

/** More open conversations than the list has room for; "Chess club" is the newest. */
async function backend() {
	const found = await backendWithClosed();
	const { t, asAda } = found;
	await t.run(async (ctx) => {
		for (let n = 0; n <= MAX_LISTED_OPEN; n++) {
			await ctx.db.insert('conversations', { name: `Room ${n}`, kind: 'open' });
		}
	});
	const chess = await asAda.mutation(api.conversations.create, { name: 'Chess club' });
	const find = async (text: string, cursor: string | null = null) =>
		await found.asStranger.query(api.conversations.directory, {
			text,
			paginationOpts: { numItems: 1000, cursor }
		});
	return { ...found, chess, find };
}

test('the newest open conversation is found at once, in the directory and in the list', async () => {
	const { asStranger, chess, find } = await backend();
	expect((await find('')).page[0]).toMatchObject({ id: chess, isMember: false });
	const list = await asStranger.query(api.conversations.list);
	expect(list.map(({ id }) => id)).toContain(chess);
	// And so is the one that all begin with.
	expect(list.map(({ name }) => name)).toContain('General');
});

test('every open conversation is in the directory, page by page, and no other', async () => {
	const { find } = await backend();
	const names: string[] = [];
	for (let cursor: string | null = null, isDone = false; !isDone;) {
		const page: Awaited<ReturnType<typeof find>> = await find('', cursor);
		expect(page.page.length).toBeLessThanOrEqual(MAX_DIRECTORY_PAGE);
		names.push(...page.page.map(({ name }) => name));
		({ continueCursor: cursor, isDone } = page);
	}
	expect(names).toHaveLength(MAX_LISTED_OPEN + 3);
	expect(names.at(-1)).toBe('General');
	expect(names).not.toContain('Reading group');
});

test('an open conversation is found by the words of its name, unless it was removed', async () => {
	const { asAda, chess, find } = await backend();
	const names = async (text: string) => (await find(text)).page.map(({ name }) => name);
	expect(await names('CLUB')).toEqual(['Chess club']);
	expect(await names('che')).toEqual(['Chess club']);
	expect(await names('gen')).toEqual(['General']);
	expect(await names('reading')).toEqual([]);
	await asAda.mutation(api.conversations.remove, { conversationId: chess });
	expect(await names('club')).toEqual([]);
});

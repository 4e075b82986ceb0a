import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { EVERYBODY, MAX_MENTIONS } from './limits';
import { MAX_AT_ONCE } from './inboxEntries';
import { writtenIn } from './mentions';
import { ada, backendWithClosed, grace, stranger } from './test.setup';

const toGrace = { userId: grace.subject, name: 'Grace Hopper' };
const toAll = { userId: EVERYBODY, name: 'all' };

async function backend() {
	const found = await backendWithClosed();
	const { asAda, asGrace, closed } = found;
	const listedFor = async (as: typeof asAda) => {
		const { page } = await as.query(api.conversations.page, {
			paginationOpts: { numItems: 50, cursor: null }
		});
		return page.find(({ id }) => id === closed.conversationId)?.listed;
	};
	return {
		...found,
		send: (clientId: string, body: string, mentions: (typeof toGrace)[], as = asAda) =>
			as.mutation(api.messages.send, { ...closed, clientId, body, mentions }),
		edit: (clientId: string, body: string, mentions?: (typeof toGrace)[]) =>
			asAda.mutation(api.messages.edit, { ...closed, clientId, editId: body, body, mentions }),
		last: async () => (await asGrace.query(api.messages.list, closed)).at(-1),
		graceRead: async (upTo: number) => await asGrace.mutation(api.reads.mark, { ...closed, upTo }),
		isMentioned: async (as = asGrace) => (await listedFor(as))?.isMentioned
	};
}

test('a mention of a member is in the message, and in their list until they have read it', async () => {
	const { send, last, isMentioned, graceRead, asAda } = await backend();
	expect(await isMentioned()).toBeUndefined();
	await send('m1', 'Look, @Grace Hopper', [toGrace]);
	expect(await last()).toMatchObject({ mentions: [toGrace] });
	expect(await isMentioned()).toBe(true);
	expect(await isMentioned(asAda)).toBeUndefined();
	await send('m2', 'And more', []);
	expect(await isMentioned()).toBe(true);
	await graceRead(4);
	expect(await isMentioned()).toBeUndefined();
});

test('a mention also shows in a muted conversation', async () => {
	const { asGrace, closed, send, isMentioned } = await backend();
	await asGrace.mutation(api.direct.mute, { ...closed, isOn: true });
	await send('m1', '@Grace Hopper', [toGrace]);
	expect(await isMentioned()).toBe(true);
});

test('mentions of others than members, and those that are not in the text, are left out', async () => {
	const { send, last } = await backend();
	const others = [
		{ userId: stranger.subject, name: 'A stranger' },
		{ userId: 'user_nobody', name: 'Nobody' },
		{ ...toGrace, name: 'Grace' }
	];
	await send('m1', '@A stranger @Nobody @Gracious', others);
	expect(await last()).not.toHaveProperty('mentions');
});

test('only an owner mentions everybody', async () => {
	const { send, last, isMentioned, asAda, asGrace } = await backend();
	await send('g2', 'Hello @all', [toAll], asGrace);
	expect(await last()).not.toHaveProperty('mentions');
	expect(await isMentioned(asAda)).toBeUndefined();
	await send('m1', 'Hello @all', [toAll]);
	expect(await last()).toMatchObject({ mentions: [toAll] });
	expect(await isMentioned()).toBe(true);
});

test('an edit adds and removes mentions; without any it keeps those that are still in the text', async () => {
	const { send, edit, last, isMentioned } = await backend();
	await send('m1', 'Hello', []);
	await edit('m1', 'Hello @Grace Hopper', [toGrace]);
	expect(await last()).toMatchObject({ mentions: [toGrace] });
	expect(await isMentioned()).toBe(true);
	await edit('m1', 'Hi @Grace Hopper');
	expect(await last()).toMatchObject({ mentions: [toGrace] });
	await edit('m1', 'Hi Grace');
	expect(await last()).not.toHaveProperty('mentions');
});

test('an edit does not bring back a mention that was read', async () => {
	const { send, edit, isMentioned, graceRead } = await backend();
	await send('m1', '@Grace Hopper', [toGrace]);
	await graceRead(3);
	await edit('m1', '@Grace Hopper, again', [toGrace]);
	expect(await isMentioned()).toBeUndefined();
});

test('in a conversation of many, a mention is in the list at once', async () => {
	const { t, send, isMentioned, closed } = await backend();
	for (let n = 0; n < MAX_AT_ONCE; n++) {
		const name = `Member ${n}`;
		const member = t.withIdentity({ ...ada, subject: name, tokenIdentifier: `i|${name}`, name });
		await member.mutation(api.users.store);
		await t.run(async (ctx) => {
			const user = (await ctx.db.query('users').collect()).at(-1);
			const { conversationId } = closed;
			const entry = await ctx.db.query('inboxEntries').order('desc').first();
			if (!user || !entry) throw new Error('There is no user');
			const { _id, _creationTime, ...fields } = { ...entry, conversationId, userId: user._id };
			expect([typeof _id, typeof _creationTime]).toEqual(['string', 'number']);
			await ctx.db.insert('inboxEntries', fields);
		});
	}
	await send('m1', '@Grace Hopper', [toGrace]);
	expect(await isMentioned()).toBe(true);
});

test('a removed message mentions nobody', async () => {
	const { send, last, asAda, closed } = await backend();
	await send('m1', '@Grace Hopper', [toGrace]);
	await asAda.mutation(api.messages.remove, { ...closed, clientId: 'm1' });
	expect(await last()).not.toHaveProperty('mentions');
});

test('a message has each person once, and no more mentions than it may', () => {
	const names = Array.from({ length: MAX_MENTIONS + 5 }, (_, n) => `P${n}.`);
	const given = names.map((name) => ({ userId: name, name }));
	const body = names.map((name) => `@${name}`).join(' ');
	expect(writtenIn(body, [...given, ...given])).toEqual(given.slice(0, MAX_MENTIONS));
	expect(writtenIn('@', [{ userId: 'a', name: '' }])).toEqual([]);
	const long = 'x'.repeat(81);
	expect(writtenIn(`@${long}`, [{ userId: 'a', name: long }])).toEqual([]);
});

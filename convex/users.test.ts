import { describe, expect, test } from 'vitest';
import { api, internal } from './_generated/api';
import { ada, backendWithMessages, emptyBackend, grace, refusalOf } from './test.setup';

test('a user has no document before the first mutation, and queries work without it', async () => {
	const t = emptyBackend();
	const asAda = t.withIdentity(ada);
	expect(await asAda.query(api.users.current)).toBeNull();
	expect(await asAda.query(api.conversations.list)).toEqual([]);
	expect(await t.run((ctx) => ctx.db.query('users').collect())).toEqual([]);
});

test('storing twice keeps one document for each identity', async () => {
	const t = emptyBackend();
	const asAda = t.withIdentity(ada);
	await Promise.all([
		asAda.mutation(api.users.store),
		asAda.mutation(api.users.store),
		t.withIdentity(grace).mutation(api.users.store)
	]);
	const users = await t.run((ctx) => ctx.db.query('users').collect());
	expect(users.map(({ subject }) => subject).sort()).toEqual([ada.subject, grace.subject]);
});

test('the same subject of another issuer is another user', async () => {
	const t = emptyBackend();
	const elsewhere = {
		...ada,
		issuer: 'https://x.example',
		tokenIdentifier: 'https://x.example|ada'
	};
	await t.withIdentity(ada).mutation(api.users.store);
	await t.withIdentity({ ...elsewhere, name: 'Eve' }).mutation(api.users.store);
	expect(await t.withIdentity(ada).query(api.users.current)).toEqual({
		subject: ada.subject,
		name: ada.name,
		isNamed: true,
		hasSkippedName: false,
		isFindable: true,
		sharesReceipts: true,
		makesPreviews: true,
		sharesDrafts: true
	});
});

test('changed claims replace the name and the picture, and a removed picture is deleted', async () => {
	const t = emptyBackend();
	const stored = async (claims: { name: string; pictureUrl?: string }) => {
		await t.withIdentity({ ...ada, ...claims }).mutation(api.users.store);
		return await t.run((ctx) => ctx.db.query('users').unique());
	};
	const first = await stored({ name: 'Ada', pictureUrl: 'https://img.example/1' });
	expect(first).toMatchObject({ name: 'Ada', pictureUrl: 'https://img.example/1' });

	const second = await stored({ name: 'Countess', pictureUrl: 'https://img.example/2' });
	expect(second).toEqual({ ...first, name: 'Countess', pictureUrl: 'https://img.example/2' });

	const third = await stored({ name: 'Countess' });
	expect(third).not.toHaveProperty('pictureUrl');
});

test('an e-mail address is never stored, nor a part of one', async () => {
	const t = emptyBackend();
	await t.withIdentity({ ...ada, name: ada.email }).mutation(api.users.store);
	await t.withIdentity({ ...grace, name: undefined }).mutation(api.users.store);
	const users = await t.run((ctx) => ctx.db.query('users').collect());
	expect(users.map(({ name }) => name)).toEqual(['Someone', 'Someone']);
	expect(JSON.stringify(users)).not.toContain('@');
});

describe('a name that is said to the app', () => {
	/** Ada as her token describes her now; `claims` are what Clerk says. */
	function backend(claims: object = { name: undefined }) {
		const t = emptyBackend();
		let as = t.withIdentity({ ...ada, ...claims });
		return {
			t,
			/** Her next token says this. */
			said: async (next: object) => {
				as = t.withIdentity({ ...ada, name: undefined, ...next });
				await as.mutation(api.users.store);
			},
			setName: (name: string) => as.mutation(api.users.setName, { name }),
			skipName: () => as.mutation(api.users.skipName),
			me: () => as.query(api.users.current),
			row: () => t.run((ctx) => ctx.db.query('users').unique())
		};
	}

	test('is what others see, and saying it again changes nothing', async () => {
		const { setName, me, row } = backend();
		await setName('  Ada\u202e  King ');
		expect(await me()).toMatchObject({ name: 'Ada King', isNamed: true });
		const before = await row();
		await setName('Ada King');
		expect(await row()).toEqual(before);
	});

	test('holds over tokens that say what they said before', async () => {
		const { said, setName, me } = backend({ name: 'Old', nickname: 'ada99' });
		await setName('New');
		await said({ name: 'Old', nickname: 'ada100' });
		expect(await me()).toMatchObject({ name: 'New' });
	});

	test.each([
		['another name', { name: 'Countess' }, 'Countess'],
		['the same name', { name: 'New' }, 'New'],
		['no name any more', {}, 'Someone']
	])('ends when Clerk says %s, also for later', async (_what, claims, name) => {
		const { said, setName, me, row } = backend({ name: 'Old' });
		await setName('New');
		await said(claims);
		expect(await me()).toMatchObject({ name, isNamed: name !== 'Someone' });
		expect(await row()).not.toHaveProperty('ownName');
		await said({ name: 'Old' });
		expect(await me()).toMatchObject({ name: 'Old' });
	});

	test('goes before the user name, which counts as a name', async () => {
		const { said, setName, me } = backend();
		await said({ nickname: 'ada99' });
		expect(await me()).toMatchObject({ name: 'ada99', isNamed: true });
		await setName('Ada');
		expect(await me()).toMatchObject({ name: 'Ada' });
	});

	test('may be “Someone”', async () => {
		const { setName, me } = backend();
		await setName('Someone');
		expect(await me()).toMatchObject({ name: 'Someone', isNamed: true });
	});

	test.each([
		['empty', ' \u202e\u200b '],
		['tooLong', 'x'.repeat(81)],
		['emailAddress', 'Ada ada@example.com']
	])('is refused when it is %s', async (reason, name) => {
		const { setName } = backend();
		const refusal = { kind: 'Invalid', field: 'name', reason, limit: 80 };
		expect(await refusalOf(setName(name))).toEqual(refusal);
	});

	test('need not be said: that somebody skips it is known from then on', async () => {
		const { said, skipName, me, row } = backend();
		await said({});
		expect(await me()).toMatchObject({ isNamed: false, hasSkippedName: false });
		await skipName();
		const before = await row();
		await skipName();
		expect(await me()).toMatchObject({ isNamed: false, hasSkippedName: true });
		expect(await row()).toEqual(before);
	});
});

describe('a deleted account', () => {
	const { tokenIdentifier } = ada;
	const GONE = { kind: 'Unauthenticated' };

	test('is not found again, and a message that is sent again shows no text', async () => {
		const { t, asAda, asGrace, hello, list } = await backendWithMessages();
		await t.mutation(internal.users.remove, { tokenIdentifier });
		const { conversationId } = hello;
		const beat = asAda.mutation(api.presence.beat, { conversationId, isTyping: false });
		expect(await refusalOf(beat)).toEqual(GONE);
		for (const clientId of ['a1', 'a2']) {
			const again = asAda.mutation(api.messages.send, { ...hello, clientId, body: 'Hello' });
			expect(await refusalOf(again)).toEqual(GONE);
		}
		expect(await asGrace.query(api.people.find, { text: 'Ada' })).toEqual([]);
		expect((await list()).map(({ author }) => author)).toEqual(['Someone', grace.name]);
	});

	test('is gone when it had no row: its first call may come after the deletion', async () => {
		const t = emptyBackend();
		await t.mutation(internal.users.remove, { tokenIdentifier });
		expect(await refusalOf(t.withIdentity(ada).mutation(api.users.store))).toEqual(GONE);
	});

	test('is noted once, however often Clerk calls', async () => {
		const t = emptyBackend();
		await t.withIdentity(ada).mutation(api.users.store);
		for (let calls = 0; calls < 2; calls++) {
			await t.mutation(internal.users.remove, { tokenIdentifier });
		}
		const gone = await t.run((ctx) => ctx.db.query('goneUsers').collect());
		expect(gone).toMatchObject([{ tokenIdentifier }]);
	});

	test('is not another person of the same issuer, or the same subject of another one', async () => {
		const t = emptyBackend();
		await t.mutation(internal.users.remove, { tokenIdentifier });
		const other = { ...ada, issuer: 'https://x.example', tokenIdentifier: 'https://x.example|ada' };
		for (const identity of [grace, other]) {
			await t.withIdentity(identity).mutation(api.users.store);
		}
		expect(await t.run((ctx) => ctx.db.query('users').collect())).toHaveLength(2);
	});
});

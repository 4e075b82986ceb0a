import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { ada, emptyBackend, grace } from './test.setup';

test('there is no row before the first mutation, and a query works without it', async () => {
	const t = emptyBackend();
	const asAda = t.withIdentity(ada);
	expect(await asAda.query(api.users.current)).toBeNull();
	expect(await asAda.query(api.conversations.list)).toEqual([]);
	expect(await t.run((ctx) => ctx.db.query('users').collect())).toEqual([]);
});

test('storing twice keeps one row per identity', async () => {
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
		name: ada.name
	});
});

test('changed claims replace the name and the picture, and a removed picture goes', async () => {
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

test('an e-mail address is never stored', async () => {
	const t = emptyBackend();
	await t.withIdentity({ ...ada, name: ada.email }).mutation(api.users.store);
	await t.withIdentity({ ...grace, name: undefined }).mutation(api.users.store);
	const users = await t.run((ctx) => ctx.db.query('users').collect());
	expect(users.map(({ name }) => name)).toEqual(['ada', 'grace']);
	expect(JSON.stringify(users)).not.toContain('@');
});

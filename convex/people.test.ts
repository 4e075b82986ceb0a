import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { MAX_FOUND_PEOPLE } from './limits';
import { ada, backendWithClosed, grace, refusalOf } from './test.setup';

test('people are found by words of their names and beginnings of words, without the caller', async () => {
	const { asAda, asGrace } = await backendWithClosed();
	const found = async (text: string) => {
		const people = await asAda.mutation(api.people.search, { text });
		return people.map(({ subject }) => subject);
	};
	expect(await found('grace')).toEqual([grace.subject]);
	expect(await found('Hop')).toEqual([grace.subject]);
	expect(await found('ada')).toEqual([]);
	expect(await found('')).toEqual([]);
	expect(await asGrace.mutation(api.people.search, { text: 'Ada' })).toEqual([
		{ subject: ada.subject, name: ada.name }
	]);
});

test('a subject names a person of the caller’s own issuer', async () => {
	const { t } = await backendWithClosed();
	const issuer = 'https://other.example';
	const other = { issuer, subject: 'user_other', tokenIdentifier: `${issuer}|user_other` };
	const asOther = t.withIdentity(other);
	await asOther.mutation(api.users.store);
	const call = asOther.mutation(api.conversations.direct, { subject: grace.subject });
	expect(await refusalOf(call)).toEqual({ kind: 'NotFound', what: 'person' });
});

test('a bounded number of people is found', async () => {
	const { t, asAda } = await backendWithClosed();
	await t.run(async (ctx) => {
		for (let n = 0; n <= MAX_FOUND_PEOPLE + 1; n++) {
			await ctx.db.insert('users', { subject: `u${n}`, tokenIdentifier: `x|${n}`, name: 'Same' });
		}
	});
	const found = await asAda.mutation(api.people.search, { text: 'same' });
	expect(found).toHaveLength(MAX_FOUND_PEOPLE);
});

test('a version of the app before this one finds people by their whole name', async () => {
	const { asAda } = await backendWithClosed();
	const found = async (text: string) => await asAda.query(api.people.find, { text });
	expect(await found('Hop')).toEqual([]);
	expect(await found(' grace  HOPPER')).toMatchObject([{ subject: grace.subject }]);
});

test('nobody lists all accounts by their letters', async () => {
	const { asAda } = await backendWithClosed();
	const listing = async () => {
		for (;;) await asAda.mutation(api.people.search, { text: 'g' });
	};
	expect(await refusalOf(listing())).toMatchObject({ kind: 'RateLimited' });
});

test('somebody who does not want to be found is not, and others still write with them', async () => {
	const { asAda, asGrace } = await backendWithClosed();
	await asGrace.mutation(api.users.setFindable, { isFindable: false });
	expect(await asGrace.query(api.users.current)).toMatchObject({ isFindable: false });
	expect(await asAda.mutation(api.people.search, { text: 'Grace' })).toEqual([]);
	expect(await asAda.query(api.people.find, { text: grace.name })).toEqual([]);
	await asAda.mutation(api.conversations.direct, { subject: grace.subject });
	await asGrace.mutation(api.users.setFindable, { isFindable: true });
	expect(await asAda.mutation(api.people.search, { text: 'Grace' })).toHaveLength(1);
});

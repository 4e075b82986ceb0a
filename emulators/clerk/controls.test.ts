import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestClerk } from './test-clerk.ts';

it('has no test controls unless it is told to', async () => {
	const clerk = await TestClerk.start({ controls: false });
	await expect(clerk.control('sign-in', { email: 'ada@example.com' })).rejects.toThrow('not_found');
	await expect(clerk.control('reset')).rejects.toThrow('not_found');
	await clerk.remove();
});

describe('with the controls', () => {
	let clerk: TestClerk;
	beforeAll(async () => {
		clerk = await TestClerk.start();
	});
	beforeEach(() => clerk.control('reset'));
	afterAll(() => clerk.remove());

	const ask = async (path = '/v1/environment') => (await fetch(clerk.url + path)).status;

	it('signs a user in in a new browser', async () => {
		const { sessionId, userId, cookie } = await clerk.signIn();
		const client = await clerk.client(cookie);
		expect(client).toMatchObject({
			last_active_session_id: sessionId,
			sessions: [{ id: sessionId }]
		});
		expect(client?.sessions[0]?.user.id).toBe(userId);
		await expect(clerk.signIn('nobody@example.com')).rejects.toThrow('form_identifier_not_found');
	});

	it('creates users, with the local password if no other is given', async () => {
		const fields = { email: 'mary@example.com', firstName: 'Mary' };
		const { userId } = await clerk.control<{ userId: string }>('create-user', fields);
		expect((await clerk.signIn('mary@example.com')).userId).toBe(userId);
		const form = { identifier: 'mary@example.com', password: 'local-password' };
		expect((await clerk.post('/v1/client/sign_ins', form)).response?.status).toBe('complete');
		await expect(clerk.control('create-user', fields)).rejects.toThrow('form_identifier_exists');
	});

	it('revokes one session and leaves the others', async () => {
		const [one, other] = [await clerk.signIn(), await clerk.signIn()];
		await clerk.control('revoke-session', { sessionId: one.sessionId });
		expect((await clerk.client(one.cookie))?.sessions).toEqual([]);
		expect((await clerk.client(other.cookie))?.sessions).toHaveLength(1);
		const again = clerk.control('revoke-session', { sessionId: one.sessionId });
		await expect(again).rejects.toThrow('resource_not_found');
	});

	it('deletes a user everywhere, also in the middle of a sign-in', async () => {
		const { userId, cookie } = await clerk.signIn();
		const grace = await clerk.signIn('grace@example.com');
		await clerk.post('/v1/client/sign_ins', { identifier: 'ada@example.com' }, grace.cookie);
		await clerk.control('delete-user', { userId });
		expect((await clerk.client(cookie))?.sessions).toEqual([]);
		expect(await clerk.client(grace.cookie)).toMatchObject({ sign_in: null });
		await expect(clerk.signIn()).rejects.toThrow('form_identifier_not_found');
	});

	it('turns names off: then no form may have any, and those that were given stay', async () => {
		const { cookie } = await clerk.signIn();
		const form = { email_address: 'mary@example.com', password: 'a long password' };
		await clerk.control('names', { on: false });
		const refused = {
			status: 422,
			errors: [{ code: 'form_param_unknown', meta: { param_name: 'first_name' } }]
		};
		const named = { first_name: 'Mary' };
		expect(await clerk.post('/v1/me?_method=PATCH', named, cookie)).toMatchObject(refused);
		const signUps = '/v1/client/sign_ups';
		expect(await clerk.post(signUps, { ...form, ...named })).toMatchObject(refused);
		expect(await clerk.post(signUps, form)).toMatchObject({ response: { optional_fields: [] } });
		expect((await clerk.client(cookie))?.sessions[0]?.user.first_name).toBe('Ada');
		const environment: unknown = await (await fetch(`${clerk.url}/v1/environment`)).json();
		expect(environment).toMatchObject({
			user_settings: { attributes: { first_name: { enabled: false } } }
		});
		await clerk.control('reset');
		expect(await clerk.post(signUps, { ...form, ...named })).toMatchObject({ status: 200 });
	});

	it('fails as many of the next requests as it is told, where it is told', async () => {
		await clerk.control('fail', { count: 2, status: 503, path: '/v1/env' });
		expect(await ask('/v1/client')).toBe(200);
		expect([await ask(), await ask(), await ask()]).toEqual([503, 503, 200]);
	});

	it('delays as many of the next requests as it is told', async () => {
		await clerk.control('delay', { count: 1, ms: 200 });
		const answered: string[] = [];
		const slow = ask().then(() => answered.push('slow'));
		const quick = ask('/v1/client').then(() => answered.push('quick'));
		await Promise.all([slow, quick]);
		expect(answered).toEqual(['quick', 'slow']);
	});

	it('cuts every connection but those of the controls and of who looks whether it is there', async () => {
		await clerk.control('refuse', { on: true });
		await expect(ask()).rejects.toThrow('fetch failed');
		await expect(ask('/.well-known/jwks.json')).rejects.toThrow('fetch failed');
		expect(await ask('/_health')).toBe(200);
		await clerk.control('refuse', { on: false });
		expect(await ask()).toBe(200);
	});

	it('shortens the life of tokens', async () => {
		await clerk.control('token-life', { seconds: 7 });
		const { sessionId, cookie } = await clerk.signIn();
		const { jwt = '' } = await clerk.post(`/v1/client/sessions/${sessionId}/tokens`, {}, cookie);
		const payload = Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString();
		const { exp, iat } = JSON.parse(payload) as { exp: number; iat: number };
		expect(exp - iat).toBe(7);
	});

	it('lists the requests with the methods that they mean', async () => {
		await ask();
		await clerk.post('/v1/me?_method=PATCH', {});
		const seen = [
			{ method: 'GET', path: '/v1/environment' },
			{ method: 'PATCH', path: '/v1/me' }
		];
		expect(await clerk.control('requests', { clear: true })).toMatchObject({ requests: seen });
		expect(await clerk.control('requests')).toEqual({ requests: [] });
	});

	it('resets to the first accounts and keeps the key', async () => {
		const keys = await (await fetch(`${clerk.url}/.well-known/jwks.json`)).text();
		const { cookie } = await clerk.signIn();
		await clerk.control('create-user', { email: 'mary@example.com' });
		await clerk.control('fail', { count: 9, status: 500 });
		await clerk.control('reset');
		expect(await (await fetch(`${clerk.url}/.well-known/jwks.json`)).text()).toBe(keys);
		expect(await clerk.client(cookie)).toBeNull();
		await expect(clerk.signIn('mary@example.com')).rejects.toThrow('form_identifier_not_found');
		expect((await clerk.signIn()).userId).toBe('user_local_ada');
	});

	it('says what is wrong with what it is told', async () => {
		await expect(clerk.control('fail', { count: 'many' })).rejects.toThrow('whole number');
		await expect(clerk.control('sign-in')).rejects.toThrow('email must be a text');
		await expect(clerk.control('explode')).rejects.toThrow('There is no control explode');
		const response = await fetch(`${clerk.url}/_control/reset`, {
			method: 'POST',
			body: 'not JSON'
		});
		expect(response.status).toBe(400);
	});
});

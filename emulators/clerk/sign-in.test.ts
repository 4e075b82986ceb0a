import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { TestClerk } from './test-clerk.ts';
import type { Answered } from './test-clerk.ts';

let clerk: TestClerk;
beforeAll(async () => {
	clerk = await TestClerk.start();
});
beforeEach(() => clerk.control('reset'));
afterAll(() => clerk.remove());

const codeOf = async (answered: Promise<Answered>) => (await answered).errors?.[0]?.code;

it('signs in with address and password in one request', async () => {
	const form = { identifier: ' Ada@Example.com', password: 'local-password' };
	const answered = await clerk.post('/v1/client/sign_ins', form);
	expect(answered.response?.status).toBe('complete');
	const wrong = clerk.post('/v1/client/sign_ins', { ...form, password: 'another one' });
	expect(await codeOf(wrong)).toBe('form_password_incorrect');
});

it('does not sign the same user in twice in one browser', async () => {
	const { cookie } = await clerk.signIn();
	const again = clerk.post('/v1/client/sign_ins', { identifier: 'ada@example.com' }, cookie);
	expect(await codeOf(again)).toBe('identifier_already_signed_in');
});

it('makes one session when the same attempt comes twice at once', async () => {
	const { cookie } = await clerk.signIn('grace@example.com');
	const begun = await clerk.post('/v1/client/sign_ins', { identifier: 'ada@example.com' }, cookie);
	const path = `/v1/client/sign_ins/${begun.response?.id}/attempt_first_factor`;
	const form = { strategy: 'password', password: 'local-password' };
	const answers = await Promise.all([
		clerk.post(path, form, cookie),
		clerk.post(path, form, cookie)
	]);
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
	expect((await clerk.client(cookie))?.sessions).toHaveLength(2);
});

it('takes no code that was not sent', async () => {
	const { cookie } = await clerk.signIn('grace@example.com');
	const begun = await clerk.post('/v1/client/sign_ins', { identifier: 'ada@example.com' }, cookie);
	const path = `/v1/client/sign_ins/${begun.response?.id}/attempt_first_factor`;
	const attempt = clerk.post(path, { strategy: 'email_code', code: '424242' }, cookie);
	expect(await codeOf(attempt)).toBe('verification_not_sent');
});

it('knows a sign-in only in the browser in which it was begun', async () => {
	const { cookie } = await clerk.signIn('grace@example.com');
	const begun = await clerk.post('/v1/client/sign_ins', { identifier: 'ada@example.com' }, cookie);
	const path = `/v1/client/sign_ins/${begun.response?.id}/attempt_first_factor`;
	const form = { strategy: 'password', password: 'local-password' };
	expect(await codeOf(clerk.post(path, form))).toBe('resource_not_found');
});

it('says what is wrong with a sign-up', async () => {
	const signUp = (email_address: string, password: string) =>
		codeOf(clerk.post('/v1/client/sign_ups', { email_address, password }));
	expect(await signUp('', 'a long password')).toBe('form_param_nil');
	expect(await signUp('no address', 'a long password')).toBe('form_param_format_invalid');
	expect(await signUp('ADA@example.com', 'a long password')).toBe('form_identifier_exists');
	expect(await signUp('new@example.com', '')).toBe('form_param_nil');
	expect(await signUp('new@example.com', '1234567')).toBe('form_password_length_too_short');
	expect(await signUp('new@example.com', 'x'.repeat(73))).toBe('form_password_length_too_long');
});

it('goes to the most recently used other session when the current one ends', async () => {
	const { cookie } = await clerk.signIn('grace@example.com');
	await clerk.control('create-user', { email: 'mary@example.com' });
	const signIn = async (identifier: string) => {
		await clerk.post('/v1/client/sign_ins', { identifier, password: 'local-password' }, cookie);
		return (await clerk.client(cookie))?.last_active_session_id;
	};
	const ada = await signIn('ada@example.com');
	const mary = await signIn('mary@example.com');
	await clerk.post(`/v1/client/sessions/${mary}/remove`, {}, cookie);
	expect(await clerk.client(cookie)).toMatchObject({ last_active_session_id: ada });
});

it('ends no session of another browser', async () => {
	const { cookie, sessionId } = await clerk.signIn();
	const other = await clerk.signIn('grace@example.com');
	const end = clerk.post(`/v1/client/sessions/${sessionId}/remove`, {}, other.cookie);
	expect(await codeOf(end)).toBe('authentication_invalid');
	expect((await clerk.client(cookie))?.sessions).toHaveLength(1);
});

it('changes a password, for which the present one is needed', async () => {
	const { cookie } = await clerk.signIn();
	const change = (current_password: string) =>
		clerk.post('/v1/me/change_password', { current_password, new_password: 'one more' }, cookie);
	expect(await codeOf(change('a guess'))).toBe('form_password_incorrect');
	expect((await change('local-password')).status).toBe(200);
	const form = { identifier: 'ada@example.com', password: 'one more' };
	expect((await clerk.post('/v1/client/sign_ins', form)).status).toBe(200);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from './_generated/api';
import { ada, backendWithMessages } from './test.setup';

// Made for this test.
const KEY = btoa('a key for this test alone');

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubEnv('CLERK_WEBHOOK_SIGNING_SECRET', `whsec_${KEY}`);
	vi.stubEnv('CLERK_JWT_ISSUER_DOMAIN', ada.issuer);
});

afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllEnvs();
	vi.restoreAllMocks();
});

const deletion = JSON.stringify({ type: 'user.deleted', data: { id: ada.subject, deleted: true } });

async function signed(body: string, { key = KEY, ageMs = 0, id = 'msg_1' } = {}) {
	const timestamp = String(Math.floor((Date.now() - ageMs) / 1000));
	const imported = await crypto.subtle.importKey(
		'raw',
		Uint8Array.from(atob(key), (character) => character.charCodeAt(0)),
		{ name: 'HMAC', hash: 'SHA-256' },
		false,
		['sign']
	);
	const text = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
	const signature = new Uint8Array(await crypto.subtle.sign('HMAC', imported, text));
	return {
		'svix-id': id,
		'svix-timestamp': timestamp,
		'svix-signature': `v1a,AAAA v1,${btoa(String.fromCharCode(...signature))}`
	};
}

async function backend() {
	const found = await backendWithMessages();
	const { t } = found;
	const post = async (headers: Record<string, string>, body = deletion) =>
		(await t.fetch('/clerk-webhook', { method: 'POST', headers, body })).status;
	const names = () =>
		t.run(async (ctx) => (await ctx.db.query('users').collect()).map((u) => u.name));
	return { ...found, post, names };
}

test('a deleted account is removed with its messages', async () => {
	const { t, post, names, list } = await backend();
	expect(await post(await signed(deletion))).toBe(204);
	await t.finishAllScheduledFunctions(vi.runAllTimers);
	expect(await names()).toEqual(['Grace Hopper']);
	expect(await list()).toMatchObject([{ author: 'Someone', body: '' }, { body: 'Hi' }]);
});

test('a repeated call changes nothing', async () => {
	const { t, post, names } = await backend();
	const headers = await signed(deletion);
	await post(headers);
	await t.finishAllScheduledFunctions(vi.runAllTimers);
	expect(await post(headers)).toBe(204);
	expect(await names()).toEqual(['Grace Hopper']);
});

test('an unsigned, an altered and an old call are refused', async () => {
	const { post, names } = await backend();
	const right = await signed(deletion);
	expect(await post({})).toBe(401);
	expect(await post(await signed(deletion, { key: btoa('another key') }))).toBe(401);
	expect(await post(right, deletion.replace('user_ada', 'user_grace'))).toBe(401);
	expect(await post({ ...right, 'svix-id': 'msg_2' })).toBe(401);
	expect(await post({ ...right, 'svix-signature': 'v1,not/base64!' })).toBe(401);
	const ofAnotherVersion = right['svix-signature'].replace('v1,', 'v2,');
	expect(await post({ ...right, 'svix-signature': ofAnotherVersion })).toBe(401);
	expect(await post({ ...right, 'svix-timestamp': 'never' })).toBe(401);
	expect(await post(await signed(deletion, { ageMs: 6 * 60_000 }))).toBe(401);
	expect(await post(await signed(deletion, { ageMs: -6 * 60_000 }))).toBe(401);
	expect(await names()).toHaveLength(2);
});

test('the secret may still have the name of the version before', async () => {
	const { post } = await backend();
	vi.stubEnv('CLERK_WEBHOOK_SIGNING_SECRET', '');
	vi.stubEnv('CLERK_WEBHOOK_SECRET', `whsec_${KEY}`);
	expect(await post(await signed(deletion))).toBe(204);
	expect(await post(await signed(deletion, { key: btoa('another key') }))).toBe(401);
});

test('without a secret every call is refused', async () => {
	const { post } = await backend();
	vi.spyOn(console, 'error').mockImplementation(() => {});
	for (const secret of ['', 'whsec_', 'not a secret']) {
		vi.stubEnv('CLERK_WEBHOOK_SIGNING_SECRET', secret);
		expect(await post(await signed(deletion))).toBe(401);
	}
});

test.each([
	['no JSON', 'user.deleted'],
	['empty', ''],
	['cut short', deletion.slice(0, -1)],
	['null', 'null'],
	['a number', '5'],
	['a list', '[]'],
	['without a type', '{"data":{"id":"user_ada"}}'],
	['a deletion of nobody', '{"type":"user.deleted","data":{"id":7}}'],
	['a deletion without data', '{"type":"user.deleted","data":null}']
])('a signed body that is %s is answered with 400', async (_what, body) => {
	const { post, names } = await backend();
	expect(await post(await signed(body), body)).toBe(400);
	expect(await names()).toHaveLength(2);
});

test('a deletion is not lost while the issuer is unknown: Clerk is to call again', async () => {
	const { t, post, names } = await backend();
	const log = vi.spyOn(console, 'error').mockImplementation(() => {});
	for (const issuer of ['', 'clerk.example']) {
		vi.stubEnv('CLERK_JWT_ISSUER_DOMAIN', issuer);
		expect(await post(await signed(deletion))).toBe(500);
	}
	expect(log).toHaveBeenCalledOnce();
	log.mockRestore();

	vi.stubEnv('CLERK_JWT_ISSUER_DOMAIN', `${ada.issuer}/`);
	expect(await post(await signed(deletion))).toBe(204);
	await t.finishAllScheduledFunctions(vi.runAllTimers);
	expect(await names()).toEqual(['Grace Hopper']);
});

test('other events change nothing', async () => {
	const { post, names, asAda } = await backend();
	const nothing = { first_name: null, last_name: null, username: null, email_addresses: [] };
	for (const data of [{ id: ada.subject, ...nothing }, { id: null }, { id: 5 }, null, undefined]) {
		for (const type of ['user.created', 'user.updated']) {
			const body = JSON.stringify({ type, data });
			expect(await post(await signed(body), body)).toBe(204);
		}
	}
	expect(await names()).toHaveLength(2);
	expect(await asAda.query(api.users.current)).not.toBeNull();
});

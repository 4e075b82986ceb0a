import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { APP, TestClerk } from './test-clerk.ts';

let clerk: TestClerk;
beforeAll(async () => {
	clerk = await TestClerk.start();
});
afterAll(() => clerk.remove());

/** Checks a token as a backend does that knows only the issuer. */
async function verify(token: string | undefined) {
	const discovery = await fetch(`${clerk.url}/.well-known/openid-configuration`);
	const { issuer, jwks_uri } = (await discovery.json()) as { issuer: string; jwks_uri: string };
	const keys = createRemoteJWKSet(new URL(jwks_uri));
	const rules = { issuer, audience: 'convex', algorithms: ['RS256'] };
	return (await jwtVerify(token ?? '', keys, rules)).payload;
}

it('makes session tokens that can be checked by one who knows only the issuer', async () => {
	const { userId, sessionId, cookie } = await clerk.signIn();
	const { jwt } = await clerk.post(`/v1/client/sessions/${sessionId}/tokens`, {}, cookie);
	const payload = await verify(jwt);
	expect(payload).toMatchObject({
		iss: clerk.url,
		sub: userId,
		sid: sessionId,
		azp: APP,
		name: 'Ada Lovelace',
		email: 'ada@example.com',
		picture: `${APP}/__clerk/pictures/${userId}`
	});
	expect(Number(payload.exp) - Number(payload.iat)).toBe(60);
});

it('makes tokens from the template convex, and from no other', async () => {
	const { userId, sessionId, cookie } = await clerk.signIn();
	const path = `/v1/client/sessions/${sessionId}/tokens`;
	const payload = await verify((await clerk.post(`${path}/convex`, {}, cookie)).jwt);
	expect(payload).toMatchObject({ sub: userId, name: 'Ada Lovelace' });
	expect(payload.sid).toBeUndefined();

	const other = await clerk.post(`${path}/hasura`, {}, cookie);
	expect(other).toMatchObject({ status: 404, errors: [{ code: 'resource_not_found' }] });
});

it('puts null for a name that is not there', async () => {
	await clerk.control('create-user', { email: 'nameless@example.com' });
	const { sessionId, cookie } = await clerk.signIn('nameless@example.com');
	const { jwt } = await clerk.post(`/v1/client/sessions/${sessionId}/tokens`, {}, cookie);
	expect((await verify(jwt)).name).toBeNull();
});

it('makes none for other browsers, and none for a session that has ended', async () => {
	const { sessionId, cookie } = await clerk.signIn();
	const other = await clerk.signIn('grace@example.com');
	const path = `/v1/client/sessions/${sessionId}/tokens`;
	const refused = { status: 401, errors: [{ code: 'authentication_invalid' }] };
	expect(await clerk.post(path, {})).toMatchObject(refused);
	expect(await clerk.post(path, {}, other.cookie)).toMatchObject(refused);
	expect(await clerk.post(path, {}, cookie)).toMatchObject({ status: 200 });
	await clerk.control('revoke-session', { sessionId });
	expect(await clerk.post(path, {}, cookie)).toMatchObject(refused);
});

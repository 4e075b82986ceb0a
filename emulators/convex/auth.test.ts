import { createHmac } from 'node:crypto';
import { UnsecuredJWT } from 'jose';
import { expect, onTestFinished, test, vi } from 'vitest';
import { api } from './testing/api.ts';
import { failureOf, startServer, until, type Server } from './testing/harness.ts';
import { startIssuer, type Issuer } from './testing/issuer.ts';

const { notes, odd } = api;

async function startBoth(): Promise<{ issuer: Issuer; server: Server }> {
	const issuer = await startIssuer();
	onTestFinished(() => issuer.close());
	return { issuer, server: await startServer({ env: { CLERK_JWT_ISSUER_DOMAIN: issuer.url } }) };
}

test('a verified token is an identity with the claims under their Convex names', async () => {
	const { issuer, server } = await startBoth();
	const token = await issuer.token('ada', {
		claims: {
			name: 'Ada Lovelace',
			given_name: 'Ada',
			email: 'ada@example.com',
			email_verified: true,
			picture: 'https://example.com/ada.png',
			org_id: 'org_1',
			roles: ['admin'],
			azp: 'http://localhost:4173',
			fva: [1, -1]
		}
	});
	const expected = {
		tokenIdentifier: `${issuer.url}|ada`,
		issuer: issuer.url,
		subject: 'ada',
		name: 'Ada Lovelace',
		givenName: 'Ada',
		email: 'ada@example.com',
		emailVerified: true,
		pictureUrl: 'https://example.com/ada.png',
		org_id: 'org_1',
		roles: ['admin']
	};
	expect(await server.http(token).query(odd.identity, {})).toEqual(expected);
	const client = server.client();
	client.setAuth(() => Promise.resolve(token));
	expect(await client.query(odd.identity, {})).toEqual(expected);
});

test('a name that is null is none, and a token whose name is no text is rejected', async () => {
	const { issuer, server } = await startBoth();
	const nameless = await issuer.token('ada', { claims: { name: null, org_id: null } });
	const identity = await server.http(nameless).query(odd.identity, {});
	expect(identity).not.toHaveProperty('name');
	expect(identity).toMatchObject({ subject: 'ada', org_id: null });
	const wrong = await issuer.token('ada', { claims: { name: 5 } });
	const { message } = await failureOf(server.http(wrong).query(odd.identity, {}));
	expect(message).toContain('Could not parse as OIDC ID token');
});

test('without a token there is no identity', async () => {
	const { server } = await startBoth();
	expect(await server.http().query(odd.identity, {})).toBeNull();
	expect(await server.client().query(odd.identity, {})).toBeNull();
});

test('tokens of another issuer or audience, expired, forged or unsigned are rejected', async () => {
	const { issuer, server } = await startBoth();
	const other = await startIssuer();
	onTestFinished(() => other.close());
	const now = Math.floor(Date.now() / 1000);
	const claims = { iss: issuer.url, aud: 'convex', sub: 'ada', iat: now, exp: now + 60 };
	const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
	const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
	const rejected = {
		'another issuer': await other.token('ada'),
		'another audience': await issuer.token('ada', { claims: { aud: 'other' } }),
		'no audience': await issuer.token('ada', { claims: { aud: undefined } }),
		expired: await issuer.token('ada', { seconds: -10 }),
		'no expiry': await issuer.token('ada', { claims: { exp: undefined } }),
		forged: await issuer.token('ada', { forged: true }),
		unsigned: new UnsecuredJWT(claims).encode(),
		'signed with a shared secret': `${unsigned}.${createHmac('sha256', '').update(unsigned).digest('base64url')}`,
		'no token at all': 'hello'
	};
	for (const [why, token] of Object.entries(rejected)) {
		const { message } = await failureOf(server.http(token).query(odd.identity, {}));
		expect(message, why).toContain('Unauthenticated');
	}
});

test('audiences may be several, and a slash at the end of the issuer does not matter', async () => {
	const issuer = await startIssuer();
	onTestFinished(() => issuer.close());
	const server = await startServer({ env: { CLERK_JWT_ISSUER_DOMAIN: `${issuer.url}/` } });
	const token = await issuer.token('ada', { claims: { aud: ['other', 'convex'] } });
	expect(await server.http(token).query(odd.identity, {})).toMatchObject({ subject: 'ada' });
});

test('EdDSA is accepted, other algorithms are not', async () => {
	const { issuer, server } = await startBoth();
	await issuer.rotate('EdDSA');
	expect(await server.http(await issuer.token('ada')).query(odd.identity, {})).not.toBeNull();
	await issuer.rotate('ES256');
	await failureOf(server.http(await issuer.token('ada')).query(odd.identity, {}));
});

test('keys are fetched once, and again when a token names an unknown one', async () => {
	const { issuer, server } = await startBoth();
	for (let i = 0; i < 3; i++) await server.http(await issuer.token('ada')).query(odd.identity, {});
	expect(issuer.requests.get('/jwks')).toBe(1);
	await issuer.rotate();
	for (let i = 0; i < 3; i++) await server.http(await issuer.token('ada')).query(odd.identity, {});
	expect(issuer.requests.get('/jwks')).toBe(2);
	expect(issuer.requests.get('/.well-known/openid-configuration')).toBe(1);
});

test('a provider that could not be reached is asked again', async () => {
	const { issuer, server } = await startBoth();
	await issuer.close();
	await failureOf(server.http(await issuer.token('ada')).query(odd.identity, {}));
	await issuer.open();
	expect(await server.http(await issuer.token('ada')).query(odd.identity, {})).not.toBeNull();
});

test('signing in and out runs the queries again with and without the identity', async () => {
	const { issuer, server } = await startBoth();
	const client = server.client();
	const seen: (string | undefined)[] = [];
	client.onUpdate(odd.identity, {}, (identity) => seen.push(identity?.subject));
	await until(() => seen.length === 1);
	// The same token again, so that the client does not sign in once more while it signs out.
	const token = await issuer.token('ada');
	client.setAuth(() => Promise.resolve(token));
	await until(() => seen.length === 2);
	await client.mutation(odd.sign, { channel: 'a' });
	client.client.clearAuth();
	await until(() => seen.length === 3);
	await client.mutation(odd.sign, { channel: 'a' });
	expect(seen).toEqual([undefined, 'ada', undefined]);
	expect(await client.query(notes.list, { channel: 'a' })).toEqual(['ada', 'nobody']);
});

test('a rejected token ends with the client signed out, and it goes on without', async () => {
	const { issuer, server } = await startBoth();
	const client = server.client();
	const changes: boolean[] = [];
	client.setAuth(
		() => issuer.token('ada', { forged: true }),
		(isAuthenticated) => changes.push(isAuthenticated)
	);
	await until(() => changes.length === 1);
	expect(changes).toEqual([false]);
	expect(await client.query(odd.identity, {})).toBeNull();
});

test('a token that is refreshed in time is never missed', async () => {
	vi.useFakeTimers({
		toFake: ['Date', 'setTimeout', 'clearTimeout'],
		now: Date.now(),
		shouldAdvanceTime: true
	});
	onTestFinished(() => void vi.useRealTimers());
	const { issuer, server } = await startBoth();
	const client = server.client({ authRefreshTokenLeewaySeconds: 2 });
	const changes: boolean[] = [];
	let fetched = 0;
	client.setAuth(
		() => {
			fetched++;
			return issuer.token('ada', { seconds: 3 });
		},
		(isAuthenticated) => changes.push(isAuthenticated)
	);
	for (let token = 1; token <= 4; token++) {
		await until(async () => fetched >= token && (await server.authenticates()) >= token);
		// Two seconds before it ends.
		await vi.advanceTimersByTimeAsync(1_000);
	}
	expect(await client.query(odd.identity, {})).toMatchObject({ subject: 'ada' });
	expect(changes).not.toContain(false);
	expect(client.connectionState().connectionCount).toBe(1);
});

test('a token that runs out in mid-connection is noticed at the next call, and replaced', async () => {
	const { issuer, server } = await startBoth();
	// Ten times the token's life later, this client would refresh it by itself.
	const token = await issuer.token('ada', {
		claims: { iat: Math.floor(Date.now() / 1000) - 600 },
		seconds: 2
	});
	const tokens = [token, token];
	const client = server.client({ authRefreshTokenLeewaySeconds: 0 });
	const changes: boolean[] = [];
	client.setAuth(
		() => (tokens.length > 0 ? Promise.resolve(tokens.shift()) : issuer.token('grace')),
		(isAuthenticated) => changes.push(isAuthenticated)
	);
	await client.mutation(odd.sign, { channel: 'a' });
	vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(expiryOf(token)) + 1_001 });
	onTestFinished(() => void vi.useRealTimers());
	await client.mutation(odd.sign, { channel: 'a' });
	expect(await client.query(notes.list, { channel: 'a' })).toEqual(['ada', 'grace']);
	expect(client.connectionState().connectionCount).toBeGreaterThan(1);
	expect(changes).not.toContain(false);
});

test('while tokens are being rejected, even good ones are', async () => {
	const { issuer, server } = await startBoth();
	await server.control('reject-auth', { on: true });
	await failureOf(server.http(await issuer.token('ada')).query(odd.identity, {}));
	const changes: boolean[] = [];
	server.client().setAuth(
		() => issuer.token('ada'),
		(isAuthenticated) => changes.push(isAuthenticated)
	);
	await until(() => changes.includes(false));
	await server.control('reject-auth', { on: false });
	expect(await server.http(await issuer.token('ada')).query(odd.identity, {})).not.toBeNull();
});

function expiryOf(token: string): string {
	const [, payload = ''] = token.split('.');
	const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { exp: number };
	return new Date(exp * 1000).toISOString();
}

/** What docs/why-not-clerk-provider.md says of a sign-out; it is to be rewritten when this fails. */
import type { ConvexClient } from 'convex/browser';
import { expect, onTestFinished, test } from 'vitest';
import { api } from '../emulators/convex/testing/api.ts';
import { startServer, until } from '../emulators/convex/testing/harness.ts';
import { startIssuer } from '../emulators/convex/testing/issuer.ts';

const { odd } = api;

/** A client that the backend has confirmed as Ada. */
async function signedIn(): Promise<ConvexClient> {
	const issuer = await startIssuer();
	onTestFinished(() => issuer.close());
	const server = await startServer({ env: { CLERK_JWT_ISSUER_DOMAIN: issuer.url } });
	const client = server.client();
	let isConfirmed = false;
	client.setAuth(
		() => issuer.token('ada'),
		(isAuthenticated) => (isConfirmed = isAuthenticated)
	);
	await until(() => isConfirmed);
	return client;
}

/** Whom the functions take the connection for. */
async function callerOf(client: ConvexClient): Promise<unknown> {
	return (await client.query(odd.identity, {}))?.subject;
}

test('a sign-out as `setupAuth` does it leaves the connection signed in', async () => {
	const client = await signedIn();
	client.setAuth(
		() => Promise.resolve(null),
		() => undefined
	);
	expect(await callerOf(client)).toBe('ada');
});

test('a sign-out that clears the identity first does not', async () => {
	const client = await signedIn();
	client.client.clearAuth();
	expect(await callerOf(client)).toBeUndefined();
});

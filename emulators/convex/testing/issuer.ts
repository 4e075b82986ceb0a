/** An identity provider for tests: discovery, keys and tokens. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';

type Algorithm = 'RS256' | 'EdDSA' | 'ES256';

/** A running provider. */
export interface Issuer {
	url: string;
	/** Counts the requests for each path. */
	requests: Map<string, number>;
	/** A token for `sub`, valid for `seconds`; `claims` are added or put in place of the usual ones. */
	token(sub: string, options?: TokenOptions): Promise<string>;
	/** Replaces the signing key by another, and publishes only that. */
	rotate(algorithm?: Algorithm): Promise<void>;
	/** Opens it again, on the same port. */
	open(): Promise<void>;
	close(): Promise<void>;
}

interface TokenOptions {
	seconds?: number;
	claims?: JWTPayload;
	/** Signs with a key that is not published, under the name of the one that is. */
	forged?: boolean;
}

/** Starts a provider on a free port. */
export async function startIssuer(): Promise<Issuer> {
	const requests = new Map<string, number>();
	let keyCount = 0;
	let issued = 0;
	let key = await makeKey('RS256');
	const forger = await makeKey('RS256');

	const server = createServer(({ url = '' }, response) => {
		requests.set(url, (requests.get(url) ?? 0) + 1);
		const documents: Record<string, unknown> = {
			'/.well-known/openid-configuration': { issuer: issuer.url, jwks_uri: `${issuer.url}/jwks` },
			'/jwks': { keys: [key.jwk] }
		};
		response.writeHead(documents[url] ? 200 : 404, { 'content-type': 'application/json' });
		response.end(JSON.stringify(documents[url] ?? {}));
	});
	const listen = (port: number) =>
		new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
	await listen(0);
	const { port } = server.address() as AddressInfo;
	const issuer: Issuer = {
		url: `http://127.0.0.1:${port}`,
		requests,
		token: async (sub, { seconds = 60, claims = {}, forged = false } = {}) => {
			const now = Math.floor(Date.now() / 1000);
			const usual = { iss: issuer.url, aud: 'convex', sub, iat: now, exp: now + seconds };
			// No two tokens are the same, as with a real provider.
			const payload = { ...usual, jti: String(++issued), ...claims };
			return await new SignJWT(payload)
				.setProtectedHeader({ alg: key.algorithm, kid: key.kid })
				.sign(forged ? forger.privateKey : key.privateKey);
		},
		rotate: async (algorithm = 'RS256') => {
			key = await makeKey(algorithm);
		},
		open: () => listen(port),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
	return issuer;

	async function makeKey(algorithm: Algorithm) {
		const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
		const kid = `key-${++keyCount}`;
		const jwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' };
		return { algorithm, kid, jwk, privateKey };
	}
}

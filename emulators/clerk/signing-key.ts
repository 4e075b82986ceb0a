/** The RSA key that tokens are signed with. It is kept, so that a restart signs nobody out. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JWK, JWK_RSA_Public } from 'jose';
import { readIfThere, replaceFile, StateFileError } from './store.ts';

/** A private key, and what the rest of the world needs to check what it signs. */
export interface SigningKey {
	id: string;
	privateKey: CryptoKey;
	publicJwk: JWK;
}

/** The key in `file`, made now if there is none. */
export async function openSigningKey(file: string): Promise<SigningKey> {
	const saved = readIfThere(file);
	if (saved === undefined) {
		const { privateKey } = await generateKeyPair('RS256', { extractable: true });
		const jwk = await exportJWK(privateKey);
		replaceFile(file, JSON.stringify(jwk));
		return signingKey(jwk);
	}
	try {
		return await signingKey(JSON.parse(saved) as JWK);
	} catch (error) {
		throw new StateFileError(file, { cause: error });
	}
}

async function signingKey(jwk: JWK): Promise<SigningKey> {
	const { kty, n, e } = jwk as JWK_RSA_Public;
	const id = await calculateJwkThumbprint({ kty: 'RSA', n, e });
	return {
		id,
		privateKey: (await importJWK(jwk, 'RS256')) as CryptoKey,
		publicJwk: { kty, n, e, kid: id, alg: 'RS256', use: 'sig' }
	};
}

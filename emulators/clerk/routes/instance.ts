/** What is the same for everybody: the settings, and how tokens are checked. */
import type { Answer, Call, Route } from '../call.ts';
import { environmentOf } from '../environment.ts';

/** `/v1/environment` and `/.well-known`. */
export const instanceRoutes: Route[] = [
	['GET', '/v1/environment', environment],
	['PATCH', '/v1/environment', environment],
	['GET', '/.well-known/openid-configuration', discover],
	['GET', '/.well-known/jwks.json', answerKeys],
	['GET', '/v1/jwks', answerKeys]
];

function environment({ data }: Call): Answer {
	return { bare: environmentOf(data) };
}

async function answerKeys({ instance }: Call): Promise<Answer> {
	return { bare: await instance.tokens.keySet() };
}

function discover({ instance }: Call): Answer {
	const { issuer } = instance.tokens;
	const jwks_uri = `${issuer}/.well-known/jwks.json`;
	return { bare: { issuer, jwks_uri, id_token_signing_alg_values_supported: ['RS256'] } };
}

/** What is the same for everybody: the settings, and how tokens are checked. */
import type { Answer, Call, Route } from '../call.ts';
import { ENVIRONMENT } from '../environment.ts';

/** `/v1/environment` and `/.well-known`. */
export const instanceRoutes: Route[] = [
	['GET', '/v1/environment', () => ({ bare: ENVIRONMENT })],
	['PATCH', '/v1/environment', () => ({ bare: ENVIRONMENT })],
	['GET', '/.well-known/openid-configuration', discover],
	[
		'GET',
		'/.well-known/jwks.json',
		({ instance }) => ({ bare: { keys: [instance.tokens.key.publicJwk] } })
	]
];

function discover({ instance }: Call): Answer {
	const { issuer } = instance.tokens;
	return {
		bare: {
			issuer,
			jwks_uri: `${issuer}/.well-known/jwks.json`,
			response_types_supported: ['code'],
			subject_types_supported: ['public'],
			id_token_signing_alg_values_supported: ['RS256']
		}
	};
}

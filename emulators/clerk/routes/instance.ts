/** What is the same for everybody: the settings, and how to check a token. */
import type { Answer, Call, Route } from '../call.ts';
import { ENVIRONMENT } from '../environment.ts';

/** `/v1/environment` and `/.well-known`. */
export const instanceRoutes: Route[] = [
	['GET', '/v1/environment', () => ({ bare: ENVIRONMENT })],
	['PATCH', '/v1/environment', () => ({ bare: ENVIRONMENT })],
	['GET', '/.well-known/openid-configuration', discovery],
	['GET', '/.well-known/jwks.json', ({ instance }) => ({ bare: instance.tokens.jwks })]
];

function discovery({ instance: { tokens } }: Call): Answer {
	return {
		bare: {
			issuer: tokens.issuer,
			jwks_uri: `${tokens.issuer}/.well-known/jwks.json`,
			id_token_signing_alg_values_supported: ['RS256'],
			response_types_supported: ['code'],
			subject_types_supported: ['public'],
			claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'name', 'email', 'picture']
		}
	};
}

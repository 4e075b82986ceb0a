/** How a server learns who is signed in in a browser: it sends the browser here, which comes back with cookies. */
import { getCookieSuffix, getSuffixedCookieName } from '@clerk/shared/keys';
import { formError } from '../api-error.ts';
import { newId } from '../accounts.ts';
import type { Answer, Call, Route } from '../call.ts';
import { LOCAL_PUBLISHABLE_KEY } from '../publishable-key.js';

/** As long as clerk-js keeps its own. */
const COOKIE_LIFE_S = 365 * 24 * 60 * 60;

/** `/v1/client/handshake`. */
export const handshakeRoutes: Route[] = [['GET', '/v1/client/handshake', handshake]];

/** Leads back to the page, with a signed list of the cookies that its server is to set. */
async function handshake(call: Call): Promise<Answer> {
	const target = targetOf(call);
	const session = call.sessions().find(({ id }) => id === call.client?.lastActiveSessionId);
	const token =
		session && (await call.token(session, session.organizationId, { azp: target.origin }));
	const signedInAt = session ? Math.floor((call.client?.updatedAt ?? call.now) / 1000) : 0;
	const directives = [
		...(await cookie('__session', token)),
		...(await cookie('__client_uat', String(signedInAt))),
		...(await cookie('__clerk_db_jwt', newId('dvb')))
	];
	target.searchParams.set(
		'__clerk_handshake',
		await call.instance.tokens.signHandshake(directives)
	);
	return { redirect: target.href };
}

/** Where to go back to: only to the app's own pages. Throws Clerk's error for any other address. */
function targetOf({ query, instance }: Call): URL {
	const text = query.get('redirect_url') ?? '';
	if (URL.canParse(text) && instance.origins.includes(new URL(text).origin)) return new URL(text);
	throw formError('form_param_format_invalid', 'redirect_url');
}

/** A cookie under both of its names, with and without what tells apart the instances at one address. */
async function cookie(name: string, value: string | undefined): Promise<string[]> {
	const suffixed = getSuffixedCookieName(name, await getCookieSuffix(LOCAL_PUBLISHABLE_KEY));
	const life = value === undefined ? 0 : COOKIE_LIFE_S;
	return [name, suffixed].map(
		(one) => `${one}=${value ?? ''}; Path=/; Max-Age=${life}; SameSite=Lax`
	);
}

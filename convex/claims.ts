import type { UserIdentity } from 'convex/server';
import { cleanName, hasEmailAddress } from './names';

/** More than any address of a picture at Clerk takes, in UTF-16 units. */
const MAX_PICTURE_URL_UNITS = 2048;

/** What a token says of its bearer, as far as this app goes by it. */
export interface Claims {
	tokenIdentifier: string;
	subject: string;
	/** Their name, cleaned by {@link cleanName}. It is never an e-mail address. */
	name: string | undefined;
	/** Their user name, likewise. */
	userName: string | undefined;
	/** The organisation that they act in; `undefined` in the personal space. */
	organizationId: string | undefined;
	/** The address of their picture: `https:` or `http:`. */
	pictureUrl: string | undefined;
}

/**
 * Reads the claims of a verified token. Nothing else reads them: a claim may be missing, `null`, empty,
 * of any type or of any length, and is then as good as missing.
 *
 * Convex itself sees to `sub` and `iss`. It drops standard claims that are `null` and refuses tokens in
 * which one has another type, unless the provider of the token is a custom JWT.
 */
export function readClaims(identity: UserIdentity): Claims {
	const { tokenIdentifier, subject } = identity;
	const { name, preferredUsername, nickname, pictureUrl, email, org_id }: Record<string, unknown> =
		identity;
	return {
		tokenIdentifier,
		subject,
		name: toName(name, email),
		// Clerk's template for Convex has the user name as `nickname`.
		userName: toName(preferredUsername, email) ?? toName(nickname, email),
		organizationId: toOrganizationId(org_id) ?? toOrganizationId(readCompact(identity)),
		pictureUrl: toWebAddress(pictureUrl)
	};
}

function toName(claim: unknown, email: unknown): string | undefined {
	if (typeof claim !== 'string') return undefined;
	const name = cleanName(claim);
	// Where an address has no dot after the @, only the claim tells that it is one.
	const isTheirAddress = typeof email === 'string' && name === cleanName(email);
	return name === '' || isTheirAddress || hasEmailAddress(name) ? undefined : name;
}

/** Of Clerk's session tokens: the id in the claim `o`, which Convex may have taken apart. */
function readCompact(identity: Record<string, unknown>): unknown {
	const { o } = identity;
	return typeof o === 'object' && o !== null && 'id' in o ? o.id : identity['o.id'];
}

function toOrganizationId(claim: unknown): string | undefined {
	return typeof claim === 'string' && /^[\w-]{1,200}$/.test(claim) ? claim : undefined;
}

function toWebAddress(claim: unknown): string | undefined {
	if (typeof claim !== 'string' || claim.length > MAX_PICTURE_URL_UNITS) return undefined;
	try {
		const { protocol, href } = new URL(claim);
		const isOfTheWeb = protocol === 'https:' || protocol === 'http:';
		return isOfTheWeb && href.length <= MAX_PICTURE_URL_UNITS ? href : undefined;
	} catch {
		return undefined;
	}
}

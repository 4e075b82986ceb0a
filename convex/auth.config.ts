import type { AuthConfig } from 'convex/server';

/**
 * Whose identity tokens the backend accepts: those of the Clerk instance at
 * `CLERK_JWT_ISSUER_DOMAIN`, issued for the audience `convex`.
 */
export default {
	providers: [{ domain: process.env.CLERK_JWT_ISSUER_DOMAIN!, applicationID: 'convex' }]
} satisfies AuthConfig;

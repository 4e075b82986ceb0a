import { httpRouter } from 'convex/server';
import { internal } from './_generated/api';
import { httpAction } from './_generated/server';
import { isSigned, readClerkEvent } from './clerkWebhook';
import { readVariable } from './environment';

const http = httpRouter();

/**
 * Clerk's webhook: set its address in Clerk's dashboard, with the events `user.deleted` and
 * `organizationMembership.deleted`, and the secret it shows there as the deployment's variable
 * `CLERK_WEBHOOK_SIGNING_SECRET`.
 */
http.route({
	path: '/clerk-webhook',
	method: 'POST',
	handler: httpAction(async (ctx, request) => {
		const secret = readVariable('CLERK_WEBHOOK_SIGNING_SECRET');
		if (secret === undefined) return new Response(null, { status: 401 });
		const body = await request.text();
		const event = readClerkEvent(body);
		if (event === null) return new Response(null, { status: 400 });
		if (!(await isSigned(request, body, secret))) return new Response(null, { status: 401 });
		if (event.type === 'other') return new Response(null, { status: 204 });
		const issuer = readVariable('CLERK_JWT_ISSUER_DOMAIN');
		// Clerk calls again later; a 2xx would be the end of it, and the user would stay.
		if (issuer === undefined) return new Response(null, { status: 500 });
		const tokenIdentifier = `${issuer}|${event.userId}`;
		if (event.type === 'user.deleted') {
			await ctx.runMutation(internal.users.remove, { tokenIdentifier });
		} else {
			const { organizationId } = event;
			await ctx.runMutation(internal.organizations.leave, { tokenIdentifier, organizationId });
		}
		return new Response(null, { status: 204 });
	})
});

export default http;

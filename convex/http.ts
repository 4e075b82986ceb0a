import { httpRouter } from 'convex/server';
import { internal } from './_generated/api';
import { httpAction } from './_generated/server';
import { readClerkEvent, readSigned } from './clerkWebhook';
import { readVariable } from './environment';

const http = httpRouter();

/**
 * Clerk's webhook: set its address in Clerk's dashboard, with the event `user.deleted`, and the secret
 * it shows there as the deployment's variable `CLERK_WEBHOOK_SECRET`.
 */
http.route({
	path: '/clerk-webhook',
	method: 'POST',
	handler: httpAction(async (ctx, request) => {
		const body = await readSigned(request, readVariable('CLERK_WEBHOOK_SECRET'), Date.now());
		if (body === null) return new Response(null, { status: 401 });
		const event = readClerkEvent(body);
		if (event === null) return new Response(null, { status: 400 });
		if (event.type !== 'user.deleted') return new Response(null, { status: 204 });
		const issuer = readVariable('CLERK_JWT_ISSUER_DOMAIN');
		// Clerk calls again later; a 2xx would be the end of it, and the user would stay.
		if (issuer === undefined) return new Response(null, { status: 500 });
		await ctx.runMutation(internal.users.remove, { tokenIdentifier: `${issuer}|${event.userId}` });
		return new Response(null, { status: 204 });
	})
});

export default http;

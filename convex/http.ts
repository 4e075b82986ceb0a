import { httpRouter } from 'convex/server';
import { internal } from './_generated/api';
import { httpAction } from './_generated/server';
import { readClerkEvent } from './clerkWebhook';

const http = httpRouter();

/**
 * Clerk's webhook: set its address in Clerk's dashboard, with the event `user.deleted`, and the secret
 * it shows there as the deployment's variable `CLERK_WEBHOOK_SECRET`.
 */
http.route({
	path: '/clerk-webhook',
	method: 'POST',
	handler: httpAction(async (ctx, request) => {
		const secret = process.env.CLERK_WEBHOOK_SECRET ?? '';
		const event = await readClerkEvent(request, secret, Date.now());
		if (event === null) return new Response(null, { status: 401 });
		if (event.type === 'user.deleted' && event.userId !== undefined) {
			const tokenIdentifier = `${process.env.CLERK_JWT_ISSUER_DOMAIN}|${event.userId}`;
			await ctx.runMutation(internal.users.remove, { tokenIdentifier });
		}
		return new Response(null, { status: 204 });
	})
});

export default http;

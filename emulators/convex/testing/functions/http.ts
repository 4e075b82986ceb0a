import { httpRouter, makeFunctionReference } from 'convex/server';
import { httpAction } from './builders.ts';

const http = httpRouter();
const addNote = makeFunctionReference<'mutation', { channel: string; body: string }>('notes:add');

/** Adds a note, and says who was asked for it and by whom. */
http.route({
	path: '/notes',
	method: 'POST',
	handler: httpAction(async (ctx, request) => {
		const identity = await ctx.auth.getUserIdentity();
		const body = await request.text();
		await ctx.runMutation(addNote, { channel: 'http', body });
		const by = identity?.subject ?? 'nobody';
		return new Response(`${request.headers.get('x-word')} ${by}`, {
			status: 201,
			headers: { 'content-type': 'text/plain', 'x-answer': 'yes' }
		});
	})
});

http.route({
	pathPrefix: '/bytes/',
	method: 'GET',
	handler: httpAction((_ctx, request) => {
		const { pathname } = new URL(request.url);
		return Promise.resolve(new Response(new Uint8Array([0, 255, pathname.length])));
	})
});

http.route({
	path: '/fails',
	method: 'GET',
	handler: httpAction(() => Promise.reject(new Error('a secret')))
});

/** What the environment holds. */
http.route({
	path: '/word',
	method: 'GET',
	handler: httpAction(() => Promise.resolve(new Response(process.env.WORD)))
});

export default http;

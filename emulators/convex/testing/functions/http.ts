import { httpRouter, makeFunctionReference } from 'convex/server';
import { ConvexError } from 'convex/values';
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

/** What it was sent as a token, and who that is. */
http.route({
	path: '/token',
	method: 'GET',
	handler: httpAction(async (ctx, request) => {
		const identity = await ctx.auth.getUserIdentity().catch(() => 'unknown');
		return Response.json({ identity, token: request.headers.get('authorization') });
	})
});

http.route({
	path: '/preflight',
	method: 'OPTIONS',
	handler: httpAction(() =>
		Promise.resolve(new Response(null, { status: 204, headers: { 'x-answer': 'from http.ts' } }))
	)
});

http.route({
	path: '/cookies',
	method: 'GET',
	handler: httpAction(() => {
		const headers = new Headers([
			['set-cookie', 'a=1'],
			['set-cookie', 'b=2']
		]);
		return Promise.resolve(new Response('', { headers }));
	})
});

/** Answers each part of the body as it comes, and writes it down before the next. */
http.route({
	path: '/echo',
	method: 'POST',
	handler: httpAction((ctx, request) => {
		const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
			async transform(part, controller) {
				await ctx.runMutation(addNote, { channel: 'echo', body: new TextDecoder().decode(part) });
				controller.enqueue(part);
			}
		});
		void request.body?.pipeTo(writable);
		return Promise.resolve(new Response(readable));
	})
});

http.route({
	path: '/refuses',
	method: 'GET',
	handler: httpAction(() => Promise.reject(new ConvexError({ kind: 'Refused' })))
});

export default http;

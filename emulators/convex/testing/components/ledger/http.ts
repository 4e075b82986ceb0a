import { httpActionGeneric, httpRouter, makeFunctionReference } from 'convex/server';

const http = httpRouter();
const list = makeFunctionReference<'query', Record<string, never>, string[]>('entries:list');

http.route({
	path: '/entries',
	method: 'GET',
	handler: httpActionGeneric(async (ctx) => new Response((await ctx.runQuery(list, {})).join()))
});

export default http;

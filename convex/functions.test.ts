import { makeFunctionReference, type FunctionArgs, type FunctionReturnType } from 'convex/server';
import { expect, expectTypeOf, test } from 'vitest';
import type { api } from './_generated/api';
import type { Id } from './_generated/dataModel';
import { backendWithGeneral, modules, refusalOf } from './test.setup';

type Call = { conversationId: Id<'conversations'> };

const emoji = '👍';
const subject = 'user_grace';
const paginationOpts = { numItems: 10, cursor: null };

/** Arguments that are right for each public function, so that only the identity is missing. */
const publicFunctions: Record<string, (call: Call) => Record<string, unknown>> = {
	'conversations:create': () => ({ name: 'Reading group' }),
	'conversations:direct': () => ({ subject }),
	'conversations:get': (call) => ({ ...call }),
	'conversations:list': () => ({}),
	'conversations:remove': (call) => ({ ...call }),
	'conversations:rename': (call) => ({ ...call, name: 'Lobby' }),
	'invitations:accept': (call) => ({ ...call }),
	'invitations:decline': (call) => ({ ...call }),
	'invitations:send': (call) => ({ ...call, subject }),
	'members:join': (call) => ({ ...call }),
	'members:leave': (call) => ({ ...call }),
	'members:list': (call) => ({ ...call, paginationOpts }),
	'members:remove': (call) => ({ ...call, subject }),
	'messages:between': (call) => ({ ...call, range: { keep: 'newest', limit: 10 } }),
	'messages:edit': (call) => ({ ...call, clientId: 'a1', editId: 'e1', body: 'Hello!' }),
	'messages:history': (call) => ({ ...call, paginationOpts }),
	'messages:list': (call) => ({ ...call }),
	'messages:remove': (call) => ({ ...call, clientId: 'a1' }),
	'messages:send': (call) => ({ ...call, clientId: 'a1', body: 'Hello' }),
	'messages:sentAt': (call) => ({ ...call, name: { authorId: 'user_ada', clientId: 'a1' } }),
	'people:find': () => ({ text: 'Grace' }),
	'presence:beat': (call) => ({ ...call, isTyping: false }),
	'presence:here': (call) => ({ ...call }),
	'presence:leave': (call) => ({ ...call }),
	'reactions:set': (call) => ({
		...call,
		message: { authorId: subject, clientId: 'g1' },
		emoji,
		isOn: true
	}),
	'reads:get': (call) => ({ ...call }),
	'reads:mark': (call) => ({ ...call, upTo: 1 }),
	'search:messages': () => ({ text: 'Hello' }),
	'users:current': () => ({}),
	'users:store': () => ({})
};

const queries = new Set([
	'conversations:get',
	'conversations:list',
	'members:list',
	'messages:between',
	'messages:history',
	'messages:list',
	'messages:sentAt',
	'people:find',
	'presence:here',
	'reads:get',
	'search:messages',
	'users:current'
]);

test('every public function is known here and validates its arguments and its result', async () => {
	const found: string[] = [];
	for (const [path, load] of Object.entries(modules)) {
		for (const [name, value] of Object.entries((await load()) as Record<string, unknown>)) {
			if (!isPublicFunction(value)) continue;
			const id = `${path.replace(/^\.\/|\.ts$/g, '')}:${name}`;
			found.push(id);
			expect(JSON.parse(value.exportArgs()), id).toMatchObject({ type: 'object' });
			expect(JSON.parse(value.exportReturns()), id).not.toMatchObject({ type: 'any' });
			expect(JSON.parse(value.exportReturns()), id).not.toBeNull();
		}
	}
	expect(found.sort()).toEqual(Object.keys(publicFunctions));
});

test.each(Object.entries(publicFunctions))(
	'%s refuses a caller without an identity',
	async (id, args) => {
		const { t, conversationId } = await backendWithGeneral();
		const call = queries.has(id)
			? t.query(makeFunctionReference<'query'>(id), args({ conversationId }))
			: t.mutation(makeFunctionReference<'mutation'>(id), args({ conversationId }));
		expect(await refusalOf(call)).toEqual({ kind: 'Unauthenticated' });
	}
);

test('the builders keep the types of arguments and results', () => {
	expectTypeOf<FunctionArgs<typeof api.messages.send>>().toEqualTypeOf<{
		conversationId: Id<'conversations'>;
		clientId: string;
		body: string;
		replyTo?: { authorId: string; clientId: string };
	}>();
	expectTypeOf<FunctionReturnType<typeof api.messages.send>>().toEqualTypeOf<Id<'messages'>>();
	expectTypeOf<FunctionReturnType<typeof api.messages.list>>().toEqualTypeOf<
		{
			id: Id<'messages'>;
			clientId: string;
			author: string;
			authorId: string;
			number?: number;
			body: string;
			sentAt: number;
			editedAt?: number;
			editId?: string;
			removedAt?: number;
			quote?: {
				authorId: string;
				clientId: string;
				author: string;
				text: string;
				isRemoved: boolean;
			};
			reactions?: { emoji: string; count: number; isMine: boolean }[];
		}[]
	>();
});

type PublicFunction = { isPublic: true; exportArgs(): string; exportReturns(): string };

function isPublicFunction(value: unknown): value is PublicFunction {
	return typeof value === 'function' && 'isPublic' in value && value.isPublic === true;
}

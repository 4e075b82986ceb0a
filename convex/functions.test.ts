import { makeFunctionReference, type FunctionArgs, type FunctionReturnType } from 'convex/server';
import { expect, expectTypeOf, test } from 'vitest';
import type { api } from './_generated/api';
import type { Id } from './_generated/dataModel';
import { backendWithGeneral, modules, refusalOf } from './test.setup';

type Call = { conversationId: Id<'conversations'> };

/** Arguments that are right for each public function, so that only the identity is missing. */
const publicFunctions: Record<string, (call: Call) => Record<string, unknown>> = {
	'conversations:create': () => ({ name: 'Reading group' }),
	'conversations:get': (call) => ({ ...call }),
	'conversations:list': () => ({}),
	'messages:between': (call) => ({ ...call, range: { keep: 'newest', limit: 10 } }),
	'messages:edit': (call) => ({ ...call, clientId: 'a1', editId: 'e1', body: 'Hello!' }),
	'messages:history': (call) => ({ ...call, paginationOpts: { numItems: 10, cursor: null } }),
	'messages:list': (call) => ({ ...call }),
	'messages:remove': (call) => ({ ...call, clientId: 'a1' }),
	'messages:send': (call) => ({ ...call, clientId: 'a1', body: 'Hello' }),
	'users:current': () => ({}),
	'users:store': () => ({})
};

const mutations = new Set([
	'conversations:create',
	'messages:edit',
	'messages:remove',
	'messages:send',
	'users:store'
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
		const call = mutations.has(id)
			? t.mutation(makeFunctionReference<'mutation'>(id), args({ conversationId }))
			: t.query(makeFunctionReference<'query'>(id), args({ conversationId }));
		expect(await refusalOf(call)).toEqual({ kind: 'Unauthenticated' });
	}
);

test('the builders keep the types of arguments and results', () => {
	expectTypeOf<FunctionArgs<typeof api.messages.send>>().toEqualTypeOf<{
		conversationId: Id<'conversations'>;
		clientId: string;
		body: string;
	}>();
	expectTypeOf<FunctionReturnType<typeof api.messages.send>>().toEqualTypeOf<Id<'messages'>>();
	expectTypeOf<FunctionReturnType<typeof api.messages.list>>().toEqualTypeOf<
		{
			id: Id<'messages'>;
			clientId: string;
			author: string;
			authorId: string;
			body: string;
			sentAt: number;
			editedAt?: number;
			editId?: string;
			removedAt?: number;
		}[]
	>();
});

type PublicFunction = { isPublic: true; exportArgs(): string; exportReturns(): string };

function isPublicFunction(value: unknown): value is PublicFunction {
	return typeof value === 'function' && 'isPublic' in value && value.isPublic === true;
}

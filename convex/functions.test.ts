import { makeFunctionReference, type FunctionArgs, type FunctionReturnType } from 'convex/server';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { internal, type api } from './_generated/api';
import type { Id } from './_generated/dataModel';
import { isRefusal } from './refusals';
import { ada, backendWithGeneral, badClaims, emptyBackend, modules, refusalOf } from './test.setup';

type Call = { conversationId: Id<'conversations'> };

const emoji = '👍';
const subject = 'user_grace';
const token = 'a'.repeat(22);
const paginationOpts = { numItems: 10, cursor: null };

/** Correct arguments of each public function, so that only the identity is missing. */
const publicFunctions: Record<string, (call: Call) => Record<string, unknown>> = {
	'besideMessages:of': (call) => ({ ...call }),
	'blocks:list': () => ({}),
	'blocks:set': () => ({ subject, isOn: true }),
	'conversations:changed': () => ({}),
	'conversations:create': () => ({ name: 'Reading group' }),
	'conversations:direct': () => ({ subject }),
	'conversations:directory': () => ({ text: '', paginationOpts }),
	'conversations:get': (call) => ({ ...call }),
	'conversations:list': () => ({}),
	'conversations:others': () => ({}),
	'conversations:page': () => ({ paginationOpts }),
	'conversations:remove': (call) => ({ ...call }),
	'conversations:rename': (call) => ({ ...call, name: 'Lobby' }),
	'direct:hide': (call) => ({ ...call, isDeleted: true }),
	'direct:mute': (call) => ({ ...call, isOn: true }),
	'drafts:list': () => ({}),
	'drafts:save': (call) => ({ ...call, id: 'd1', text: 'Dear', seen: [] }),
	'inbox:arrange': (call) => ({ ...call, wanted: { isPinned: true } }),
	'invitations:accept': (call) => ({ ...call }),
	'invitations:decline': (call) => ({ ...call }),
	'invitations:list': () => ({ paginationOpts }),
	'invitations:pending': (call) => ({ ...call, paginationOpts }),
	'invitations:send': (call) => ({ ...call, subject }),
	'joinLinks:accept': () => ({ token }),
	'joinLinks:create': (call) => ({ ...call, token }),
	'joinLinks:mine': (call) => ({ ...call }),
	'joinLinks:preview': () => ({ token }),
	'joinLinks:revoke': (call) => ({ ...call }),
	'linkPreviews:remove': (call) => ({ ...call, clientId: 'a1', url: 'https://books.org/' }),
	'members:join': (call) => ({ ...call }),
	'members:leave': (call) => ({ ...call, newOwner: subject }),
	'members:list': (call) => ({ ...call, paginationOpts }),
	'members:remove': (call) => ({ ...call, subject }),
	'messages:between': (call) => ({ ...call, range: { keep: 'newest', limit: 10 } }),
	'messages:betweenMany': (call) => ({
		lists: [{ ...call, range: { keep: 'newest', limit: 10 } }]
	}),
	'messages:edit': (call) => ({ ...call, clientId: 'a1', editId: 'e1', body: 'Hello!' }),
	'messages:history': (call) => ({ ...call, paginationOpts }),
	'messages:list': (call) => ({ ...call }),
	'messages:remove': (call) => ({ ...call, clientId: 'a1' }),
	'messages:send': (call) => ({ ...call, clientId: 'a1', body: 'Hello' }),
	'messages:sentAt': (call) => ({ ...call, name: { authorId: 'user_ada', clientId: 'a1' } }),
	'ownData:drafts': () => ({ paginationOpts }),
	'ownData:memberships': () => ({ paginationOpts }),
	'ownData:messages': () => ({ paginationOpts }),
	'people:find': () => ({ text: 'Grace' }),
	'people:search': () => ({ text: 'Grace' }),
	'pins:list': (call) => ({ ...call }),
	'pins:set': (call) => ({ ...call, message: { authorId: subject, clientId: 'g1' }, isOn: true }),
	'presence:beat': (call) => ({ ...call, isTyping: false }),
	'presence:here': (call) => ({ ...call }),
	'presence:leave': (call) => ({ ...call }),
	'profiles:get': () => ({ subject }),
	'profiles:suggested': () => ({}),
	'reactions:people': (call) => ({
		...call,
		message: { authorId: subject, clientId: 'g1' }
	}),
	'reactions:set': (call) => ({
		...call,
		message: { authorId: subject, clientId: 'g1' },
		emoji,
		isOn: true
	}),
	'reads:get': (call) => ({ ...call }),
	'reads:mark': (call) => ({ ...call, upTo: 1 }),
	'receipts:deliver': (call) => ({ marks: [{ ...call, upTo: 1 }] }),
	'receipts:of': (call) => ({ ...call }),
	'reports:amModerator': () => ({}),
	'reports:closeReported': (call) => ({ ...call }),
	'reports:list': () => ({ paginationOpts }),
	'reports:removeReported': (call) => ({
		...call,
		message: { authorId: subject, clientId: 'g1' }
	}),
	'reports:send': () => ({ subject, text: 'Rude' }),
	'search:messages': () => ({ text: 'Hello' }),
	'users:current': () => ({}),
	'users:setDrafts': () => ({ isOn: false }),
	'users:setFindable': () => ({ isFindable: false }),
	'users:setName': () => ({ name: 'Countess' }),
	'users:setPreviews': () => ({ isOn: false }),
	'users:setReceipts': () => ({ isOn: false }),
	'users:skipName': () => ({}),
	'users:store': () => ({})
};

/** All public functions that there are. */
const found = new Map<string, PublicFunction>();
for (const [path, load] of Object.entries(modules)) {
	for (const [name, value] of Object.entries((await load()) as Record<string, unknown>)) {
		if (isPublicFunction(value)) found.set(`${path.replace(/^\.\/|\.ts$/g, '')}:${name}`, value);
	}
}

test('every public function is known here', () => {
	expect([...found.keys()].sort()).toEqual(Object.keys(publicFunctions));
});

test.each([...found])('%s validates its arguments and its result', (id, value) => {
	expect(JSON.parse(value.exportArgs()), id).toMatchObject({ type: 'object' });
	expect(JSON.parse(value.exportReturns()), id).not.toMatchObject({ type: 'any' });
	expect(JSON.parse(value.exportReturns()), id).not.toBeNull();
});

test.each(Object.entries(publicFunctions))(
	'%s refuses a caller without an identity',
	async (id, args) => {
		const { t, conversationId } = await backendWithGeneral();
		expect(await refusalOf(callAs(t, id, args({ conversationId })))).toEqual({
			kind: 'Unauthenticated'
		});
	}
);

test.each(Object.entries(publicFunctions))(
	'%s refuses the valid token of a deleted account, and makes no row of it',
	async (id, args) => {
		const { t, asAda, conversationId } = await backendWithGeneral();
		const { tokenIdentifier } = ada;
		await t.mutation(internal.users.remove, { tokenIdentifier });
		expect(await refusalOf(callAs(asAda, id, args({ conversationId })))).toEqual({
			kind: 'Unauthenticated'
		});
		const users = await t.run((ctx) => ctx.db.query('users').collect());
		expect(users.map((user) => user.tokenIdentifier)).not.toContain(tokenIdentifier);
	}
);

/** What is wrong with claims in ways that code may treat apart; `npm run test:all` has the others too. */
const TYPICAL = ['missing', 'null', 'a number', 'an object', 'very long'];

for (const [what, claims] of Object.entries(badClaims)) {
	const tags = TYPICAL.includes(what) ? [] : ['all'];
	describe(`with all claims ${what}`, { tags }, () => {
		test.each(Object.entries(publicFunctions))(
			'%s does what it does otherwise',
			async (id, args) => {
				// A newcomer's first call, and one of somebody who has written with a good token before.
				for (const person of [newcomer, ada]) {
					const otherwise = await (outcomesOtherwise[`${id} ${person.subject}`] ??= outcomeOf(
						id,
						person
					));
					expect(await outcomeOf(id, { ...person, ...claims })).toEqual(otherwise);
				}

				async function outcomeOf(id: string, identity: object): Promise<unknown> {
					const { t, conversationId } = await backendWithGeneral();
					const caller = t.withIdentity({ ...ada, ...identity });
					const outcome = callAs(caller, id, args({ conversationId }));
					return await outcome.then(() => 'done', refusalIn);
				}
			}
		);
	});
}

/** How the calls end with the right claims, by function and person. */
const outcomesOtherwise: Record<string, Promise<unknown>> = {};

describe.each(Object.entries(badClaims))('somebody whose claims are all %s', (_what, claims) => {
	test('has a row, is seen and writes', async () => {
		const t = emptyBackend();
		const { tokenIdentifier, subject, issuer } = ada;
		const caller = t.withIdentity({ tokenIdentifier, subject, issuer, ...claims });
		await caller.mutation(makeFunctionReference<'mutation'>('users:store'), {});
		const call: Call = await t.run(async (ctx) => ({
			conversationId: (await ctx.db.query('conversations').first())!._id
		}));
		for (const id of ['presence:beat', 'messages:send', 'messages:list', 'users:current']) {
			await callAs(caller, id, publicFunctions[id]!(call));
		}
		const [user] = await t.run((ctx) => ctx.db.query('users').collect());
		expect(user?.name).toMatch(/^(Someone|x{80}|Ada gnik|(👩\u200d💻)+.{0,2})$/u);
	});
});

test('the builders keep the types of arguments and results', () => {
	expectTypeOf<FunctionArgs<typeof api.messages.send>>().toEqualTypeOf<{
		conversationId: Id<'conversations'>;
		clientId: string;
		body: string;
		replyTo?: { authorId: string; clientId: string };
		forwardOf?: { conversationId: Id<'conversations'>; authorId: string; clientId: string };
		mentions?: { userId: string; name: string }[];
		draftIds?: string[];
	}>();
	expectTypeOf<FunctionReturnType<typeof api.messages.send>>().toEqualTypeOf<Id<'messages'>>();
	expectTypeOf<FunctionReturnType<typeof api.messages.list>>().toEqualTypeOf<
		{
			id: Id<'messages'>;
			clientId: string;
			author: string;
			authorId: string;
			pictureUrl?: string;
			number?: number;
			body: string;
			sentAt: number;
			editedAt?: number;
			editId?: string;
			removedAt?: number;
			mentions?: { userId: string; name: string }[];
			preview?: { url: string; title: string; description?: string; siteName?: string };
			quote?: {
				authorId: string;
				clientId: string;
				author: string;
				text: string;
				isRemoved: boolean;
			};
			forwardedFrom?: string;
			reactions?: { emoji: string; count: number; isMine: boolean }[];
		}[]
	>();
});

const newcomer = { subject: 'user_new', tokenIdentifier: 'https://clerk.example|user_new' };

type Caller = Pick<ReturnType<typeof emptyBackend>, 'query' | 'mutation'>;

/** Calls a public function by its name. */
async function callAs(caller: Caller, id: string, args: Record<string, unknown>): Promise<unknown> {
	return found.get(id)?.isQuery
		? await caller.query(makeFunctionReference<'query'>(id), args)
		: await caller.mutation(makeFunctionReference<'mutation'>(id), args);
}

/** The refusal that an error is; any other is thrown on. */
function refusalIn(error: unknown): unknown {
	if (isRefusal(error)) return error.data;
	throw error;
}

type PublicFunction = {
	isPublic: true;
	isQuery?: true;
	exportArgs(): string;
	exportReturns(): string;
};

function isPublicFunction(value: unknown): value is PublicFunction {
	return typeof value === 'function' && 'isPublic' in value && value.isPublic === true;
}

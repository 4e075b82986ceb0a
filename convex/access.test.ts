import { makeFunctionReference } from 'convex/server';
import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { ada, backendWithClosed, grace, refusalOf, stranger } from './test.setup';

const forbidden = { kind: 'Forbidden' };
const notFound = { kind: 'NotFound', what: 'conversation' };
const paginationOpts = { numItems: 10, cursor: null };
const byAda = { authorId: ada.subject, clientId: 'a1' };

/** Everything that only a member may do in a conversation by invitation, with further arguments. */
const membersOnly = {
	query: {
		'besideMessages:of': {},
		'conversations:get': {},
		'members:list': { paginationOpts },
		'messages:between': { range: { keep: 'newest', limit: 10 } },
		'messages:history': { paginationOpts },
		'messages:list': {},
		'pins:list': {},
		'presence:here': {},
		'reactions:people': { message: byAda },
		'reads:get': {},
		'receipts:of': {},
		'search:messages': { text: 'hello' }
	},
	mutation: {
		'conversations:rename': { name: 'Mine' },
		'conversations:remove': {},
		'drafts:save': { id: 'd1', text: 'Dear', seen: [] },
		'invitations:send': { subject: stranger.subject },
		'members:join': {},
		'members:remove': { subject: grace.subject },
		'messages:send': { clientId: 'new', body: 'Let me in' },
		'pins:set': { message: byAda, isOn: true },
		'presence:beat': { isTyping: false },
		'reactions:set': { message: byAda, emoji: '👍', isOn: true }
	}
};
const queries = Object.entries(membersOnly.query);
const mutations = Object.entries(membersOnly.mutation);

type Backend = Awaited<ReturnType<typeof backendWithClosed>>;

async function callAll({ closed }: Backend, as: Backend['asAda']) {
	const refusals: Record<string, unknown> = {};
	for (const [name, args] of queries) {
		const reference = makeFunctionReference<'query'>(name);
		refusals[name] = await refusalOf(as.query(reference, { ...closed, ...args }));
	}
	for (const [name, args] of mutations) {
		const reference = makeFunctionReference<'mutation'>(name);
		refusals[name] = await refusalOf(as.mutation(reference, { ...closed, ...args }));
	}
	return refusals;
}

const everywhere = (refusal: object) =>
	Object.fromEntries([...queries, ...mutations].map(([name]) => [name, refusal]));

test('a stranger may not use a conversation by invitation', async () => {
	const backend = await backendWithClosed();
	expect(await callAll(backend, backend.asStranger)).toEqual(everywhere(forbidden));
	const list = await backend.asStranger.query(api.conversations.list);
	expect(list.map(({ name }) => name)).toEqual(['General']);
});

test('nor may a user at their first sign-in, who has no document yet', async () => {
	const backend = await backendWithClosed();
	const asNobody = backend.t.withIdentity({ ...stranger, tokenIdentifier: 'x|y', subject: 'y' });
	for (const [name, args] of queries) {
		const reference = makeFunctionReference<'query'>(name);
		const call = asNobody.query(reference, { ...backend.closed, ...args });
		expect(await refusalOf(call), name).toEqual(forbidden);
	}
});

test('a removed member is a stranger', async () => {
	const backend = await backendWithClosed();
	const { asAda, asGrace, closed } = backend;
	await asAda.mutation(api.members.remove, { ...closed, subject: grace.subject });
	expect(await callAll(backend, asGrace)).toEqual(everywhere(forbidden));
});

test('a removed conversation is not found, also by its owner', async () => {
	const backend = await backendWithClosed();
	const { asAda, closed } = backend;
	await asAda.mutation(api.conversations.remove, closed);
	// Removing a removed conversation succeeds.
	expect(await asAda.mutation(api.conversations.remove, closed)).toBeNull();
	for (const [name, args] of queries) {
		const reference = makeFunctionReference<'query'>(name);
		const call = asAda.query(reference, { ...closed, ...args });
		expect(await refusalOf(call), name).toEqual(notFound);
	}
	expect(await asAda.query(api.conversations.list)).toMatchObject([{ name: 'General' }]);
});

test('only the owner renames, removes, and removes members', async () => {
	const { asGrace, closed } = await backendWithClosed();
	const calls = [
		asGrace.mutation(api.conversations.rename, { ...closed, name: 'Mine' }),
		asGrace.mutation(api.conversations.remove, closed),
		asGrace.mutation(api.members.remove, { ...closed, subject: ada.subject })
	];
	for (const call of calls) expect(await refusalOf(call)).toEqual(forbidden);
});

test('everybody reads and writes in an open conversation, and its owner manages it', async () => {
	const { asAda, asStranger } = await backendWithClosed();
	const open = {
		conversationId: await asAda.mutation(api.conversations.create, { name: 'Lobby' })
	};
	expect(await asStranger.query(api.messages.list, open)).toEqual([]);
	await asStranger.mutation(api.messages.send, { ...open, clientId: 's1', body: 'Hello' });
	const calls = [
		asStranger.mutation(api.conversations.rename, { ...open, name: 'Mine' }),
		asStranger.mutation(api.conversations.remove, open),
		asStranger.mutation(api.members.remove, { ...open, subject: ada.subject })
	];
	for (const call of calls) expect(await refusalOf(call)).toEqual(forbidden);
});

test('"General" has no owner', async () => {
	const { asAda, conversationId } = await backendWithClosed();
	await asAda.mutation(api.members.join, { conversationId });
	expect(await refusalOf(asAda.mutation(api.conversations.remove, { conversationId }))).toEqual(
		forbidden
	);
});

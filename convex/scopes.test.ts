/** Whose a conversation is: an organisation's, or the personal space's. Every public function keeps to it. */
import { makeFunctionReference } from 'convex/server';
import { describe, expect, test } from 'vitest';
import { api, internal } from './_generated/api';
import type { Id } from './_generated/dataModel';
import { ada, emptyBackend, grace, modules, refusalOf, stranger } from './test.setup';

const ACME = 'org_acme';
const OTHER = 'org_other';
const paginationOpts = { numItems: 10, cursor: null };
const message = { authorId: ada.subject, clientId: 'a1' };
/** Of a link that Ada has made in Acme. */
const token = 'acme'.padEnd(22, '0');
const forbidden = { kind: 'Forbidden' };

/** With what each public function is called about one conversation. */
const aboutOne: Record<string, object> = {
	'besideMessages:of': {},
	'conversations:get': {},
	'conversations:remove': {},
	'conversations:rename': { name: 'Mine' },
	'direct:hide': { isDeleted: true },
	'direct:mute': { isOn: true },
	'drafts:save': { id: 'd2', text: 'Dear', seen: [] },
	'inbox:arrange': { wanted: { isPinned: true } },
	'invitations:accept': {},
	'invitations:decline': {},
	'invitations:pending': { paginationOpts },
	'invitations:send': { subject: grace.subject },
	'joinLinks:create': { token },
	'joinLinks:mine': {},
	'joinLinks:revoke': {},
	'linkPreviews:remove': { clientId: 'a1', url: 'https://books.org/' },
	'members:join': {},
	'members:leave': {},
	'members:list': { paginationOpts },
	'members:remove': { subject: grace.subject },
	'messages:between': { range: { keep: 'newest', limit: 10 } },
	'messages:edit': { clientId: 'a1', editId: 'e1', body: 'Changed' },
	'messages:history': { paginationOpts },
	'messages:list': {},
	'messages:remove': { clientId: 'a1' },
	'messages:send': { clientId: 'a1', body: 'Hello' },
	'messages:sentAt': { name: message },
	'pins:list': {},
	'pins:set': { message, isOn: true },
	'presence:beat': { isTyping: false },
	'presence:here': {},
	'presence:leave': {},
	'reactions:people': { message },
	'reactions:set': { message, emoji: '👍', isOn: true },
	'reads:get': {},
	'reads:mark': { upTo: 1 },
	'receipts:of': {},
	'reports:closeReported': {},
	'reports:removeReported': { message },
	'reports:send': { subject: grace.subject, text: 'Rude' },
	'search:messages': { text: 'secret' }
};

/** Inbox entries, of which none has this name. */
const entriesWithout = (name: string): unknown => {
	const listed: unknown = expect.objectContaining({ name });
	return expect.not.arrayContaining([expect.objectContaining({ listed })]);
};

/** Conversations of which none has this name. */
const conversationsWithout = (name: string): unknown =>
	expect.not.arrayContaining([expect.objectContaining({ name })]);

/** What is about no conversation, and what it gives to somebody who acts elsewhere. */
const aboutNone: Record<string, { args: object; gives: unknown }> = {
	'blocks:list': { args: {}, gives: [] },
	'blocks:set': { args: { subject: grace.subject, isOn: false }, gives: null },
	'conversations:changed': {
		args: {},
		gives: { isReady: true, entries: entriesWithout('Open') }
	},
	'conversations:create': { args: { name: 'Another' }, gives: expect.any(String) },
	'conversations:list': {
		args: {},
		gives: expect.not.arrayContaining([expect.objectContaining({ name: 'Open' })])
	},
	'conversations:others': {
		args: {},
		gives: expect.not.arrayContaining([expect.objectContaining({ name: 'Open' })])
	},
	'conversations:page': {
		args: { paginationOpts },
		gives: expect.objectContaining({ page: entriesWithout('Open') })
	},
	'conversations:directory': {
		args: { text: 'Open', paginationOpts },
		gives: expect.objectContaining({ page: [] })
	},
	'drafts:list': { args: {}, gives: [] },
	'invitations:list': { args: { paginationOpts }, gives: expect.objectContaining({ page: [] }) },
	'joinLinks:preview': { args: { token }, gives: null },
	'messages:betweenMany': { args: { lists: [] }, gives: [] },
	'ownData:drafts': { args: { paginationOpts }, gives: expect.objectContaining({ page: [] }) },
	'ownData:memberships': {
		args: { paginationOpts },
		gives: expect.objectContaining({
			page: conversationsWithout('Open')
		})
	},
	'ownData:messages': { args: { paginationOpts }, gives: expect.objectContaining({ page: [] }) },
	'people:find': { args: { text: grace.name }, gives: [] },
	'people:search': { args: { text: 'Grace' }, gives: [] },
	'profiles:get': { args: { subject: grace.subject }, gives: null },
	'profiles:suggested': { args: {}, gives: [] },
	'receipts:deliver': { args: { marks: [] }, gives: null },
	'reports:amModerator': { args: {}, gives: false },
	'users:current': { args: {}, gives: expect.objectContaining({ subject: ada.subject }) },
	'users:setDrafts': { args: { isOn: true }, gives: null },
	'users:setFindable': { args: { isFindable: true }, gives: null },
	'users:setPreviews': { args: { isOn: true }, gives: null },
	'users:setReceipts': { args: { isOn: true }, gives: null },
	'users:setName': { args: { name: ada.name }, gives: null },
	'users:skipName': { args: {}, gives: null },
	'users:store': { args: {}, gives: null }
};

const refused: Record<string, { args: object; with: object }> = {
	'conversations:direct': {
		args: { subject: grace.subject },
		with: { kind: 'NotFound', what: 'person' }
	},
	'joinLinks:accept': { args: { token }, with: { kind: 'NotFound', what: 'invitation' } },
	'reports:list': { args: { paginationOpts }, with: forbidden }
};

type Caller = Pick<ReturnType<typeof emptyBackend>, 'query' | 'mutation'>;

const queries = new Set<string>();
const all: string[] = [];
for (const [path, load] of Object.entries(modules)) {
	for (const [name, value] of Object.entries((await load()) as Record<string, unknown>)) {
		if (typeof value !== 'function' || !('isPublic' in value) || !value.isPublic) continue;
		const id = `${path.replace(/^\.\/|\.ts$/g, '')}:${name}`;
		all.push(id);
		if ('isQuery' in value) queries.add(id);
	}
}

async function call(caller: Caller, id: string, args: object): Promise<unknown> {
	return queries.has(id)
		? await caller.query(makeFunctionReference<'query'>(id), { ...args })
		: await caller.mutation(makeFunctionReference<'mutation'>(id), { ...args });
}

/** Acme, with Ada and Grace in it, a conversation of each kind, and "secret" in each. */
async function backend() {
	const t = emptyBackend();
	const inAcme = (who: typeof ada) => t.withIdentity({ ...who, org_id: ACME });
	const [asAda, asGrace] = [inAcme(ada), inAcme(grace)];
	for (const as of [asAda, asGrace]) await as.mutation(api.users.store);
	const open = await asAda.mutation(api.conversations.create, { name: 'Open' });
	const closed = await asAda.mutation(api.conversations.create, { name: 'C', kind: 'invited' });
	const direct = await asAda.mutation(api.conversations.direct, { subject: grace.subject });
	const everywhere: Record<string, Id<'conversations'>> = { open, closed, direct };
	for (const [kind, conversationId] of Object.entries(everywhere)) {
		const body = 'A secret';
		await asAda.mutation(api.messages.send, { conversationId, clientId: kind, body });
		await asAda.mutation(api.drafts.save, { conversationId, id: kind, text: body, seen: [] });
	}
	await asAda.mutation(api.invitations.send, { conversationId: closed, subject: grace.subject });
	await asGrace.mutation(api.invitations.accept, { conversationId: closed });
	await asAda.mutation(api.joinLinks.create, { conversationId: closed, token });
	return { t, asAda, asGrace, everywhere, leave: () => leaveAcme(t, grace) };
}

async function leaveAcme(t: ReturnType<typeof emptyBackend>, { tokenIdentifier }: typeof ada) {
	await t.mutation(internal.organizations.leave, { tokenIdentifier, organizationId: ACME });
	await t.run(async (ctx) => {
		const [cascade] = await ctx.db.query('cascades').collect();
		await ctx.runMutation(internal.cascades.step, { cascadeId: cascade!._id });
	});
}

test('the table has every public function', () => {
	const known = [aboutOne, aboutNone, refused].flatMap(Object.keys);
	expect(known.sort()).toEqual(all.sort());
});

describe.each([
	['another organisation', { org_id: OTHER }],
	['no organisation', { org_id: null }],
	['no organisation, as older tokens say it', {}]
])('a member of it who acts in %s', (_where, scope) => {
	test.each(['open', 'closed', 'direct'])('is refused everything about a %s one', async (kind) => {
		const { t, everywhere } = await backend();
		const elsewhere = t.withIdentity({ ...ada, ...scope });
		await elsewhere.mutation(api.users.store);
		for (const [id, args] of Object.entries(aboutOne)) {
			const of = { conversationId: everywhere[kind], ...args };
			expect(await refusalOf(call(elsewhere, id, of)), id).toEqual(forbidden);
		}
	});

	test('sees nothing of it otherwise', async () => {
		const { t, everywhere } = await backend();
		await t.withIdentity({ ...ada, ...scope }).mutation(api.users.store);
		const elsewhere = t.withIdentity({ ...ada, ...scope });
		const isPersonal = !('org_id' in scope) || scope.org_id === null;
		expect(await elsewhere.query(api.conversations.list)).toMatchObject([{ name: 'General' }]);
		expect(await elsewhere.query(api.search.messages, { text: 'secret' })).toEqual({
			messages: [],
			isPartial: false
		});
		const range = { keep: 'newest', limit: 10 } as const;
		const lists = Object.values(everywhere).map((conversationId) => ({ conversationId, range }));
		expect(await elsewhere.query(api.messages.betweenMany, { lists })).toEqual([null, null, null]);
		for (const [id, { args, gives }] of Object.entries(aboutNone)) {
			// In the personal space, everybody who wants to be is found.
			if (isPersonal && /^(people|profiles):/.test(id)) continue;
			expect(await call(elsewhere, id, args), id).toEqual(gives);
		}
		for (const [id, one] of Object.entries(refused)) {
			if (isPersonal && id === 'conversations:direct') continue;
			expect(await refusalOf(call(elsewhere, id, one.args)), id).toEqual(one.with);
		}
	});
});

test('a former member of an organisation is out of its conversations, and found by nobody there', async () => {
	const { asAda, asGrace, everywhere, leave } = await backend();
	await leave();
	const { closed, direct } = everywhere;
	const members = await asAda.query(api.members.list, { conversationId: closed!, paginationOpts });
	expect(members.page).toMatchObject([{ subject: ada.subject }]);
	expect(await asAda.mutation(api.people.search, { text: 'Grace' })).toEqual([]);
	const invitation = { conversationId: closed!, subject: grace.subject };
	expect(await refusalOf(asAda.mutation(api.invitations.send, invitation))).toMatchObject({
		kind: 'NotFound'
	});
	// A token of the organisation may be valid for a minute.
	for (const conversationId of [closed!, direct!]) {
		const reading = asGrace.query(api.messages.list, { conversationId });
		expect(await refusalOf(reading)).toEqual(forbidden);
	}
	expect(await asGrace.mutation(api.people.search, { text: 'Ada' })).toEqual([]);
});

test('what exists is in the personal space, and stays there', async () => {
	const { t } = await backend();
	const asAda = t.withIdentity(ada);
	const conversationId = await t.run((ctx) =>
		ctx.db.insert('conversations', { name: 'Old', kind: 'open' })
	);
	expect((await asAda.query(api.conversations.list)).map(({ id }) => id)).toContain(conversationId);
	await asAda.mutation(api.messages.send, { conversationId, clientId: 'p', body: 'Mine' });
	const inAcme = t.withIdentity({ ...ada, org_id: ACME });
	expect(await refusalOf(inAcme.query(api.messages.list, { conversationId }))).toEqual(forbidden);
});

test('two people have a direct conversation in each place', async () => {
	const { t, everywhere } = await backend();
	const asAda = t.withIdentity(ada);
	await asAda.mutation(api.users.store);
	const direct = await asAda.mutation(api.conversations.direct, { subject: grace.subject });
	expect(direct).not.toBe(everywhere.direct);
	expect(await asAda.mutation(api.conversations.direct, { subject: grace.subject })).toBe(direct);
});

test('the compact claim of Clerk names the organisation too', async () => {
	const { t, everywhere } = await backend();
	for (const claim of [{ o: { id: ACME, rol: 'member' } }, { 'o.id': ACME }]) {
		const asAda = t.withIdentity({ ...ada, ...claim });
		const messages = await asAda.query(api.messages.list, { conversationId: everywhere.open! });
		expect(messages).toMatchObject([{ body: 'A secret' }]);
	}
});

test('somebody who is in no conversation of an organisation finds its members by their names', async () => {
	const { t } = await backend();
	const newcomer = t.withIdentity({ ...stranger, org_id: ACME });
	await newcomer.mutation(api.users.store);
	const found = await newcomer.mutation(api.people.search, { text: 'Ada' });
	expect(found).toMatchObject([{ subject: ada.subject }]);
	await t.withIdentity({ ...ada, org_id: ACME, name: 'Countess' }).mutation(api.users.store);
	expect(await newcomer.mutation(api.people.search, { text: 'Countess' })).toHaveLength(1);
});

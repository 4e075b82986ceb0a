import { expect, test, vi } from 'vitest';
import { api } from './_generated/api';
import { JOIN_LINK_MS } from './limits';
import { ada, backendWithClosed, refusalOf, stranger } from './test.setup';

const token = 'of-ada'.padEnd(22, '0');
const other = 'of-ada-too'.padEnd(22, '0');
const ended = { kind: 'NotFound', what: 'invitation' };

test('a link makes whoever follows it a member, and a repeated call changes nothing', async () => {
	const { asAda, asStranger, closed } = await backendWithClosed();
	await asAda.mutation(api.joinLinks.create, { ...closed, token });
	expect(await asStranger.query(api.joinLinks.preview, { token })).toMatchObject({
		by: { subject: ada.subject },
		isMine: false,
		conversation: { name: 'Reading group', isMember: false }
	});
	for (let times = 0; times < 2; times++) {
		const joined = await asStranger.mutation(api.joinLinks.accept, { token });
		expect(joined).toBe(closed.conversationId);
	}
	const bodies = (await asStranger.query(api.messages.list, closed)).map(({ body }) => body);
	expect(bodies).toEqual(['Hello', 'Hi']);
});

test('somebody has one link to a conversation until it is revoked, and then nobody follows it', async () => {
	const { asAda, asStranger, closed } = await backendWithClosed();
	const first = await asAda.mutation(api.joinLinks.create, { ...closed, token });
	expect(await asAda.mutation(api.joinLinks.create, { ...closed, token })).toEqual(first);
	expect(await asAda.mutation(api.joinLinks.create, { ...closed, token: other })).toEqual(first);
	expect(await asAda.query(api.joinLinks.mine, closed)).toEqual(first);
	for (let times = 0; times < 2; times++) await asAda.mutation(api.joinLinks.revoke, closed);
	expect(await asAda.query(api.joinLinks.mine, closed)).toBeNull();
	expect(await asStranger.query(api.joinLinks.preview, { token })).toBeNull();
	expect(await refusalOf(asStranger.mutation(api.joinLinks.accept, { token }))).toEqual(ended);
});

test('a link ends after a week', async () => {
	vi.useFakeTimers({ toFake: ['Date'] });
	try {
		const { asAda, asStranger, closed } = await backendWithClosed();
		const { expiresAt } = await asAda.mutation(api.joinLinks.create, { ...closed, token });
		vi.setSystemTime(expiresAt);
		expect(await refusalOf(asStranger.mutation(api.joinLinks.accept, { token }))).toEqual(ended);
		const next = await asAda.mutation(api.joinLinks.create, { ...closed, token: other });
		expect(next.token).toBe(other);
		expect(next.expiresAt).toBeGreaterThanOrEqual(expiresAt + JOIN_LINK_MS);
	} finally {
		vi.useRealTimers();
	}
});

test('only the owner makes a link to a conversation by invitation, and it ends with the ownership', async () => {
	const { asAda, asGrace, asStranger, closed, conversationId } = await backendWithClosed();
	const byGrace = asGrace.mutation(api.joinLinks.create, { ...closed, token: other });
	expect(await refusalOf(byGrace)).toEqual({ kind: 'Forbidden' });
	await asGrace.mutation(api.joinLinks.create, { conversationId, token: other });
	await asAda.mutation(api.joinLinks.create, { ...closed, token });
	await asAda.mutation(api.members.leave, closed);
	expect(await refusalOf(asStranger.mutation(api.joinLinks.accept, { token }))).toEqual(ended);
});

test('who is removed does not come back by the link, and a new link can be made', async () => {
	const { asAda, asStranger, closed } = await backendWithClosed();
	await asAda.mutation(api.joinLinks.create, { ...closed, token });
	await asStranger.mutation(api.joinLinks.accept, { token });
	await asAda.mutation(api.members.remove, { ...closed, subject: stranger.subject });
	expect(await refusalOf(asStranger.mutation(api.joinLinks.accept, { token }))).toEqual(ended);
	const next = await asAda.mutation(api.joinLinks.create, { ...closed, token: other });
	expect(next.token).toBe(other);
});

test('a link without a conversation leads to its maker, and puts nothing into their list', async () => {
	const { asAda, asStranger } = await backendWithClosed();
	await asAda.mutation(api.joinLinks.create, { token });
	const conversationId = await asStranger.mutation(api.joinLinks.accept, { token });
	const listed = async (as: typeof asAda) =>
		(await as.query(api.conversations.list)).find(({ id }) => id === conversationId)?.name;
	expect(await listed(asStranger)).toBe(ada.name);
	expect(await listed(asAda)).toBeUndefined();
	await asStranger.mutation(api.messages.send, { conversationId, clientId: 's', body: 'Hello' });
	expect(await listed(asAda)).toBe(stranger.name);
	const own = asAda.mutation(api.joinLinks.accept, { token });
	expect(await refusalOf(own)).toEqual({ kind: 'Forbidden' });
});

test('a link counts where it was made, and a token has to be hard to guess', async () => {
	const { t, asAda, asStranger, closed } = await backendWithClosed();
	const inAcme = t.withIdentity({ ...ada, org_id: 'org_acme' });
	await inAcme.mutation(api.users.store);
	await inAcme.mutation(api.joinLinks.create, { token });
	expect(await refusalOf(asStranger.mutation(api.joinLinks.accept, { token }))).toEqual(ended);
	const guessed = asAda.mutation(api.joinLinks.create, { ...closed, token: '1' });
	expect(await refusalOf(guessed)).toMatchObject({ kind: 'Invalid', field: 'token' });
	const taken = asAda.mutation(api.joinLinks.create, { ...closed, token });
	expect(await refusalOf(taken)).toMatchObject({ kind: 'Invalid', field: 'token' });
});

import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { ada, backendWithClosed, grace, stranger } from './test.setup';

test('a profile has what both have joined, their direct conversation, and whether they are blocked', async () => {
	const { asAda, asGrace, asStranger, closed } = await backendWithClosed();
	const of = (subject: string) => asAda.query(api.profiles.get, { subject });
	expect(await of(grace.subject)).toEqual({
		subject: grace.subject,
		name: grace.name,
		isBlocked: false,
		shared: [{ id: closed.conversationId, name: 'Reading group' }]
	});
	const id = await asAda.mutation(api.conversations.direct, { subject: grace.subject });
	await asAda.mutation(api.direct.mute, { conversationId: id, isOn: true });
	await asAda.mutation(api.blocks.set, { subject: grace.subject, isOn: true });
	expect(await of(grace.subject)).toMatchObject({ isBlocked: true, direct: { id, isMuted: true } });
	// The other one's own choices, and conversations that only they are in, are theirs.
	expect(await asGrace.query(api.profiles.get, { subject: ada.subject })).toMatchObject({
		isBlocked: false,
		direct: { id, isMuted: false }
	});
	await asStranger.mutation(api.conversations.create, { name: 'Alone', kind: 'invited' });
	expect(await of(stranger.subject)).toMatchObject({ shared: [] });
	expect(await of('user_nobody')).toBeNull();
});

test('somebody new is shown who was active last in open conversations, and wants to be found', async () => {
	const { asAda, asGrace, asStranger, conversationId } = await backendWithClosed();
	const suggested = async () => {
		const people = await asStranger.mutation(api.profiles.suggested);
		return people.map(({ subject }) => subject);
	};
	expect(await suggested()).toEqual([]);
	for (const [as, clientId] of [
		[asAda, 'a'],
		[asGrace, 'g']
	] as const) {
		await as.mutation(api.messages.send, { conversationId, clientId, body: 'Here' });
	}
	expect(await suggested()).toEqual([grace.subject, ada.subject]);
	await asGrace.mutation(api.users.setFindable, { isFindable: false });
	expect(await suggested()).toEqual([ada.subject]);
	await asStranger.mutation(api.blocks.set, { subject: ada.subject, isOn: true });
	expect(await suggested()).toEqual([]);
});

test('in an organisation its members are shown', async () => {
	const { t } = await backendWithClosed();
	const inAcme = (who: typeof stranger) => t.withIdentity({ ...who, org_id: 'org_acme' });
	for (const who of [stranger, grace]) await inAcme(who).mutation(api.users.store);
	expect(await inAcme(stranger).mutation(api.profiles.suggested)).toMatchObject([
		{ subject: grace.subject }
	]);
});

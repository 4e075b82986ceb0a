import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { backendWithClosed } from './test.setup';

const paginationOpts = { numItems: 100, cursor: null };

test('gives the caller what they have written and where they are members, and nothing of others', async () => {
	const { asAda, asGrace, conversationId } = await backendWithClosed();
	await asAda.mutation(api.messages.send, { conversationId, clientId: 'own1', body: 'Mine' });
	await asGrace.mutation(api.messages.send, { conversationId, clientId: 'own2', body: 'Hers' });
	const { page } = await asAda.query(api.ownData.messages, { paginationOpts });
	expect(page).toContainEqual(expect.objectContaining({ conversationId, body: 'Mine' }));
	expect(page.map(({ body }) => body)).not.toContain('Hers');
	const memberships = await asAda.query(api.ownData.memberships, { paginationOpts });
	expect(memberships.page.map(({ id }) => id)).toContain(conversationId);
});

test('gives the caller what they are writing, and nothing of others', async () => {
	const { asAda, asGrace, conversationId } = await backendWithClosed();
	const draft = { conversationId, seen: [] };
	await asAda.mutation(api.drafts.save, { ...draft, id: 'd1', text: 'Dear' });
	await asAda.mutation(api.drafts.save, { ...draft, id: 'd2', text: 'Hello' });
	await asGrace.mutation(api.drafts.save, { ...draft, id: 'd3', text: 'Hers' });
	const { page } = await asAda.query(api.ownData.drafts, { paginationOpts });
	expect(page).toMatchObject([{ conversationId, texts: ['Hello', 'Dear'] }]);
});

test('gives everything in pages, whatever is asked for at once', async () => {
	const { asAda, conversationId } = await backendWithClosed();
	for (const clientId of ['own1', 'own2', 'own3']) {
		await asAda.mutation(api.messages.send, { conversationId, clientId, body: clientId });
	}
	const bodies: string[] = [];
	let cursor: string | null = null;
	for (let isDone = false; !isDone;) {
		const result: { page: { body: string }[]; isDone: boolean; continueCursor: string } =
			await asAda.query(api.ownData.messages, { paginationOpts: { numItems: 2, cursor } });
		bodies.push(...result.page.map(({ body }) => body));
		({ isDone, continueCursor: cursor } = result);
	}
	expect(bodies.filter((body) => body.startsWith('own'))).toEqual(['own1', 'own2', 'own3']);
});

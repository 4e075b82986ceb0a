import type { OutboxEntry } from 'clerk-convex-svelte';
import { expect, test } from 'vitest';
import { deliveries } from './deliveries';

const args = { conversationId: 'general', clientId: 'a', body: 'Hello' };
const entry = { subject: 'user_ada', writtenAt: 1 } as OutboxEntry;
const show = (messages: unknown) =>
	deliveries[0]?.optimisticUpdates[0]?.apply(messages, args, entry);

test('a pending message is shown once, before and after the server has it', () => {
	const pending = show([]);
	expect(pending).toMatchObject([{ clientId: 'a', body: 'Hello', authorId: 'user_ada' }]);
	expect(show(pending)).toBe(pending);
});

import { expect, test, vi } from 'vitest';
import { mount } from '../../../../tests/components/mount';
import { listed } from '../../../../tests/components/messages';
import { ADA, WAIT, World } from '../../../../tests/components/world';
import Arrived from './Arrived.svelte';

const direct = (unread: number, lastNumber: number) =>
	listed({ id: 'grace' as never, name: 'Grace', kind: 'direct', unread, lastNumber });
const group = listed({ kind: 'invited', unread: 1, lastNumber: 9 });

test('at a launch a device says what has come to it, with what is unread in groups', async () => {
	const world = new World();
	const { results, mutations } = world.convex;
	results.set('users:current', { subject: ADA, name: 'Ada', sharesReceipts: true });
	results.set('conversations:list', [group, direct(0, 4)]);
	await mount(Arrived, {}, await world.launch());
	await vi.waitUntil(() => mutations.length > 0, WAIT);
	expect(mutations).toEqual([{ marks: [{ conversationId: group.id, upTo: 9 }] }]);
});

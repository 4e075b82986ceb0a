import { makeFunctionReference } from 'convex/server';
import { describe, expect, test } from 'vitest';
import { pass, useFakeTime } from '../fakes/fake-time.js';
import type { KeyValueStore } from '../cache/key-value-store.js';
import { FakeDevice, type FakeTab } from '../fakes/fake-device.svelte.js';
import {
	atTheEnd,
	changeOf,
	edit,
	list,
	send,
	type Message
} from '../fakes/fake-message-server.js';
import { queryKey } from '../convex/query-key.js';
import { defineDelivery } from './define-delivery.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

useFakeTime();

describe('a delivered entry', () => {
	const key = queryKey(list, { conversation: 'c' });

	/** Two tabs with the same conversation on their screens, which is empty so far. */
	async function twoTabs(device: FakeDevice) {
		const [delivering, other] = [await device.open(), await device.open()];
		const stops: (() => void)[] = [];
		for (const tab of [delivering, other]) {
			tab.connect();
			await pass();
			stops.push(tab.outbox.watch(key));
			tab.outbox.showLive(key, []);
		}
		const shownIn = ({ outbox }: FakeTab) =>
			outbox.withOptimisticUpdates<Message[]>(key, []).map(({ clientId }) => clientId);
		return { delivering, other, shownIn, stopWatching: () => stops[1]?.() };
	}

	test('stays applied to cached results until a live result contains it', async () => {
		const device = new FakeDevice();
		const tab = await device.open();
		tab.connect();
		await tab.write('a');
		await pass();
		expect(tab.outbox.withOptimisticUpdates(key, [])).toEqual([
			{ clientId: 'a', conversation: 'c', body: 'a' }
		]);
		tab.outbox.showLive(key, device.server.messagesIn('ada', 'c'));
		await pass();
		expect(tab.shown).toEqual([]);
	});

	test('leaves when it is acknowledged and its home query is live in this tab', async () => {
		const device = new FakeDevice();
		const tab = await device.open();
		tab.connect();
		await pass();
		tab.outbox.showLive(key, []);
		await tab.write('a');
		await pass();
		expect(tab.shown).toEqual([]);
	});

	test('is not applied any more in the tab that was answered, although no result contains it', async () => {
		const device = new FakeDevice();
		const { delivering } = await twoTabs(device);
		await delivering.write('a');
		await pass();
		expect(device.arrived).toEqual(['a']);
		expect(delivering.outbox.withOptimisticUpdates(key, [])).toEqual([]);
	});

	test('leaves when a live result is newer, but not while the result may lag behind', async () => {
		const device = new FakeDevice();
		const [one, two] = [await device.open(), await device.open()];
		one.connect();
		await pass();
		two.connect();
		await pass();
		two.outbox.showLive(key, []);
		await two.write('a');
		await pass(4_000);
		expect([one.shown, two.shown]).toEqual([['a sent'], ['a sent']]);
		await pass(1_000);
		expect([one.shown, two.shown]).toEqual([[], []]);
	});

	test('stays applied in every tab until that tab’s own result contains it', async () => {
		const device = new FakeDevice();
		const { delivering, other, shownIn } = await twoTabs(device);
		await other.write('a');
		await pass();
		expect([delivering.shown, other.shown]).toEqual([[], []]);
		expect(shownIn(other)).toEqual(['a']);
		other.outbox.showLive(key, device.server.messagesIn('ada', 'c'));
		await pass();
		expect(shownIn(other)).toEqual([]);
	});

	test('stays applied in a tab without a connection until that tab has caught up', async () => {
		const device = new FakeDevice();
		const { other, shownIn } = await twoTabs(device);
		other.connect(false);
		await other.write('a');
		await pass(100_000);
		expect([other.shown, shownIn(other)]).toEqual([[], ['a']]);
		other.connect();
		await pass(4_999);
		expect(shownIn(other)).toEqual(['a']);
		await pass(1);
		expect(shownIn(other)).toEqual([]);
	});

	test('stays applied after a reconnection until the first results have caught up', async () => {
		const device = new FakeDevice();
		const { delivering, other, shownIn } = await twoTabs(device);
		other.connect(false);
		await pass();
		await delivering.write('a');
		await pass(10_000);
		other.connect();
		await pass();
		// What the backend sent first may be older than the delivery.
		other.outbox.showLive(key, []);
		expect(shownIn(other)).toEqual(['a']);
		await pass(5_000);
		expect(shownIn(other)).toEqual([]);
	});

	test('leaves after two weeks, although no result has contained it', async () => {
		const device = new FakeDevice();
		device.heardAt = 1;
		const tab = await device.open();
		tab.connect();
		await tab.write('a');
		await pass();
		expect(tab.shown).toEqual(['a sent']);
		device.clockMs += 15 * DAY_MS;
		device.heardAt += 15 * DAY_MS;
		await tab.write('b', { conversation: 'other' });
		await pass();
		expect(tab.shown).toEqual(['b sent']);
	});

	test('stays applied in a tab that missed its delivery', async () => {
		const device = new FakeDevice();
		const { other, shownIn } = await twoTabs(device);
		await other.write('a', { conversation: 'before' });
		await other.write('b');
		other.freeze();
		await pass(60_000);
		expect(device.arrived).toEqual(['a', 'b']);
		other.thaw();
		await pass();
		expect([other.shown, shownIn(other)]).toEqual([['a sent'], ['b']]);
	});

	test('is not applied to a query that nobody reads', async () => {
		const device = new FakeDevice();
		const { other, shownIn, stopWatching } = await twoTabs(device);
		other.outbox.hideLive(key);
		await other.write('a');
		await pass();
		expect(shownIn(other)).toEqual(['a']);
		stopWatching();
		expect(shownIn(other)).toEqual([]);
	});

	test('stays on the device until its home query was live, and is applied to no other query', async () => {
		const device = new FakeDevice();
		const lasts = makeFunctionReference<'query', Record<string, never>, string>('lasts:get');
		const lastsKey = queryKey(lasts, {});
		const sending = defineDelivery(send, {
			id: ({ clientId }) => clientId,
			optimisticUpdates: [
				atTheEnd,
				{ query: lasts, args: () => ({}), apply: (_, { body }) => body }
			]
		});
		const tab = await device.open('ada', { deliveries: [sending] });
		tab.connect();
		await pass();
		tab.outbox.watch(lastsKey);
		tab.outbox.showLive(lastsKey, 'before');
		await tab.write('a');
		expect(tab.outbox.withOptimisticUpdates(lastsKey, 'before')).toBe('a');
		await pass();
		tab.outbox.showLive(lastsKey, 'a');
		tab.outbox.showLive(lastsKey, 'somebody else’s');
		expect(tab.outbox.withOptimisticUpdates(lastsKey, 'somebody else’s')).toBe('somebody else’s');
		await pass(100_000);
		tab.kill();

		const next = await device.open('ada', { deliveries: [sending] });
		expect(next.shown).toEqual(['a sent']);
		expect(next.outbox.withOptimisticUpdates(key, [])).toMatchObject([{ clientId: 'a' }]);
		next.connect();
		await pass();
		next.outbox.watch(key);
		next.outbox.showLive(key, device.server.messagesIn('ada', 'c'));
		await pass();
		expect(next.shown).toEqual([]);
	});

	test('is distinguished from an entry that another tab has discarded, which goes at once', async () => {
		const device = new FakeDevice();
		const { delivering, other, shownIn } = await twoTabs(device);
		for (const tab of [delivering, other]) tab.connect(false);
		await other.write('a');
		await other.outbox.enqueue(edit, changeOf('a'));
		await other.write('b');
		await pass();
		expect(shownIn(other)).toEqual(['a', 'b']);
		expect(await delivering.outbox.discard('a')).toBe(true);
		await pass();
		expect([shownIn(delivering), shownIn(other)]).toEqual([['b'], ['b']]);
		expect(await other.outbox.discard('b')).toBe(true);
		await pass();
		expect([shownIn(delivering), shownIn(other)]).toEqual([[], []]);
	});

	test('is distinguished from a discarded entry also by a tab that is reading the disk', async () => {
		const device = new FakeDevice();
		const holding: Promise<void>[] = [];
		const store: KeyValueStore = {
			...device.store,
			transact: async (mode, work) => {
				const result = await device.store.transact(mode, work);
				if (mode === 'read') await Promise.all(holding);
				return result;
			}
		};
		const [one, reading] = [await device.open(), await device.open('ada', { store })];
		reading.outbox.watch(key);
		await one.write('a');
		await pass();
		let goOn: () => void = () => undefined;
		holding.push(new Promise((resolve) => (goOn = resolve)));
		reading.wake();
		await pass();
		await one.outbox.discard('a');
		await pass();
		expect(reading.shown).toEqual([]);
		goOn();
		await pass();
		expect([reading.shown, reading.outbox.withOptimisticUpdates(key, [])]).toEqual([[], []]);
	});

	test('leaves also when the clock was set back after the answer', async () => {
		const device = new FakeDevice();
		const tab = await device.open();
		tab.connect();
		await tab.write('a');
		await pass();
		device.clockMs = -3_600_000;
		tab.outbox.showLive(key, []);
		await pass(10_000);
		expect(tab.shown).toEqual([]);
	});

	test('stays until it shows when the clock was set forward after the answer', async () => {
		const device = new FakeDevice();
		device.heardAt = 1;
		const tab = await device.open();
		tab.connect();
		await pass(10_000);
		await tab.write('a');
		await pass();
		device.clockMs = 365 * 24 * 3_600_000;
		tab.outbox.showLive(key, []);
		await pass(4_000);
		expect(tab.shown).toEqual(['a sent']);
		await pass(6_000);
		expect(tab.shown).toEqual([]);
	});

	test('does not leave because of a result that is not live', async () => {
		const device = new FakeDevice();
		const tab = await device.open();
		tab.connect();
		await tab.write('a');
		await pass();
		tab.connect(false);
		await pass();
		tab.outbox.showLive(key, device.server.messagesIn('ada', 'c'));
		await pass(100_000);
		expect(tab.shown).toEqual(['a sent']);
		tab.connect();
		await pass(5_000);
		expect(tab.shown).toEqual([]);
	});
});

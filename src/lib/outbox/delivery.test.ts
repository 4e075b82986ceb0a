import { makeFunctionReference } from 'convex/server';
import { ConvexError } from 'convex/values';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { KeyValueStore } from '../cache/key-value-store.js';
import { FakeDevice, type FakeTab } from '../testing/fake-device.svelte.js';
import {
	deliveries,
	edit,
	list,
	remove,
	send,
	type Message
} from '../testing/fake-message-server.js';
import { queryKey } from '../convex/query-key.js';
import { defineDelivery } from './define-delivery.js';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

const changeOf = (clientId: string) => ({
	...{ clientId, conversation: 'c', body: 'changed' },
	changeId: '1'
});

/** What has arrived, in the order of arrival. */
const arrived = ({ server }: FakeDevice) => server.arrived.map(({ clientId }) => clientId);

describe('delivery', () => {
	test('sends what waits when the connection is confirmed, and it leaves when answered', async () => {
		const device = new FakeDevice();
		const tab = await device.open();
		await tab.write('a');
		expect(tab.shown).toEqual(['a waiting']);
		await pass();
		expect(device.log).toEqual([]);
		tab.connect();
		await pass();
		expect(device.log).toEqual(['0 send a']);
		expect(arrived(device)).toEqual(['a']);
		// Its conversation was never read, so nothing live says that it is shown.
		expect(tab.shown).toEqual(['a sent']);
	});

	test('sends one at a time in a conversation, and conversations beside each other', async () => {
		const device = new FakeDevice();
		device.latencyMs = 100;
		const tab = await device.open();
		tab.connect();
		await tab.write('a');
		await tab.write('b');
		await tab.write('x', { conversation: 'other' });
		await pass(1_000);
		expect(device.log).toEqual(['0 send a', '0 send x', '100 send b']);
	});

	test('claims the next ahead once answers come fast, and lets go of it without a connection', async () => {
		const device = new FakeDevice();
		device.latencyMs = 100;
		const tab = await device.open();
		for (const id of ['a', 'b', 'c']) await tab.write(id);
		tab.connect();
		await pass();
		expect(tab.shown).toEqual(['a sending', 'b waiting', 'c waiting']);
		await pass(100);
		expect(tab.shown).toEqual(['a sent', 'b sending', 'c sending']);
		tab.connect(false);
		await pass();
		expect(tab.shown).toEqual(['a sent', 'b waiting', 'c waiting']);
		expect(await tab.outbox.discard('b')).toBe(false);
		expect(await tab.outbox.discard('c')).toBe(true);
		expect(device.log).toEqual(['0 send a', '100 send b']);
	});

	test('claims nothing ahead where answers take long, so that it can be changed meanwhile', async () => {
		const device = new FakeDevice();
		device.latencyMs = 1_000;
		const tab = await device.open();
		for (const id of ['a', 'b', 'c']) await tab.write(id);
		tab.connect();
		await pass(1_000);
		expect(tab.shown).toEqual(['a sent', 'b sending', 'c waiting']);
		expect(await tab.outbox.discard('c')).toBe(true);
	});

	test('waits ever longer after failures of the backend, and holds up its own lane only', async () => {
		const device = new FakeDevice();
		device.fate = ({ clientId }) => (clientId === 'a' ? new Error('Server Error') : 'answered');
		const tab = await device.open();
		tab.connect();
		await tab.write('a');
		await tab.write('b');
		await tab.write('x', { conversation: 'other' });
		await pass(120_000);
		const times = [0, 1_000, 3_000, 7_000, 15_000, 31_000].map((ms) => `${ms} send a`);
		expect(device.log.filter((line) => line.endsWith('a'))).toEqual(times);
		expect(device.log.filter((line) => !line.endsWith('a'))).toEqual(['0 send x', '31000 send b']);
		expect(tab.outbox.entries[0]?.state).toEqual({
			status: 'rejected',
			reason: { kind: 'server_error', message: 'Server Error' }
		});
	});

	test('never gives up for want of a connection, and waits a minute at most', async () => {
		const device = new FakeDevice();
		device.fate = () => 'dropped';
		const tab = await device.open();
		await tab.write('a');
		for (let time = 0; time < 100; time += 1) {
			tab.connect();
			await pass();
			tab.connect(false);
			await pass();
		}
		expect(device.log).toHaveLength(100);
		expect(tab.shown).toEqual(['a waiting']);
		device.fate = () => 'answered';
		tab.connect();
		await pass();
		expect(arrived(device)).toEqual(['a']);
	});

	test('tries again at once when the browser wakes', async () => {
		const device = new FakeDevice();
		device.fate = () => new Error('Server Error');
		const tab = await device.open();
		tab.connect();
		await tab.write('a');
		await pass(1_000);
		device.fate = () => 'answered';
		await pass(500);
		tab.wake();
		await pass();
		expect(device.log).toEqual(['0 send a', '1000 send a', '1500 send a']);
	});

	test('waits as long as the backend asks for', async () => {
		const device = new FakeDevice();
		const busy = new ConvexError({ kind: 'too_many', retryAfterMs: 7_000 });
		const [sending, ...others] = deliveries;
		if (!sending) throw new Error('The first is how messages are sent.');
		const tab = await device.open('ada', {
			deliveries: [
				{ ...sending, verdict: () => ({ kind: 'retry', afterMs: 7_000 }) as const },
				...others
			]
		});
		tab.connect();
		device.fate = () => busy;
		await tab.write('a');
		await pass(1_000);
		expect(tab.outbox.entries[0]?.state).toEqual({
			status: 'waiting',
			until: Date.now() + 6_000
		});
		device.fate = () => 'answered';
		await tab.write('b');
		await pass(10_000);
		expect(device.log).toEqual(['0 send a', '7000 send a', '7000 send b']);
	});

	test('leaves a refused message to the user, and goes on with the next', async () => {
		const device = new FakeDevice();
		const tab = await device.open();
		tab.connect();
		await tab.write('a', { body: 'bad' });
		await tab.write('b');
		await pass();
		expect(device.log).toEqual(['0 send a', '0 send b']);
		expect(tab.outbox.entries[0]?.state).toEqual({
			status: 'rejected',
			reason: { kind: 'refused', data: { kind: 'bad' } }
		});
		expect(await tab.outbox.edit('a', { clientId: 'a', conversation: 'c', body: 'good' })).toBe(
			true
		);
		await pass();
		expect(arrived(device)).toEqual(['b', 'a']);
	});

	test('sends no change of a message before the message has arrived', async () => {
		const device = new FakeDevice();
		device.fate = ({ clientId }) => (clientId === 'a' ? new ConvexError('no') : 'answered');
		const tab = await device.open();
		tab.connect();
		await tab.write('a');
		await tab.outbox.enqueue(edit, changeOf('a'));
		await tab.write('b');
		await pass(100_000);
		expect(device.log).toEqual(['0 send a', '0 send b']);
		device.fate = () => 'answered';
		await tab.outbox.retry('a');
		await pass();
		expect(device.log.slice(2)).toEqual(['100000 send a', '100000 edit a']);
		expect(device.server.messagesIn('ada', 'c')).toMatchObject([
			{ clientId: 'b' },
			{ clientId: 'a', body: 'changed' }
		]);
	});

	test('lets the new text of a message take the place of what was to change it', async () => {
		const device = new FakeDevice();
		device.fate = () => new ConvexError('no');
		const tab = await device.open();
		tab.connect();
		await tab.write('a');
		await tab.outbox.enqueue(edit, changeOf('a'));
		await pass();
		device.fate = () => 'answered';
		await tab.outbox.edit('a', { clientId: 'a', conversation: 'c', body: 'newer' });
		await pass();
		expect(device.log).toEqual(['0 send a', '0 send a']);
		expect(device.server.messagesIn('ada', 'c')).toMatchObject([{ body: 'newer' }]);
	});

	test('discards with a message all that depends on it', async () => {
		const device = new FakeDevice();
		const tab = await device.open();
		await tab.write('a');
		await tab.outbox.enqueue(edit, changeOf('a'));
		await tab.outbox.enqueue(remove, { clientId: 'a', conversation: 'c' });
		expect(await tab.outbox.discard('a')).toBe(true);
		expect(tab.shown).toEqual([]);
		tab.connect();
		await pass();
		expect(device.log).toEqual([]);
	});

	test('sends a message without an answer again, and it is there once', async () => {
		const device = new FakeDevice();
		device.fate = () => 'lost';
		const tab = await device.open();
		tab.connect();
		await tab.write('a');
		await tab.write('b');
		await pass();
		tab.connect(false);
		device.fate = () => 'answered';
		await pass();
		expect(tab.shown).toEqual(['a waiting', 'b waiting']);
		tab.connect();
		await pass();
		expect(device.log).toEqual(['0 send a', '0 send a', '0 send b']);
		expect(arrived(device)).toEqual(['a', 'b']);
	});

	test('changes and discards nothing that may have happened', async () => {
		const device = new FakeDevice();
		device.fate = () => 'lost';
		const tab = await device.open();
		tab.connect();
		await tab.write('a');
		await pass();
		const change = { clientId: 'a', conversation: 'c', body: 'changed' };
		expect(tab.shown).toEqual(['a sending']);
		expect(await tab.outbox.edit('a', change)).toBe(false);
		tab.connect(false);
		await pass();
		expect(tab.shown).toEqual(['a waiting']);
		expect(await tab.outbox.edit('a', change)).toBe(false);
		expect(await tab.outbox.discard('a')).toBe(false);
	});

	test('leaves what may have happened where it is, also when it is too old to be sent again', async () => {
		const device = new FakeDevice();
		device.fate = () => 'lost';
		const tab = await device.open();
		tab.connect();
		await tab.write('a');
		await pass();
		tab.connect(false);
		await pass();
		device.clockMs = 20 * 24 * 60 * 60 * 1_000;
		tab.connect();
		await pass();
		expect(tab.shown).toEqual(['a rejected']);
		expect(await tab.outbox.discard('a')).toBe(false);
		expect(await tab.outbox.discard('a', { evenIfSent: true })).toBe(true);
		expect(tab.shown).toEqual([]);
	});

	test('asks before it sends what is older than two weeks', async () => {
		const device = new FakeDevice();
		const tab = await device.open();
		await tab.write('a');
		device.clockMs = 14 * 24 * 60 * 60 * 1_000 + 1;
		tab.connect();
		await pass();
		expect(tab.outbox.entries[0]?.state).toEqual({
			status: 'rejected',
			reason: { kind: 'too_old' }
		});
		expect(await tab.outbox.retry('a')).toBe(true);
		await pass();
		expect(arrived(device)).toEqual(['a']);
	});

	test('holds what another session must send, with its lane, until the next confirmation', async () => {
		const device = new FakeDevice();
		const held = deliveries.map((one) => ({ ...one, verdict: () => ({ kind: 'held' }) as const }));
		const tab = await device.open('ada', { deliveries: held });
		device.fate = () => new ConvexError({ kind: 'unauthenticated' });
		tab.connect();
		await tab.write('a');
		await tab.write('b');
		await pass(100_000);
		expect(device.log).toEqual(['0 send a']);
		expect(tab.outbox.entries[0]?.state).toEqual({ status: 'held', why: 'not_accepted' });
		tab.connect(false);
		await pass();
		device.fate = () => 'answered';
		tab.connect();
		await pass();
		expect(arrived(device)).toEqual(['a', 'b']);
	});

	test('holds what this version of the app does not know, and the rest passes', async () => {
		const device = new FakeDevice();
		const newer = await device.open();
		await newer.write('a');
		newer.kill();
		const older = await device.open('ada', { deliveries: deliveries.slice(1) });
		older.connect();
		await pass();
		expect(older.outbox.entries[0]?.state).toEqual({ status: 'held', why: 'unknown_function' });
		older.kill();
		const again = await device.open();
		again.connect();
		await pass();
		expect(arrived(device)).toEqual(['a']);
	});
});

describe('what has happened', () => {
	const key = queryKey(list, { conversation: 'c' });

	/** Two tabs with the same conversation on their screens, which is empty for all that they know. */
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
			outbox.lay<Message[]>(key, []).map(({ clientId }) => clientId);
		return { delivering, other, shownIn, stopWatching: () => stops[1]?.() };
	}

	test('stays over what is kept until a live result shows it', async () => {
		const device = new FakeDevice();
		const tab = await device.open();
		tab.connect();
		await tab.write('a');
		await pass();
		expect(tab.outbox.lay(key, [])).toEqual([{ clientId: 'a', conversation: 'c', body: 'a' }]);
		tab.outbox.showLive(key, device.server.messagesIn('ada', 'c'));
		await pass();
		expect(tab.shown).toEqual([]);
	});

	test('leaves when it is answered and its conversation is live in this tab', async () => {
		const device = new FakeDevice();
		const tab = await device.open();
		tab.connect();
		await pass();
		tab.outbox.showLive(key, []);
		await tab.write('a');
		await pass();
		expect(tab.shown).toEqual([]);
	});

	test('is off the screen of the tab that was answered, also where no result tells that it is there', async () => {
		const device = new FakeDevice();
		const { delivering } = await twoTabs(device);
		await delivering.write('a');
		await pass();
		expect(arrived(device)).toEqual(['a']);
		expect(delivering.outbox.lay(key, [])).toEqual([]);
	});

	test('leaves when a live result cannot show it any more, but not while that may lag behind', async () => {
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

	test('is on the screen of every tab until that tab’s own result shows it', async () => {
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

	test('is on the screen of a tab without a connection, until that has one again and has caught up', async () => {
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

	test('is on the screen of a tab that missed all that became of it', async () => {
		const device = new FakeDevice();
		const { other, shownIn } = await twoTabs(device);
		await other.write('a', { conversation: 'before' });
		await other.write('b');
		other.freeze();
		await pass(60_000);
		expect(arrived(device)).toEqual(['a', 'b']);
		other.thaw();
		await pass();
		expect([other.shown, shownIn(other)]).toEqual([['a sent'], ['b']]);
	});

	test('is not laid over a query that nobody reads', async () => {
		const device = new FakeDevice();
		const { other, shownIn, stopWatching } = await twoTabs(device);
		other.outbox.hideLive(key);
		await other.write('a');
		await pass();
		expect(shownIn(other)).toEqual(['a']);
		stopWatching();
		expect(shownIn(other)).toEqual([]);
	});

	test('stays on the device until it was live where it is at home, and shows nowhere else for so long', async () => {
		const device = new FakeDevice();
		const lasts = makeFunctionReference<'query', Record<string, never>, string>('lasts:get');
		const lastsKey = queryKey(lasts, {});
		const sending = defineDelivery(send, {
			id: ({ clientId }) => clientId,
			overlays: [
				{
					query: list,
					args: ({ conversation }) => ({ conversation }),
					apply: (messages = [], message) =>
						messages.some(({ clientId }) => clientId === message.clientId)
							? messages
							: [...messages, message]
				},
				{ query: lasts, args: () => ({}), apply: (_, { body }) => body }
			]
		});
		const tab = await device.open('ada', { deliveries: [sending] });
		tab.connect();
		await pass();
		tab.outbox.watch(lastsKey);
		tab.outbox.showLive(lastsKey, 'before');
		await tab.write('a');
		expect(tab.outbox.lay(lastsKey, 'before')).toBe('a');
		await pass();
		tab.outbox.showLive(lastsKey, 'a');
		tab.outbox.showLive(lastsKey, 'somebody else’s');
		expect(tab.outbox.lay(lastsKey, 'somebody else’s')).toBe('somebody else’s');
		await pass(100_000);
		tab.kill();

		const next = await device.open('ada', { deliveries: [sending] });
		expect(next.shown).toEqual(['a sent']);
		expect(next.outbox.lay(key, [])).toMatchObject([{ clientId: 'a' }]);
		next.connect();
		await pass();
		next.outbox.watch(key);
		next.outbox.showLive(key, device.server.messagesIn('ada', 'c'));
		await pass();
		expect(next.shown).toEqual([]);
	});

	test('is told from what was discarded in another tab, which goes at once', async () => {
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

	test('is told from what was discarded also by a tab that reads the disk just then', async () => {
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
		expect([reading.shown, reading.outbox.lay(key, [])]).toEqual([[], []]);
	});

	test('leaves also when the clock has been set back since it was answered', async () => {
		const device = new FakeDevice();
		const tab = await device.open();
		tab.connect();
		await tab.write('a');
		await pass();
		device.clockMs = -3_600_000;
		tab.outbox.showLive(key, []);
		await pass();
		expect(tab.shown).toEqual([]);
	});

	test('does not leave by a result that is not live', async () => {
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

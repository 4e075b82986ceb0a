import { describe, expect, test } from 'vitest';
import { pass, useFakeTime } from '../fakes/fake-time.js';
import { queryKey } from '../convex/query-key.js';
import { FakeDevice, type FakeTab } from '../fakes/fake-device.svelte.js';
import { list, type Message } from '../fakes/fake-message-server.js';

useFakeTime();

/** Two tabs of one user; the first one delivers. */
async function openTwo(device: FakeDevice) {
	const one = await device.open();
	one.connect();
	await pass();
	const two = await device.open();
	two.connect();
	await pass();
	return [one, two] as const;
}

describe('of several tabs', () => {
	test('one delivers, and all write and show the same entries at once', async () => {
		const device = new FakeDevice();
		device.latencyMs = 100;
		const [one, two] = await openTwo(device);
		await two.write('a');
		await one.write('b');
		await pass();
		expect([one.shown, two.shown]).toEqual([
			['a sending', 'b waiting'],
			['a sending', 'b waiting']
		]);
		await pass(1_000);
		expect([one.shown, two.shown]).toEqual([
			['a sent', 'b sent'],
			['a sent', 'b sent']
		]);
		expect(device.log).toEqual(['0 send a', '100 send b']);
	});

	test('only a tab with a confirmed connection delivers', async () => {
		const device = new FakeDevice();
		const [one, two] = await openTwo(device);
		one.connect(false);
		await pass();
		await one.write('a');
		await pass();
		expect(device.log).toEqual(['0 send a']);
		expect(device.locks.holderOf('app:outbox:ada')).toBe(two);
	});

	test('the next tab continues at once when the delivering tab is closed', async () => {
		const device = new FakeDevice();
		device.latencyMs = 100;
		const [one, two] = await openTwo(device);
		await two.write('a');
		await two.write('b');
		await pass(50);
		one.kill();
		await pass(1_000);
		expect(device.log).toEqual(['0 send a', '50 send a', '150 send b']);
		expect(device.arrived).toEqual(['a', 'b']);
	});

	test('a frozen tab loses its lock to another, and stops delivering when it thaws', async () => {
		const device = new FakeDevice();
		const [one, two] = await openTwo(device);
		one.freeze();
		await two.write('a');
		await pass(14_000);
		expect(device.log).toEqual([]);
		await pass(2_000);
		expect(device.log).toEqual(['15000 send a']);
		one.thaw();
		await pass();
		await one.write('b');
		await pass();
		expect(device.log.slice(1)).toEqual(['16000 send b']);
		expect(device.locks.holderOf('app:outbox:ada')).toBe(two);
		expect(one.shown).toEqual(['a sent', 'b sent']);
	});

	test('a frozen tab keeps its lock while there is nothing to send', async () => {
		const device = new FakeDevice();
		const [one] = await openTwo(device);
		one.freeze();
		await pass(600_000);
		expect(device.locks.holderOf('app:outbox:ada')).toBe(one);
	});

	test('a slow tab keeps its lock', async () => {
		const device = new FakeDevice();
		device.latencyMs = 300_000;
		const [one, two] = await openTwo(device);
		await two.write('a');
		await two.write('b');
		await pass(250_000);
		expect(device.locks.holderOf('app:outbox:ada')).toBe(one);
		expect(device.log).toEqual(['0 send a']);
	});

	test('an edit in one tab and the delivery in another do not conflict', async () => {
		const device = new FakeDevice();
		const [, two] = await openTwo(device);
		device.latencyMs = 100;
		await two.write('x');
		await two.write('a');
		// While x is being sent, a waits: this tab may still edit it.
		const edited = await two.outbox.edit('a', { clientId: 'a', conversation: 'c', body: 'better' });
		expect(edited).toBe(true);
		await pass(150);
		expect(await two.outbox.discard('a')).toBe(false);
		await pass(1_000);
		expect(device.server.arrived.map(({ body }) => body)).toEqual(['x', 'better']);
	});
});

test('a tab that loses its lock while it claims a message does not send it', async () => {
	const device = new FakeDevice();
	const [one] = await openTwo(device);
	await one.write('a');
	one.freeze();
	await pass(20_000);
	expect(device.log).toEqual(['15000 send a']);
	one.thaw();
	await pass();
	expect(device.log).toHaveLength(1);
});

test('a message that a killed tab was sending may have happened, and cannot be edited in place', async () => {
	const device = new FakeDevice();
	const [one, two] = await openTwo(device);
	device.fate = () => 'lost';
	await one.write('a');
	await pass();
	device.fate = () => new Error('Server Error');
	one.kill();
	await pass();
	expect(two.shown).toEqual(['a waiting']);
	expect(await two.outbox.edit('a', { clientId: 'a', conversation: 'c', body: 'b' })).toBe(false);
});

describe('where there are no locks', () => {
	test('every tab delivers, and takes over what a tab that is gone has begun', async () => {
		const device = new FakeDevice({ locks: false, channels: true });
		const [one, two] = await openTwo(device);
		device.fate = () => 'dropped';
		await one.write('a');
		await pass();
		device.fate = () => 'answered';
		one.kill();
		await pass(29_000);
		expect(device.log).toEqual(['0 send a']);
		await pass(2_000);
		expect(device.log).toEqual(['0 send a', '30000 send a']);
		expect(two.shown).toEqual(['a sent']);
	});

	test('two delivering tabs deliver each message once', async () => {
		const device = new FakeDevice({ locks: false, channels: true });
		device.latencyMs = 10;
		const [one, two] = await openTwo(device);
		for (const id of ['a', 'b', 'c']) await one.write(id);
		for (const id of ['d', 'e', 'f']) await two.write(id);
		await pass(1_000);
		expect(device.log.map((line) => line.split(' ')[2])).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
	});
});

const forbidden = new DOMException('Forbidden', 'SecurityError');

test.each([
	['rejected', () => Promise.reject(forbidden)],
	[
		'thrown',
		() => {
			throw forbidden;
		}
	]
])('forbidden locks count as missing locks when the error is %s', async (_how, request) => {
	const device = new FakeDevice();
	const tab = await device.open('ada', { locks: { request } });
	tab.connect();
	await tab.write('a');
	await pass();
	expect(tab.shown).toEqual(['a sent']);
});

describe('without a channel', () => {
	const openTwoUnheard = async () => {
		const device = new FakeDevice({ locks: true, channels: false });
		return { device, one: await device.open(), two: await device.open() };
	};
	const key = queryKey(list, { conversation: 'c' });
	/** The messages that a tab shows of a conversation with no result from the backend. */
	const idsIn = ({ outbox }: FakeTab) =>
		outbox.withOptimisticUpdates<Message[]>(key, []).map(({ clientId }) => clientId);

	test('every tab delivers, and reads other tabs’ entries at a retry trigger', async () => {
		const { device, one, two } = await openTwoUnheard();
		await two.write('a');
		one.connect();
		await pass();
		expect(device.log).toEqual(['0 send a']);
		two.wake();
		await pass();
		expect(two.shown).toEqual(['a sent']);
	});

	test('an entry that another tab has delivered is not sent again', async () => {
		const { device, one, two } = await openTwoUnheard();
		device.latencyMs = 10;
		await one.write('a');
		two.wake();
		await pass();
		one.connect();
		two.connect();
		await pass(1_000);
		expect(device.arrived).toEqual(['a']);
	});

	test('an entry that another tab has written before is sent before', async () => {
		const { device, one, two } = await openTwoUnheard();
		two.connect();
		await pass();
		await one.write('a');
		await two.write('b');
		await pass(1_000);
		expect(device.arrived).toEqual(['a', 'b']);
	});

	test('an entry that waits for another tab’s entry is sent soon after it', async () => {
		const { device, one, two } = await openTwoUnheard();
		device.latencyMs = 1_000;
		one.connect();
		two.connect();
		await pass();
		await one.write('a');
		await pass();
		await two.write('b');
		await pass(1_900);
		expect(device.log).toEqual(['0 send a']);
		await pass(200);
		expect(device.log).toEqual(['0 send a', '2000 send b']);
	});

	test('an entry that another tab has discarded is not called sent', async () => {
		const { one, two } = await openTwoUnheard();
		two.outbox.watch(key);
		await one.write('a');
		await one.write('b');
		two.wake();
		await pass();
		expect(idsIn(two)).toEqual(['a', 'b']);
		await one.outbox.discard('a');
		two.wake();
		await pass();
		expect(two.shown).toEqual(['b waiting']);
		expect(idsIn(two)).toEqual(['b']);
	});

	test('an entry is not called sent when a tab learns that it is discarded as it sends it', async () => {
		const { device, one, two } = await openTwoUnheard();
		two.outbox.watch(key);
		await one.write('a');
		two.wake();
		await pass();
		two.connect();
		await one.outbox.discard('a');
		await pass();
		expect(device.log).toEqual([]);
		expect(idsIn(two)).toEqual([]);
	});

	test('a tab reads what another tab has changed before it changes the same', async () => {
		const { one, two } = await openTwoUnheard();
		await one.write('a');
		expect(await two.outbox.discard('a')).toBe(true);
		expect(await one.outbox.discard('a')).toBe(false);
	});
});

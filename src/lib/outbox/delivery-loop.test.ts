import { ConvexError } from 'convex/values';
import { describe, expect, test } from 'vitest';
import type { KeyValueStore } from '../cache/key-value-store.js';
import { pass, useFakeTime } from '../fakes/fake-time.js';
import { FakeDevice } from '../fakes/fake-device.svelte.js';
import {
	changeOf,
	deliveries,
	edit,
	remove,
	send,
	type Message
} from '../fakes/fake-message-server.js';
import { defineDelivery } from './define-delivery.js';
import { appendEntry } from './outbox-store.js';
import { fromStored } from './stored-entry.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

useFakeTime();

describe('delivery', () => {
	test('sends waiting entries when the connection is confirmed, and removes acknowledged ones', async () => {
		const device = new FakeDevice();
		const tab = await device.open();
		await tab.write('a');
		expect(tab.shown).toEqual(['a waiting']);
		await pass();
		expect(device.log).toEqual([]);
		tab.connect();
		await pass();
		expect(device.log).toEqual(['0 send a']);
		expect(device.arrived).toEqual(['a']);
		// Its conversation was never read, so no live result contains it.
		expect(tab.shown).toEqual(['a sent']);
	});

	test('keeps an entry back until its time, also over a restart, and lets others go ahead', async () => {
		const device = new FakeDevice();
		const tab = await device.open();
		tab.connect();
		const kept = { clientId: 'a', conversation: 'c', body: 'kept back' };
		await tab.outbox.enqueue(send, kept, { delayMs: 5_000 });
		await tab.write('b');
		await pass(4_000);
		expect(device.log).toEqual(['0 send b']);
		tab.kill();
		const next = await device.open();
		next.connect();
		await pass(900);
		expect(device.arrived).toEqual(['b']);
		await pass(200);
		expect(device.arrived).toEqual(['b', 'a']);
	});

	test('never sends what was discarded while it was kept back', async () => {
		const device = new FakeDevice();
		const tab = await device.open();
		tab.connect();
		const kept = { clientId: 'a', conversation: 'c', body: 'kept back' };
		await tab.outbox.enqueue(send, kept, { delayMs: 5_000 });
		await pass(4_900);
		expect(await tab.outbox.discard('a')).toBe(true);
		await pass(60_000);
		expect(device.arrived).toEqual([]);
	});

	test('sends what is kept back at once when the user asks for it', async () => {
		const device = new FakeDevice();
		const tab = await device.open();
		tab.connect();
		const kept = { clientId: 'a', conversation: 'c', body: 'kept back' };
		await tab.outbox.enqueue(send, kept, { delayMs: 5_000 });
		await tab.outbox.retry('a');
		await pass();
		expect(device.arrived).toEqual(['a']);
	});

	test('makes texts well-formed that an older version of the app has stored as they were typed', async () => {
		const device = new FakeDevice();
		const args = { clientId: 'a', conversation: 'c', body: 'half \ud83d' };
		const { sequence, ...entry } = fromStored('', {
			...{ id: 'a', lane: 'c', mutation: 'messages:send', args, schema: 1 },
			state: { status: 'waiting' }
		})!;
		await appendEntry(device.store, { subject: 'ada' }, entry, sequence);
		const tab = await device.open();
		expect(tab.outbox.entries[0]?.args).toEqual(args);
		tab.connect();
		await tab.outbox.retry('a');
		await pass();
		expect(device.server.messagesIn('ada', 'c')).toMatchObject([{ body: 'half \ufffd' }]);
	});

	test('sends one entry of an ordering key at a time, and ordering keys in parallel', async () => {
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

	test('claims the next entry ahead when answers come fast, and releases it without a connection', async () => {
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

	test('claims nothing ahead when answers are slow, so that entries can be edited', async () => {
		const device = new FakeDevice();
		device.latencyMs = 1_000;
		const tab = await device.open();
		for (const id of ['a', 'b', 'c']) await tab.write(id);
		tab.connect();
		await pass(1_000);
		expect(tab.shown).toEqual(['a sent', 'b sending', 'c waiting']);
		expect(await tab.outbox.discard('c')).toBe(true);
	});

	test('waits longer after each failure of the backend, and delays only its own ordering key', async () => {
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

	test('retries without limit while there is no connection, at least every minute', async () => {
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
		expect(device.arrived).toEqual(['a']);
	});

	test('retries at once at a retry trigger', async () => {
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

	test('waits as long as the backend asks', async () => {
		const device = new FakeDevice();
		const busy = new ConvexError({ kind: 'too_many', retryAfterMs: 7_000 });
		const [sending, ...others] = deliveries;
		if (!sending) throw new Error('The first is how messages are sent.');
		const tab = await device.open('ada', {
			deliveries: [
				{ ...sending, errorPolicy: () => ({ kind: 'retry', afterMs: 7_000 }) as const },
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

	test('rejects a refused message, and sends the next one', async () => {
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
		expect(device.arrived).toEqual(['b', 'a']);
	});

	test('sends an edit only after its message has arrived', async () => {
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

	test('replaces pending edits when the message itself is edited', async () => {
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

	test('discards all dependent entries with a message', async () => {
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

	test('sends a message without an answer again, and it arrives once', async () => {
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
		expect(device.arrived).toEqual(['a', 'b']);
	});

	test('does not edit or discard an entry that may have happened', async () => {
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

	test('keeps an entry that may have happened, also when it is too old', async () => {
		const device = new FakeDevice();
		device.fate = () => 'lost';
		device.heardAt = 1;
		const tab = await device.open();
		tab.connect();
		await tab.write('a');
		await pass();
		tab.connect(false);
		await pass();
		device.clockMs = 20 * DAY_MS;
		device.heardAt += 20 * DAY_MS;
		tab.connect();
		await pass();
		expect(tab.shown).toEqual(['a rejected']);
		expect(await tab.outbox.discard('a')).toBe(false);
		expect(await tab.outbox.discard('a', { evenIfSent: true })).toBe(true);
		expect(tab.shown).toEqual([]);
	});

	test('rejects an entry older than two weeks, until the user asks', async () => {
		const device = new FakeDevice();
		device.heardAt = 1;
		const tab = await device.open();
		await tab.write('a');
		device.clockMs = 14 * DAY_MS + 1;
		device.heardAt += 14 * DAY_MS + 1;
		tab.connect();
		await pass();
		expect(tab.outbox.entries[0]?.state).toEqual({
			status: 'rejected',
			reason: { kind: 'too_old' }
		});
		expect(await tab.outbox.retry('a')).toBe(true);
		await pass();
		expect(device.arrived).toEqual(['a']);
	});

	test.each([
		['was a year behind, and is right now', 365 * DAY_MS],
		['was a year ahead, and is right now', -365 * DAY_MS]
	])('sends what was written a minute ago when the clock %s', async (_case, jumpMs) => {
		const device = new FakeDevice();
		device.heardAt = 1;
		const tab = await device.open();
		await tab.write('a');
		device.clockMs = jumpMs;
		device.heardAt += 60_000;
		tab.connect();
		await pass();
		expect(device.arrived).toEqual(['a']);
	});

	test('holds what the backend does not take from this version, until a page of the next one', async () => {
		const device = new FakeDevice();
		const old = await device.open();
		const serverError = new Error('Server Error');
		device.fate = ({ body }) => (body.endsWith('for version 2') ? 'answered' : serverError);
		device.isOutdated = true;
		old.connect();
		await old.write('a');
		await old.write('b');
		await pass(120_000);
		expect(old.outbox.entries.map(({ state }) => state)).toEqual([
			{ status: 'held', why: 'outdated' },
			{ status: 'held', why: 'outdated' }
		]);
		const sent = device.log.length;
		// The same page does not try again, however often it connects.
		old.connect(false);
		await pass();
		old.connect();
		await pass(120_000);
		expect(device.log).toHaveLength(sent);
		old.kill();

		device.isOutdated = false;
		const [sending, ...others] = deliveries;
		const migrated = defineDelivery(send, {
			id: ({ clientId }) => clientId,
			orderingKey: ({ conversation }) => conversation,
			version: 2,
			migrate: (args, version) => ({
				...(args as unknown as Message),
				body: `${version} for version 2`
			})
		});
		expect(sending?.name).toBe(migrated.name);
		const next = await device.open('ada', { deliveries: [migrated, ...others] });
		expect(next.outbox.entries[0]?.args.body).toBe('1 for version 2');
		next.connect();
		await pass();
		expect(device.arrived).toEqual(['a', 'b']);
	});

	test('rejects what the backend cannot run when there is no newer version of the app', async () => {
		const device = new FakeDevice();
		device.fate = () => new Error('Server Error');
		const tab = await device.open('ada', { isOutdated: () => Promise.reject(new Error('no')) });
		tab.connect();
		await tab.write('a');
		await pass(120_000);
		expect(tab.shown).toEqual(['a rejected']);
	});

	test('leaves alone what a newer version of the app has written', async () => {
		const device = new FakeDevice();
		const [sending, ...others] = deliveries;
		const newer = await device.open('ada', {
			deliveries: [defineDelivery(send, { version: 2 }), ...others]
		});
		await newer.write('a');
		newer.kill();
		const older = await device.open();
		older.connect();
		await pass(120_000);
		expect(sending?.version).toBe(1);
		expect(older.outbox.entries[0]?.state).toEqual({ status: 'held', why: 'unknown_function' });
		expect(device.log).toEqual([]);
	});

	test('holds an entry and its ordering key until the session is confirmed again', async () => {
		const device = new FakeDevice();
		const held = deliveries.map((one) => ({
			...one,
			errorPolicy: () => ({ kind: 'held' }) as const
		}));
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
		expect(device.arrived).toEqual(['a', 'b']);
	});

	test('holds an entry with an unknown mutation, and sends the rest', async () => {
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
		expect(device.arrived).toEqual(['a']);
	});

	test('leaves alone what another tab sends when its own turn ended before its disk had answered', async () => {
		const device = new FakeDevice();
		device.latencyMs = 100;
		let answered: Promise<unknown> = Promise.resolve();
		const slow: KeyValueStore = {
			...device.store,
			transact: async (mode, work) => {
				if (mode === 'read') await answered;
				return await device.store.transact(mode, work);
			}
		};
		const [tab, other] = [await device.open('ada', { store: slow }), await device.open()];
		await other.write('a');
		await pass();
		let answer: (value?: unknown) => void = () => undefined;
		answered = new Promise((resolve) => (answer = resolve));
		tab.connect();
		await pass();
		expect(device.locks.holderOf('app:outbox:ada')).toBe(tab);
		tab.connect(false);
		other.connect();
		await pass();
		expect(other.shown).toEqual(['a sending']);
		answer();
		await pass();
		expect(other.shown).toEqual(['a sending']);
		await pass(100);
		expect([other.shown, device.log]).toEqual([['a sent'], ['0 send a']]);
	});
});

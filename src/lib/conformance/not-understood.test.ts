import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { send } from '../fakes/fake-browser.js';
import { HOUR, MINUTE, SECOND, TimedBrowser, pass, soon } from '../fakes/timed-browser.js';
import { defineDelivery } from '../outbox/define-delivery.js';

let browser: TimedBrowser;

beforeEach(() => {
	browser = new TimedBrowser();
	browser.convex.unreadable = 'poison';
});
afterEach(() => {
	browser.close();
});

/** The first letter of a message's id is its ordering key. */
const deliveries = [
	defineDelivery(send, {
		id: ({ clientId }) => clientId,
		orderingKey: ({ clientId }) => clientId.charAt(0)
	})
];

/** What Ada writes, on its way all at once. */
async function writeTogether(bodies: Record<string, string>) {
	const app = await browser.openAsAda({ deliveries });
	// What delivers is loaded beside the connection, in the machine's time.
	await vi.dynamicImportSettled();
	const outbox = app.client.outbox!;
	browser.convex.state = 'mute';
	for (const [clientId, body] of Object.entries(bodies)) {
		await soon(outbox.enqueue(send, { clientId, body }));
	}
	// Convex's client sends it all again, at once.
	browser.convex.state = 'up';
	browser.convex.drop();
	const shown = () => outbox.entries.map(({ id, state }) => `${id} ${state.status}`);
	/** Without those that a real backend would know by their ids. */
	const arrived = () =>
		new Set(browser.convex.mutations.map((args) => (args as { clientId: string }).clientId));
	return { ...app, outbox, shown, arrived };
}

describe('a message that the backend cannot read', () => {
	test('is rejected, and what was on its way with it, or waits behind it, arrives', async () => {
		const { outbox, shown, arrived, states } = await writeTogether({
			a1: 'hi',
			b1: 'poison',
			b2: 'behind it',
			c1: 'hi'
		});
		await pass(MINUTE);
		expect(shown()).toEqual(['b1 rejected']);
		expect(outbox.entries[0]).toMatchObject({
			args: { body: 'poison' },
			state: { reason: { kind: 'not_understood' } }
		});
		expect(arrived()).toEqual(new Set(['a1', 'b2', 'c1']));
		expect(states.at(-1)).toBe('user_ada confirmed');
	});

	test('ends two connections, and what is on the screen is live again after each', async () => {
		const { messages, client } = await writeTogether({ a1: 'poison' });
		await pass(MINUTE);
		const { accepted } = browser.convex;
		browser.convex.result = ['newer'];
		browser.convex.publish();
		await pass(SECOND);
		expect(messages.current).toEqual(['live', ['newer']]);
		expect(client.connection.current).toBe('online');
		await pass(HOUR);
		expect(browser.convex.accepted).toBe(accepted);
		const words = '[CONVEX FATAL ERROR] Received Invalid JSON on websocket';
		const logged = vi.mocked(console.error).mock.calls.filter(([text]) => text === words);
		expect(logged).toHaveLength(2);
	});

	test('is sent again when its author asks, and changed or discarded in its place', async () => {
		const { outbox, shown, arrived } = await writeTogether({ a1: 'poison', b1: 'poison' });
		await pass(MINUTE);
		expect(shown()).toEqual(['a1 rejected', 'b1 rejected']);
		await soon(outbox.retry('a1'));
		await pass(MINUTE);
		expect(shown()).toEqual(['a1 rejected', 'b1 rejected']);
		expect(await soon(outbox.edit('a1', { clientId: 'a1', body: 'cured' }))).toBe(true);
		expect(await soon(outbox.discard('b1'))).toBe(true);
		await pass(MINUTE);
		expect(shown()).toEqual([]);
		expect(arrived()).toEqual(new Set(['a1']));
	});
});

describe('a backend that can read nothing', () => {
	test('rejects no message, and is asked at longer and longer intervals', async () => {
		const { shown, arrived } = await writeTogether({ a1: 'hi', b1: 'hi' });
		browser.convex.unreadable = 'ModifyQuerySet';
		await pass(10 * MINUTE);
		const { accepted } = browser.convex;
		await pass(10 * MINUTE);
		// An attempt every 15 s.
		expect(browser.convex.accepted - accepted).toBeLessThanOrEqual(41);
		expect(shown()).toEqual(['a1 waiting', 'b1 waiting']);
		browser.convex.unreadable = undefined;
		await pass(MINUTE);
		expect(shown()).toEqual([]);
		expect(arrived()).toEqual(new Set(['a1', 'b1']));
	});
});

test('a call that is on its way alone learns that it was not understood', async () => {
	const { client } = await browser.openAsAda();
	const call = client
		.mutation(send, { clientId: 'a', body: 'poison' })
		.catch((error: unknown) => error);
	await pass(SECOND);
	expect(await call).toMatchObject({ name: 'CallError', code: 'not_understood' });
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Diagnostic } from '../diagnostics.js';
import { list, send } from '../fakes/fake-browser.js';
import { MINUTE, SECOND, TimedBrowser, pass, soon, until } from '../fakes/timed-browser.js';
import { defineDelivery } from '../outbox/define-delivery.js';

let browser: TimedBrowser;

beforeEach(() => {
	browser = new TimedBrowser();
});
afterEach(() => {
	browser.close();
});

const WORDS = 'Dear Grace, nobody else is to read this';

/** Code of the app's that fails, and quotes what it was given. */
const deliveries = [
	defineDelivery(send, {
		id: ({ clientId }) => clientId,
		optimisticUpdates: [
			{
				query: list,
				args: () => ({}),
				apply: (_messages, { body }) => {
					throw new RangeError(`Cannot show “${body}”`);
				}
			}
		]
	})
];

/** All that an event says, also what JSON leaves out of an error. */
const said = ({ code, error }: Diagnostic) => {
	const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
	return [code, name, message, stack, JSON.stringify(error)].join(' ');
};

test('a rough day is told by its codes, with no token and nothing that was written', async () => {
	const told: Diagnostic[] = [];
	browser.clerkServer.answers.push(() => Promise.reject(new Error('Clerk is down')));
	const { client } = await browser.openAsAda({
		deliveries,
		onDiagnostic: (diagnostic) => told.push(diagnostic)
	});
	await vi.dynamicImportSettled();
	browser.convex.unreadable = WORDS;
	await soon(client.outbox!.enqueue(send, { clientId: 'a', body: WORDS }));
	await pass(MINUTE);
	browser.convex.state = 'down';
	browser.convex.drop();
	await pass(10 * SECOND);
	// The disk works in the machine's time, and may look late by the test's.
	const codes = new Set(told.map(({ code }) => code).filter((code) => code !== 'storage_failed'));
	expect([...codes].sort()).toEqual([
		'auth_failed',
		'connection_failed',
		'delivery_failed',
		'server_unreachable',
		'update_failed'
	]);
	expect(told.filter(({ code }) => code === 'server_unreachable')).toHaveLength(1);
	const words = told.map(said).join('\n');
	expect(words).not.toContain(WORDS);
	expect(browser.convex.tokens.length).toBeGreaterThan(0);
	let report = '';
	void client.inspect().then((inspection) => (report = JSON.stringify(inspection)));
	await until(() => report !== '');
	expect(JSON.parse(report)).toMatchObject({
		auth: { subject: expect.stringMatching(/^user_#/) as string },
		connection: { status: 'offline' },
		outbox: { entries: [{ mutation: 'messages:send', args: ['body', 'clientId'] }] }
	});
	for (const secret of [...browser.convex.tokens, WORDS, 'user_ada']) {
		expect(report).not.toContain(secret);
	}
	for (const token of browser.convex.tokens) expect(words).not.toContain(token);
});

import { describe, expect, test, vi } from 'vitest';
import { Watcher } from '../testing/effects.svelte.js';
import { FakeDisk } from '../testing/fake-record-store.js';
import type { Identity } from './auth-state.js';
import { DeviceMemory } from './device-memory.svelte.js';

const ada: Identity = {
	subject: 'user_ada',
	sessionId: 'sess_ada',
	orgId: 'org_engine',
	orgRole: 'org:admin',
	profile: { name: 'Ada', email: 'ada@example.com', imageUrl: undefined }
};
const adaSession = { sessionId: 'sess_ada', subject: 'user_ada' };
const graceSession = { sessionId: 'sess_grace', subject: 'user_grace' };

/** What an app on this disk remembers; the same disk again is the next launch, or another tab. */
async function open(disk: FakeDisk) {
	const memory = new DeviceMemory();
	const lifetime = new AbortController();
	await memory.open(disk.openTab(), lifetime.signal);
	return { memory, lifetime };
}

async function remembering(identity: Identity) {
	const disk = new FakeDisk();
	const { memory, lifetime } = await open(disk);
	await memory.remember(identity);
	return { disk, memory, lifetime };
}

/** Lets the other tabs read what they were told of. */
const settle = () => Promise.resolve();

test('nothing is known until the record has been read', async () => {
	const { disk } = await remembering(ada);
	const memory = new DeviceMemory();
	const isOpen = new Watcher(() => [memory.isOpen, memory.identity?.subject]);
	await memory.open(disk.openTab(), new AbortController().signal);
	void isOpen.current;
	expect(isOpen.seen).toEqual([
		[false, undefined],
		[true, 'user_ada']
	]);
	await isOpen.stop();
});

describe('an identity', () => {
	test('is remembered after a restart', async () => {
		const { disk } = await remembering(ada);
		expect((await open(disk)).memory.identity).toEqual(ada);
	});

	test('is forgotten for good', async () => {
		const { disk, memory } = await remembering(ada);
		await memory.forget('user_ada');
		expect(memory.identity).toBeUndefined();
		expect((await open(disk)).memory.identity).toBeUndefined();
	});

	test('is not forgotten with another subject', async () => {
		const { disk, memory } = await remembering(ada);
		await memory.forget('user_grace');
		expect(memory.identity).toEqual(ada);
		expect((await open(disk)).memory.identity).toEqual(ada);
	});

	test('shows at once, and does not wait for the disk', async () => {
		const { memory } = await open(new FakeDisk());
		void memory.remember(ada);
		expect(memory.identity).toEqual(ada);
	});

	test('is stored with what tells it from others, and without a token', async () => {
		const { disk } = await remembering(ada);
		expect(disk.record).toEqual({ version: 1, identity: ada, signOuts: [] });
	});
});

describe('what a launch shows before it reads the record', () => {
	const written = 'record written';
	const deleted = 'previews deleted';
	const grace: Identity = { ...ada, subject: 'user_grace', sessionId: 'sess_grace' };

	test.each<[string, (memory: DeviceMemory) => Promise<void>]>([
		['signs out', (memory) => memory.beginSignOut(adaSession)],
		['is gone', (memory) => memory.forget('user_ada')],
		['makes room for another', (memory) => memory.remember(grace)],
		['has another organisation', (memory) => memory.remember({ ...ada, orgId: 'org_other' })],
		['has another role', (memory) => memory.remember({ ...ada, orgRole: 'org:member' })]
	])('is deleted before the record says that a user %s', async (_case, change) => {
		const { disk, memory } = await remembering(ada);
		disk.log.length = 0;
		await change(memory);
		expect(disk.log).toEqual([deleted, written]);
	});

	test('stays while the user does', async () => {
		const { disk, memory } = await remembering(ada);
		disk.log.length = 0;
		await memory.remember({ ...ada, profile: { ...ada.profile, name: 'Ada Lovelace' } });
		await memory.forget('user_grace');
		await memory.endSignOut('sess_grace');
		expect(disk.log).toEqual([written, written, written]);
	});

	test('holds up all that is written after it, so that the record ends as it was left', async () => {
		const { disk, memory } = await remembering(ada);
		disk.log.length = 0;
		const changes = [
			memory.remember(grace),
			memory.beginSignOut(graceSession),
			memory.endSignOut('sess_grace')
		];
		await Promise.all(changes);
		expect(disk.log.slice(0, 2)).toEqual([deleted, deleted]);
		expect(disk.record).toEqual({ version: 1, identity: undefined, signOuts: [] });
	});
});

describe('a sign-out', () => {
	test('is noted, and the identity forgotten, in one change to the disk', async () => {
		const { disk, memory } = await remembering(ada);
		const tab = disk.openTab();
		const writes: unknown[] = [];
		tab.onChange(() => writes.push(structuredClone(disk.record)));
		await memory.beginSignOut(adaSession);
		expect(writes).toEqual([{ version: 1, identity: undefined, signOuts: [adaSession] }]);
	});

	test('shows at once, and does not wait for the disk', async () => {
		const { memory } = await remembering(ada);
		void memory.beginSignOut(adaSession);
		expect(memory.identity).toBeUndefined();
		expect(memory.signOuts).toEqual([adaSession]);
	});

	test('is on the disk when the call resolves', async () => {
		const { disk, memory } = await remembering(ada);
		await memory.beginSignOut(adaSession);
		const next = await open(disk);
		expect(next.memory.signOuts).toEqual([adaSession]);
		expect(next.memory.identity).toBeUndefined();
	});

	test('is noted without more than it takes to end the session', async () => {
		const { memory } = await remembering(ada);
		await memory.beginSignOut(ada);
		expect(memory.signOuts).toEqual([adaSession]);
	});

	test('forgets the identity of the subject, in whichever session it was confirmed', async () => {
		const { memory } = await remembering(ada);
		await memory.beginSignOut({ sessionId: 'sess_later', subject: 'user_ada' });
		expect(memory.identity).toBeUndefined();
	});

	test('is not undone by a read that began before it', async () => {
		const { disk, memory } = await remembering(ada);
		let answer: () => void = () => undefined;
		disk.slowness = new Promise((resolve) => (answer = resolve));
		disk.announce();
		await memory.beginSignOut(adaSession);
		answer();
		for (let turn = 0; turn < 10; turn += 1) await settle();
		expect(memory.identity).toBeUndefined();
		expect(memory.signOuts).toEqual([adaSession]);
	});

	test('of another subject leaves the identity as it is', async () => {
		const { disk, memory } = await remembering(ada);
		await memory.beginSignOut(graceSession);
		expect((await open(disk)).memory.identity).toEqual(ada);
	});

	test('is noted beside those before it, and once', async () => {
		const { disk, memory } = await remembering(ada);
		await memory.beginSignOut(adaSession);
		await memory.beginSignOut(graceSession);
		await memory.beginSignOut(graceSession);
		expect(memory.signOuts).toEqual([adaSession, graceSession]);
		expect((await open(disk)).memory.signOuts).toEqual([adaSession, graceSession]);
	});

	test('is dropped once it is done, and others stay', async () => {
		const { disk, memory } = await remembering(ada);
		await memory.beginSignOut(adaSession);
		await memory.beginSignOut(graceSession);
		await memory.endSignOut('sess_ada');
		expect(memory.signOuts).toEqual([graceSession]);
		expect((await open(disk)).memory.signOuts).toEqual([graceSession]);
	});
});

describe('what another tab changes', () => {
	async function twoTabs() {
		const { disk, memory: other } = await remembering(ada);
		return { disk, other, ...(await open(disk)) };
	}

	test('is taken over, and whoever reads it is told', async () => {
		const { other, memory } = await twoTabs();
		const name = new Watcher(() => memory.identity?.profile.name);
		await other.remember({ ...ada, profile: { ...ada.profile, name: 'Countess' } });
		await vi.waitFor(() => expect(name.current).toBe('Countess'));
		expect(name.seen).toEqual(['Ada', 'Countess']);
		await name.stop();
	});

	test('signs this tab out as well', async () => {
		const { other, memory } = await twoTabs();
		await other.beginSignOut(adaSession);
		await vi.waitFor(() => expect(memory.signOuts).toEqual([adaSession]));
		expect(memory.identity).toBeUndefined();
	});

	test('is not undone by what this one changes before it has heard of it', async () => {
		const { disk, other, memory, lifetime } = await twoTabs();
		lifetime.abort();
		await other.beginSignOut(adaSession);
		await memory.beginSignOut(graceSession);
		expect((await open(disk)).memory.signOuts).toEqual([adaSession, graceSession]);
	});

	test('is no longer followed when the app has stopped', async () => {
		const { other, memory, lifetime } = await twoTabs();
		lifetime.abort();
		await other.beginSignOut(adaSession);
		await settle();
		expect(memory.identity).toEqual(ada);
	});
});

describe('a record that is not ours to read', () => {
	const { profile } = ada;
	test.each<[string, unknown]>([
		['missing', undefined],
		['not an object', 'user_ada'],
		['without a version', { identity: ada, signOuts: [adaSession] }],
		['of another version', { version: 2, identity: ada, signOuts: [adaSession] }],
		['without a subject', { version: 1, identity: { sessionId: 'sess_ada', profile } }],
		['without a session', { version: 1, identity: { ...ada, sessionId: 7 } }],
		['without a profile', { version: 1, identity: { ...ada, profile: null } }],
		['without a name', { version: 1, identity: { ...ada, profile: {} }, signOuts: 'none' }]
	])('is as good as none: %s', async (_case, record) => {
		const disk = new FakeDisk();
		disk.record = record;
		const { memory } = await open(disk);
		expect(memory.isOpen).toBe(true);
		expect(memory.identity).toBeUndefined();
		expect(memory.signOuts).toEqual([]);
	});

	test('among sign-outs costs only itself', async () => {
		const disk = new FakeDisk();
		disk.record = { version: 1, signOuts: [graceSession, { sessionId: 'sess_ada' }, null] };
		expect((await open(disk)).memory.signOuts).toEqual([graceSession]);
	});
});

import { describe, expect, test, vi } from 'vitest';
import { Watcher } from '../fakes/effects.svelte.js';
import { FakeDisk } from '../fakes/fake-record-store.js';
import type { Identity } from './auth-state.js';
import { SessionRecord } from './session-record.svelte.js';
import { PATIENTLY } from '../fakes/patience.js';

const ada: Identity = {
	subject: 'user_ada',
	sessionId: 'sess_ada',
	orgId: 'org_engine',
	orgRole: 'org:admin',
	profile: { name: 'Ada', email: 'ada@example.com', imageUrl: undefined }
};
const adaSession = { sessionId: 'sess_ada', subject: 'user_ada' };
const graceSession = { sessionId: 'sess_grace', subject: 'user_grace' };

/** Opens the record on a disk. The same disk again is the next launch or another tab. */
async function open(disk: FakeDisk) {
	const sessionRecord = new SessionRecord();
	const lifetime = new AbortController();
	await sessionRecord.open(disk.openTab(), lifetime.signal);
	return { sessionRecord, lifetime };
}

async function remembering(identity: Identity) {
	const disk = new FakeDisk();
	const { sessionRecord, lifetime } = await open(disk);
	await sessionRecord.remember(identity);
	return { disk, sessionRecord, lifetime };
}

/** Lets the other tabs read the change. */
const settle = () => Promise.resolve();

test('the record is not open until it has been read', async () => {
	const { disk } = await remembering(ada);
	const sessionRecord = new SessionRecord();
	const isOpen = new Watcher(() => [sessionRecord.isOpen, sessionRecord.identity?.subject]);
	await sessionRecord.open(disk.openTab(), new AbortController().signal);
	void isOpen.current;
	expect(isOpen.seen).toEqual([
		[false, undefined],
		[true, 'user_ada']
	]);
	await isOpen.stop();
});

describe('an identity', () => {
	test('survives a restart', async () => {
		const { disk } = await remembering(ada);
		expect((await open(disk)).sessionRecord.identity).toEqual(ada);
	});

	test('is still forgotten after a restart', async () => {
		const { disk, sessionRecord } = await remembering(ada);
		await sessionRecord.forget('user_ada');
		expect(sessionRecord.identity).toBeUndefined();
		expect((await open(disk)).sessionRecord.identity).toBeUndefined();
	});

	test('is not forgotten when another subject is', async () => {
		const { disk, sessionRecord } = await remembering(ada);
		await sessionRecord.forget('user_grace');
		expect(sessionRecord.identity).toEqual(ada);
		expect((await open(disk)).sessionRecord.identity).toEqual(ada);
	});

	test('shows at once, without waiting for the disk', async () => {
		const { sessionRecord } = await open(new FakeDisk());
		void sessionRecord.remember(ada);
		expect(sessionRecord.identity).toEqual(ada);
	});

	test('is stored with its session and organisation, and without a token', async () => {
		const { disk } = await remembering(ada);
		expect(disk.record).toEqual({ version: 1, identity: ada, signOuts: [] });
	});
});

describe('a snapshot', () => {
	const written = 'record written';
	const deleted = 'snapshots deleted';
	const grace: Identity = { ...ada, subject: 'user_grace', sessionId: 'sess_grace' };

	test.each<[string, (sessionRecord: SessionRecord) => Promise<unknown>]>([
		['signs out', (sessionRecord) => sessionRecord.beginSignOut(adaSession)],
		['is gone', (sessionRecord) => sessionRecord.forget('user_ada')],
		['makes room for another', (sessionRecord) => sessionRecord.remember(grace)],
		[
			'has another organisation',
			(sessionRecord) => sessionRecord.remember({ ...ada, orgId: 'org_other' })
		],
		[
			'has another role',
			(sessionRecord) => sessionRecord.remember({ ...ada, orgRole: 'org:member' })
		]
	])('is deleted before the record says that the user %s', async (_case, change) => {
		const { disk, sessionRecord } = await remembering(ada);
		disk.log.length = 0;
		await change(sessionRecord);
		expect(disk.log).toEqual([deleted, written]);
	});

	test('stays while the user stays', async () => {
		const { disk, sessionRecord } = await remembering(ada);
		disk.log.length = 0;
		await sessionRecord.remember({ ...ada, profile: { ...ada.profile, name: 'Ada Lovelace' } });
		await sessionRecord.forget('user_grace');
		await sessionRecord.endSignOut('sess_grace');
		expect(disk.log).toEqual([written, written, written]);
	});

	test('delays later changes until it is deleted, so that the record ends in the last state', async () => {
		const { disk, sessionRecord } = await remembering(ada);
		disk.log.length = 0;
		const changes = [
			sessionRecord.remember(grace),
			sessionRecord.beginSignOut(graceSession),
			sessionRecord.endSignOut('sess_grace')
		];
		await Promise.all(changes);
		expect(disk.log.slice(0, 2)).toEqual([deleted, deleted]);
		expect(disk.record).toEqual({ version: 1, identity: undefined, signOuts: [] });
	});
});

describe('a sign-out', () => {
	test('is noted and the identity forgotten in one change on the disk', async () => {
		const { disk, sessionRecord } = await remembering(ada);
		const tab = disk.openTab();
		const writes: unknown[] = [];
		tab.onChange(() => writes.push(structuredClone(disk.record)));
		await sessionRecord.beginSignOut(adaSession);
		expect(writes).toEqual([{ version: 1, identity: undefined, signOuts: [adaSession] }]);
	});

	test('shows at once, without waiting for the disk', async () => {
		const { sessionRecord } = await remembering(ada);
		void sessionRecord.beginSignOut(adaSession);
		expect(sessionRecord.identity).toBeUndefined();
		expect(sessionRecord.signOuts).toEqual([adaSession]);
	});

	test('is on the disk when the promise resolves', async () => {
		const { disk, sessionRecord } = await remembering(ada);
		await sessionRecord.beginSignOut(adaSession);
		const next = await open(disk);
		expect(next.sessionRecord.signOuts).toEqual([adaSession]);
		expect(next.sessionRecord.identity).toBeUndefined();
	});

	test('is noted only with what ends the session', async () => {
		const { sessionRecord } = await remembering(ada);
		await sessionRecord.beginSignOut(ada);
		expect(sessionRecord.signOuts).toEqual([adaSession]);
	});

	test('forgets the subject’s identity, whichever session confirmed it', async () => {
		const { sessionRecord } = await remembering(ada);
		await sessionRecord.beginSignOut({ sessionId: 'sess_later', subject: 'user_ada' });
		expect(sessionRecord.identity).toBeUndefined();
	});

	test('is not undone by a read that began before it', async () => {
		const { disk, sessionRecord } = await remembering(ada);
		let answer: () => void = () => undefined;
		disk.slowness = new Promise((resolve) => (answer = resolve));
		disk.announce();
		await sessionRecord.beginSignOut(adaSession);
		answer();
		for (let turn = 0; turn < 10; turn += 1) await settle();
		expect(sessionRecord.identity).toBeUndefined();
		expect(sessionRecord.signOuts).toEqual([adaSession]);
	});

	test('of another subject does not change the identity', async () => {
		const { disk, sessionRecord } = await remembering(ada);
		await sessionRecord.beginSignOut(graceSession);
		expect((await open(disk)).sessionRecord.identity).toEqual(ada);
	});

	test('is added to earlier ones, only once', async () => {
		const { disk, sessionRecord } = await remembering(ada);
		await sessionRecord.beginSignOut(adaSession);
		await sessionRecord.beginSignOut(graceSession);
		await sessionRecord.beginSignOut(graceSession);
		expect(sessionRecord.signOuts).toEqual([adaSession, graceSession]);
		expect((await open(disk)).sessionRecord.signOuts).toEqual([adaSession, graceSession]);
	});

	test('is removed when it is complete, and others stay', async () => {
		const { disk, sessionRecord } = await remembering(ada);
		await sessionRecord.beginSignOut(adaSession);
		await sessionRecord.beginSignOut(graceSession);
		await sessionRecord.endSignOut('sess_ada');
		expect(sessionRecord.signOuts).toEqual([graceSession]);
		expect((await open(disk)).sessionRecord.signOuts).toEqual([graceSession]);
	});
});

test('a record that was read again and is the same is not told of again', async () => {
	const { disk, sessionRecord } = await remembering(ada);
	await sessionRecord.beginSignOut(adaSession);
	const signOuts = new Watcher(() => sessionRecord.signOuts);
	disk.announce();
	for (let turn = 0; turn < 10; turn += 1) await settle();
	expect(signOuts.current).toEqual([adaSession]);
	expect(signOuts.seen).toHaveLength(1);
	await signOuts.stop();
});

describe('a change by another tab', () => {
	async function twoTabs() {
		const { disk, sessionRecord: other } = await remembering(ada);
		return { disk, other, ...(await open(disk)) };
	}

	test('is adopted, and readers are told', async () => {
		const { other, sessionRecord } = await twoTabs();
		const name = new Watcher(() => sessionRecord.identity?.profile.name);
		await other.remember({ ...ada, profile: { ...ada.profile, name: 'Countess' } });
		await vi.waitFor(() => expect(name.current).toBe('Countess'), PATIENTLY);
		expect(name.seen).toEqual(['Ada', 'Countess']);
		await name.stop();
	});

	test('signs this tab out too', async () => {
		const { other, sessionRecord } = await twoTabs();
		await other.beginSignOut(adaSession);
		await vi.waitFor(() => expect(sessionRecord.signOuts).toEqual([adaSession]), PATIENTLY);
		expect(sessionRecord.identity).toBeUndefined();
	});

	test('is not undone by a change of this tab that did not know of it', async () => {
		const { disk, other, sessionRecord, lifetime } = await twoTabs();
		lifetime.abort();
		await other.beginSignOut(adaSession);
		await sessionRecord.beginSignOut(graceSession);
		expect((await open(disk)).sessionRecord.signOuts).toEqual([adaSession, graceSession]);
	});

	test('is not followed any more when the app has stopped', async () => {
		const { other, sessionRecord, lifetime } = await twoTabs();
		lifetime.abort();
		await other.beginSignOut(adaSession);
		await settle();
		expect(sessionRecord.identity).toEqual(ada);
	});
});

describe('a record that cannot be read', () => {
	const { profile } = ada;
	test.each<[string, unknown]>([
		['missing', undefined],
		['not an object', 'user_ada'],
		['without a version', { identity: ada, signOuts: [adaSession] }],
		['of another version', { version: 2, identity: ada, signOuts: [adaSession] }],
		['without a subject', { version: 1, identity: { sessionId: 'sess_ada', profile } }],
		['without a session', { version: 1, identity: { ...ada, sessionId: 7 } }],
		['without a profile', { version: 1, identity: { ...ada, profile: null } }],
		['with an organisation that is none', { version: 1, identity: { ...ada, orgId: {} } }],
		['with a role that is none', { version: 1, identity: { ...ada, orgRole: 7 } }],
		['with permissions that are none', { version: 1, identity: { ...ada, orgPermissions: 7 } }],
		[
			'with an address that is none',
			{ version: 1, identity: { ...ada, profile: { ...profile, email: [] } } }
		],
		['without a name', { version: 1, identity: { ...ada, profile: {} }, signOuts: 'none' }]
	])('counts as empty: %s', async (_case, record) => {
		const disk = new FakeDisk();
		disk.record = record;
		const { sessionRecord } = await open(disk);
		expect(sessionRecord.isOpen).toBe(true);
		expect(sessionRecord.identity).toBeUndefined();
		expect(sessionRecord.signOuts).toEqual([]);
	});

	test('among the sign-outs is left out alone', async () => {
		const disk = new FakeDisk();
		disk.record = { version: 1, signOuts: [graceSession, { sessionId: 'sess_ada' }, null] };
		expect((await open(disk)).sessionRecord.signOuts).toEqual([graceSession]);
	});
});

import { describe, expect, test } from 'vitest';
import { ItemCache } from '../cache/item-cache.js';
import { createMemoryStore } from '../cache/memory-store.js';
import { UserData } from '../cache/user-data.js';
import type { StoredEntry } from '../outbox/stored-entry.js';
import { redactKey } from './inspect.js';
import { lifeLeft, toTokenLook } from './look-at-auth.js';
import { lookAtCache, spansOf } from './look-at-cache.js';
import { toConnectionLook, type ConnectionFacts } from './look-at-connection.js';
import { lookAtOutbox, wordsForFate } from './look-at-outbox.js';
import { lookAtTabs, toTabsLook } from './look-at-tabs.js';
import { shortenId, shortenText } from './shorten.js';

describe('a token', () => {
	test('has an issuer, an audience and a life', () => {
		const look = toTokenLook({
			iss: 'https://clerk.test',
			aud: ['convex', 'x'],
			iat: 100,
			exp: 160
		});
		expect(look).toEqual({
			issuer: 'https://clerk.test',
			audience: 'convex, x',
			issuedAt: 100_000,
			expiresAt: 160_000
		});
		expect([100_000, 115_000, 160_000, 999_000].map((now) => lifeLeft(look!, now))).toEqual([
			1, 0.75, 0, 0
		]);
	});

	test('that cannot be read has none of them', () => {
		expect(toTokenLook(undefined)).toBeUndefined();
		const look = toTokenLook({ iss: 1, exp: 'soon' })!;
		expect(look).toEqual({
			issuer: undefined,
			audience: undefined,
			issuedAt: undefined,
			expiresAt: undefined
		});
		expect(lifeLeft(look, 0)).toBeUndefined();
	});
});

describe('a connection', () => {
	const facts = {
		isWebSocketConnected: false,
		connectionCount: 1,
		connectionRetries: 2,
		inflightMutations: 1,
		inflightActions: 1
	};
	const known: ConnectionFacts = {
		status: 'offline',
		isOnline: true,
		isInView: true,
		facts,
		waitMs: 4_000
	};

	test('is what browser and socket say', () => {
		expect(toConnectionLook(known)).toMatchObject({
			browser: 'online',
			socket: 'connecting',
			failedAttempts: 2,
			inFlight: 2,
			waitMs: 4_000
		});
	});

	test.each<[string, Partial<ConnectionFacts>, RegExp]>([
		['nobody is signed in', { facts: undefined }, /no client/],
		['it answers', { status: 'online' }, /nothing is tried/],
		['the socket is mute', { facts: { ...facts, isWebSocketConnected: true } }, /nothing has come/],
		['the browser says no', { isOnline: false }, /no network/],
		['the page is hidden', { isInView: false }, /when it comes into view/],
		['it connects now', { waitMs: undefined }, /connecting/]
	])('says what is tried next: %s', (_when, more, words) => {
		expect(toConnectionLook({ ...known, ...more }).next).toMatch(words);
	});
});

describe('an outbox', () => {
	const stored = (id: string, state: StoredEntry['state']): StoredEntry => ({
		...{ sequence: id, id, orderingKey: 'c', mutation: 'messages:send', version: 1, state },
		...{ args: { body: 'Dear Grace' }, writtenAt: 1, wantedAt: 1 },
		...{ mayHaveHappened: false, failures: 0 }
	});
	const waiting = stored('a', { status: 'waiting' });
	const sent = stored('b', { status: 'sent', at: 1 });
	const parts = { stored: [waiting, sent], isConfirmed: true, loop: undefined, lockName: 'lock' };
	const fates = (more: Partial<Parameters<typeof lookAtOutbox>[0]>) =>
		lookAtOutbox({ ...parts, ...more }).map(({ fate }) => fate);

	test('says why each entry waits, by the rule that says no', () => {
		const explain = () => new Map([[waiting, 'paused' as const]]);
		expect(fates({ loop: { explain } })).toEqual(['paused', 'sent']);
		expect(fates({ loop: { explain }, isConfirmed: false })).toEqual(['no_connection', 'sent']);
		expect(fates({ loop: { explain: () => undefined } })).toEqual(['not_our_turn', 'sent']);
		expect(wordsForFate('paused')).toMatch(/after a failure/);
	});

	test('names arguments, and does not give them', () => {
		const looks = lookAtOutbox(parts);
		expect(looks[0]?.args).toEqual(['body']);
		expect(JSON.stringify(looks)).not.toContain('Grace');
	});
});

describe('a cache', () => {
	test('is what each user has: results, and lists with their spans and gaps', async () => {
		const store = createMemoryStore();
		await new UserData(store, 'ada').putResult('messages:list({})', { value: 'hello', asOf: 7 });
		const shape = { keyOf: (order: number) => String(order), orderOf: (order: number) => order };
		const options = { store, subject: 'ada', now: () => 9, isClosed: () => false };
		const list = new ItemCache(options).list('messages:list({})', shape);
		await list.adopt([1, 2], { to: 2, keep: 'newest', limit: 2 });
		await list.adopt([8, 9], { keep: 'newest', limit: 2 });
		const [owner] = await lookAtCache(store);
		expect(owner?.subject).toBe('ada');
		expect(owner?.cached).toMatchObject([
			{ kind: 'result', key: 'messages:list({})', asOf: 7 },
			{
				kind: 'list',
				asOf: 9,
				spans: [
					{ items: 2, hasGap: true },
					{ items: 2, hasGap: true }
				]
			}
		]);
		expect(owner?.bytes).toBe(owner?.cached.reduce((sum, { bytes }) => sum + bytes, 0));
	});

	test('joins chunks without a gap, and takes one that cannot be read for a gap', () => {
		const chunk = (count: number, hasGap = false) => ({ rows: Array(count).fill(0), hasGap });
		expect(spansOf([chunk(2), chunk(3)])).toEqual([{ items: 5, hasGap: false }]);
		expect(spansOf([chunk(2), 'torn', chunk(1)])).toEqual([
			{ items: 2, hasGap: false },
			{ items: 1, hasGap: true }
		]);
	});
});

describe('the tabs', () => {
	const held = (...names: string[]) => names.map((name) => ({ name }));

	test.each([
		['this one delivers', { held: held('lock'), pending: held('lock', 'x') }, true, 'this_tab', 1],
		['another delivers', { held: held('lock'), pending: held('lock') }, false, 'another_tab', 1],
		['nobody delivers', { held: held('x'), pending: [] }, false, 'nobody', 0],
		['the browser refuses', undefined, false, 'unknown', 0]
	] as const)('%s', (_what, snapshot, isOurTurn, delivers, waiting) => {
		const look = toTabsLook(snapshot as LockManagerSnapshot | undefined, 'lock', isOurTurn);
		expect(look).toEqual({ delivers, waiting });
	});

	test('all deliver where there are no locks', async () => {
		const parts = { stored: [], isConfirmed: true, loop: undefined, lockName: 'lock' };
		expect(await lookAtTabs(parts, undefined)).toEqual({ delivers: 'every_tab', waiting: 0 });
		const refuse = () => Promise.reject(new Error('no'));
		expect((await lookAtTabs(parts, refuse)).delivers).toBe('unknown');
	});
});

test('ids, keys and texts are shortened, the same to the same', () => {
	expect(shortenId('user_2abcDEF')).toMatch(/^user_#[0-9a-f]{8}$/);
	expect(shortenId('user_2abcDEF')).toBe(shortenId('user_2abcDEF'));
	expect(shortenId('user_2abcDEG')).not.toBe(shortenId('user_2abcDEF'));
	const key = redactKey('org:admin messages:search({"text":"Dear (Grace)"})');
	expect(key).toMatch(/^messages:search\(#[0-9a-f]{8}\)$/);
	expect(redactKey('no key')).toMatch(/^#[0-9a-f]{8}$/);
	expect(shortenText('a'.repeat(41))).toBe(`${'a'.repeat(40)}…`);
	expect(shortenText('a'.repeat(40))).toBe('a'.repeat(40));
});

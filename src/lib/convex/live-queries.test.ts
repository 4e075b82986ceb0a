import { makeFunctionReference } from 'convex/server';
import { describe, expect, test } from 'vitest';
import { FakeSource } from '../fakes/fake-source.js';
import { LiveQueries } from './live-queries.js';

const list = makeFunctionReference<'query', { room: string }, string[]>('messages:list');

/** Subscribes to the messages of a room, and logs the callbacks. */
function subscribe(queries: LiveQueries, room = 'a') {
	const log: string[] = [];
	const end = queries.subscribe(
		list,
		{ room },
		{
			onResult: (messages) => log.push(messages.join(' ')),
			onError: (error) => log.push(`error ${error.message}`),
			onInterrupt: () => log.push('interrupted'),
			onDisconnect: () => log.push('disconnected')
		}
	);
	return { log, end };
}

const ROOM_A = 'messages:list {"room":"a"}';
const ROOM_B = 'messages:list {"room":"b"}';

describe('a subscription', () => {
	test('opens at once when there is a source', () => {
		const queries = new LiveQueries();
		const source = new FakeSource();
		queries.connect(source);
		const { log } = subscribe(queries);
		expect(source.subscribed).toEqual([ROOM_A]);
		source.answer(['hello', 'there']);
		expect(log).toEqual(['hello there']);
	});

	test('opens when there is a source later', () => {
		const queries = new LiveQueries();
		subscribe(queries, 'a');
		subscribe(queries, 'b');
		const source = new FakeSource();
		queries.connect(source);
		expect(source.subscribed).toEqual([ROOM_A, ROOM_B]);
	});

	test('gets the function’s error', () => {
		const queries = new LiveQueries();
		const source = new FakeSource();
		queries.connect(source);
		const { log } = subscribe(queries);
		source.fail(new Error('Forbidden'));
		expect(log).toEqual(['error Forbidden']);
	});

	test('ends at the source, and other subscriptions go on', () => {
		const queries = new LiveQueries();
		const source = new FakeSource();
		queries.connect(source);
		const first = subscribe(queries, 'a');
		const second = subscribe(queries, 'b');
		first.end();
		expect(source.subscribed).toEqual([ROOM_B]);
		source.answer(['hello']);
		expect(first.log).toEqual([]);
		expect(second.log).toEqual(['hello']);
	});

	test('that ended before there was a source never opens', () => {
		const queries = new LiveQueries();
		const { log, end } = subscribe(queries);
		end();
		const source = new FakeSource();
		queries.connect(source);
		queries.interrupt();
		queries.disconnect();
		expect(source.subscribed).toEqual([]);
		expect(log).toEqual([]);
	});
});

describe('a source that is taken away', () => {
	test('loses its subscriptions, and every subscriber is told', () => {
		const queries = new LiveQueries();
		const source = new FakeSource();
		queries.connect(source);
		const { log } = subscribe(queries);
		queries.disconnect();
		expect(source.subscribed).toEqual([]);
		expect(log).toEqual(['disconnected']);
	});

	test('delivers nothing any more', () => {
		const queries = new LiveQueries();
		const source = new FakeSource();
		queries.connect(source);
		const { log } = subscribe(queries);
		queries.disconnect();
		source.answer(['late']);
		expect(log).toEqual(['disconnected']);
	});

	test('is reported once, and only if there was one', () => {
		const queries = new LiveQueries();
		const { log } = subscribe(queries);
		queries.disconnect();
		expect(log).toEqual([]);
		queries.connect(new FakeSource());
		queries.disconnect();
		queries.disconnect();
		expect(log).toEqual(['disconnected']);
	});

	test('is followed by another, on which every subscription opens again', () => {
		const queries = new LiveQueries();
		const { log } = subscribe(queries);
		const [first, second] = [new FakeSource(), new FakeSource()];
		queries.connect(first);
		first.answer(['one']);
		queries.disconnect();
		queries.connect(second);
		second.answer(['two']);
		expect(second.subscribed).toEqual([ROOM_A]);
		expect(log).toEqual(['one', 'disconnected', 'two']);
	});

	test('is reported when another one replaces it', () => {
		const queries = new LiveQueries();
		const { log } = subscribe(queries);
		const [first, second] = [new FakeSource(), new FakeSource()];
		queries.connect(first);
		queries.connect(second);
		expect(first.subscribed).toEqual([]);
		first.answer(['late']);
		second.answer(['hello']);
		expect(log).toEqual(['disconnected', 'hello']);
	});

	test('is not called again when a subscription ends later', () => {
		const queries = new LiveQueries();
		queries.connect(new FakeSource());
		const { end } = subscribe(queries);
		queries.disconnect();
		// The fake throws when a subscription ends twice.
		expect(end).not.toThrow();
	});
});

test('a lost connection is reported to every subscriber, and ends no subscription', () => {
	const queries = new LiveQueries();
	const source = new FakeSource();
	queries.connect(source);
	const { log } = subscribe(queries);
	queries.interrupt();
	source.answer(['hello']);
	expect(log).toEqual(['interrupted', 'hello']);
	expect(source.subscribed).toEqual([ROOM_A]);
});

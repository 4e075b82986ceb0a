import { expect, test } from 'vitest';
import { memoizeEqual } from './memoize-equal.js';

/** A memoized computation of the value in `source`. */
function computing<T>(value: T) {
	const source = { value };
	return { source, read: memoizeEqual(() => source.value) };
}

test('an equal value is the last object itself', () => {
	const { source, read } = computing({ user: { id: 'user_ada' }, sessions: [1, 2] });
	const first = read();
	source.value = { user: { id: 'user_ada' }, sessions: [1, 2] };
	expect(read()).toBe(first);
});

test('a value that differs at any depth is the new object', () => {
	const { source, read } = computing({ user: { id: 'user_ada' } });
	read();
	const next = { user: { id: 'user_grace' } };
	source.value = next;
	expect(read()).toBe(next);
});

test('a value that comes back after another one is new', () => {
	const { source, read } = computing<unknown>({ status: 'loading' });
	read();
	source.value = { status: 'authenticated' };
	read();
	source.value = { status: 'loading' };
	expect(read()).toEqual({ status: 'loading' });
});

test('a missing field and one that is undefined are equal, as they are once stored', () => {
	const { source, read } = computing<unknown>({ orgId: undefined });
	const first = read();
	source.value = {};
	expect(read()).toBe(first);
});

test('undefined is distinguished from a value', () => {
	const { source, read } = computing<unknown>(undefined);
	expect(read()).toBeUndefined();
	source.value = { id: 1 };
	expect(read()).toEqual({ id: 1 });
	source.value = undefined;
	expect(read()).toBeUndefined();
	source.value = '';
	expect(read()).toBe('');
	source.value = null;
	expect(read()).toBeNull();
});

test('two memoized computations do not share their last value', () => {
	const one = computing({ id: 1 });
	const two = computing({ id: 2 });
	expect([one.read(), two.read()]).toEqual([{ id: 1 }, { id: 2 }]);
});

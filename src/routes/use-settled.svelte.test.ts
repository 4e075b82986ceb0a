import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useSettled } from './use-settled.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A text that is typed, and its settled form. */
function typing(first: string) {
	let text = $state(first);
	let settled = { current: '' };
	const stop = $effect.root(() => {
		settled = useSettled(() => text);
	});
	flushSync();
	const type = (next: string) => {
		text = next;
		flushSync();
	};
	return { type, stop, settled: () => settled.current };
}

test('the first text is settled at once', () => {
	const { settled } = typing('from the address');
	expect(settled()).toBe('from the address');
});

test('what is typed is settled 200 ms after the last key', () => {
	const { type, settled } = typing('');
	type('c');
	vi.advanceTimersByTime(199);
	type('ca');
	vi.advanceTimersByTime(199);
	expect(settled()).toBe('');
	vi.advanceTimersByTime(1);
	expect(settled()).toBe('ca');
});

test('nothing is settled after the component is gone', () => {
	const { type, settled, stop } = typing('');
	type('c');
	stop();
	vi.advanceTimersByTime(1_000);
	expect(settled()).toBe('');
});

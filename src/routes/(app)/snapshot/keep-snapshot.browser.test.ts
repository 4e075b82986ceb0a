import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { keepSnapshot } from './keep-snapshot';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A frame whose snapshots are counted, and not stored. */
function open() {
	const lifetime = new AbortController();
	const frame = document.createElement('div');
	frame.innerHTML = '<textarea></textarea>';
	document.body.append(frame);
	onTestFinished(() => {
		lifetime.abort();
		frame.remove();
	});
	const canStore = vi.fn(() => false);
	keepSnapshot(window, { frame, path: '/c/1', subject: 'ada', canStore }, lifetime.signal);
	const send = (type: string) =>
		frame.firstElementChild?.dispatchEvent(new Event(type, { bubbles: type === 'input' }));
	return { canStore, send };
}

test('a snapshot is taken once one has paused, and not while one types', () => {
	const { canStore, send } = open();
	for (let key = 0; key < 20; key++) {
		send('input');
		vi.advanceTimersByTime(200);
	}
	expect(canStore).not.toHaveBeenCalled();
	vi.advanceTimersByTime(1_000);
	expect(canStore).toHaveBeenCalledTimes(1);
});

test('a snapshot that is due waits while one scrolls, and scrolling alone asks for none', () => {
	const { canStore, send } = open();
	for (let frame = 0; frame < 20; frame++) {
		send('scroll');
		vi.advanceTimersByTime(200);
	}
	expect(canStore).not.toHaveBeenCalled();
	vi.advanceTimersByTime(1_000);
	expect(canStore).toHaveBeenCalledTimes(1);
	send('scroll');
	vi.advanceTimersByTime(5_000);
	expect(canStore).toHaveBeenCalledTimes(1);
});

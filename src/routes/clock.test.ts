import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Clock } from './clock.svelte';

const MINUTE_MS = 60_000;

/** A page that can be hidden. */
class FakeDocument extends EventTarget {
	visibilityState: DocumentVisibilityState = 'visible';

	show(isVisible: boolean): void {
		this.visibilityState = isVisible ? 'visible' : 'hidden';
		this.dispatchEvent(new Event('visibilitychange'));
	}
}

beforeEach(() => void vi.useFakeTimers({ now: 20_000 }));
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllEnvs();
});

function startClock() {
	const document = new FakeDocument();
	const lifetime = new AbortController();
	const clock = new Clock();
	clock.start(document as unknown as Document, lifetime.signal);
	return { document, lifetime, clock };
}

test('advances at the start of each minute, with one timer', () => {
	const { clock } = startClock();
	expect(clock.now).toBe(20_000);
	vi.advanceTimersByTime(39_999);
	expect(clock.now).toBe(20_000);
	vi.advanceTimersByTime(1);
	expect(clock.now).toBe(MINUTE_MS);
	vi.advanceTimersByTime(2 * MINUTE_MS);
	expect(clock.now).toBe(3 * MINUTE_MS);
	expect(vi.getTimerCount()).toBe(1);
});

test('stops while the page is hidden, and is right at once when it is visible again', () => {
	const { document, clock } = startClock();
	document.show(false);
	expect(vi.getTimerCount()).toBe(0);
	vi.advanceTimersByTime(10 * MINUTE_MS);
	expect(clock.now).toBe(20_000);
	document.show(true);
	expect(clock.now).toBe(Date.now());
});

test('stops when the signal is aborted', () => {
	const { document, lifetime, clock } = startClock();
	lifetime.abort();
	vi.advanceTimersByTime(10 * MINUTE_MS);
	document.show(true);
	expect(clock.now).toBe(20_000);
	expect(vi.getTimerCount()).toBe(0);
});

test('follows the system’s time zone at the next minute, and when the page becomes visible', () => {
	vi.stubEnv('TZ', 'Europe/London');
	const { document, clock } = startClock();
	expect(clock.zone).toBe('Europe/London');
	vi.stubEnv('TZ', 'Asia/Tokyo');
	expect(clock.zone).toBe('Europe/London');
	vi.advanceTimersByTime(MINUTE_MS);
	expect(clock.zone).toBe('Asia/Tokyo');
	document.show(false);
	vi.stubEnv('TZ', 'America/New_York');
	document.show(true);
	expect(clock.zone).toBe('America/New_York');
});

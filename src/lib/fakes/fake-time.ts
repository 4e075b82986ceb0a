import { afterEach, beforeEach, vi } from 'vitest';

/** Has a fake clock in each test of a file. */
export function useFakeTime(options?: Parameters<typeof vi.useFakeTimers>[0]): void {
	beforeEach(() => void vi.useFakeTimers(options));
	afterEach(() => void vi.useRealTimers());
}

/** Lets time pass, and everything run that waits for it. */
export async function pass(ms = 0): Promise<void> {
	await vi.advanceTimersByTimeAsync(ms);
}

import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

/** Whether a condition comes true in time. */
export async function until(
	isTrue: () => boolean | Promise<boolean>,
	timeoutMs: number
): Promise<boolean> {
	const deadline = performance.now() + timeoutMs;
	while (!(await isTrue())) {
		if (performance.now() > deadline) return false;
		await sleep(POLL_MS);
	}
	return true;
}

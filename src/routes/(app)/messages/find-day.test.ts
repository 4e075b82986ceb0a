import { expect, test } from 'vitest';
import { messageOf } from '../../../../tests/components/messages';
import { findDay } from './find-day';

const at = (number: number, ...[day, hour]: [number, number]) =>
	messageOf(number, { sentAt: new Date(2026, 2, day, hour).getTime() });
const cached = [at(1, 5, 23), at(2, 6, 0), at(3, 6, 9), at(4, 9, 9)];
const pages = { readCached: () => Promise.resolve(cached) };

test.each([
	['2026-03-05', 1],
	['2026-03-06', 2],
	['2026-03-07', undefined],
	['2026-03-09', 4]
])('the first message of %s that the device has is %s', async (day, number) => {
	expect((await findDay(day, pages))?.number).toBe(number);
});

import { expect, test } from 'vitest';
import { mount } from '../../../../tests/components/mount';
import { timesIn } from '../../time';
import When from './When.svelte';

test('when the time zone changes, what one sees and what a screen reader says change together', async () => {
	const at = Date.UTC(2026, 2, 6, 23, 40);
	const clock = { now: at + 24 * 60 * 60_000, zone: 'Europe/London' };
	const { clock: earlier } = timesIn('en', (day) => day, clock);
	const { frame, update } = await mount(When, { at, earlier }, { clock });
	const time = frame.querySelector('time');
	expect(time?.textContent).toContain('11:40');
	expect(time?.title).toContain('March 6');
	clock.zone = 'Asia/Tokyo';
	// The app's clock tells by itself; this one does not.
	await update({ at: at + 1 });
	expect(time?.textContent).toContain('8:40');
	expect(time?.textContent).not.toContain('11:40');
	expect(time?.title).toContain('March 7');
});

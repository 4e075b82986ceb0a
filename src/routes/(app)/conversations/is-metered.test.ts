import { expect, test } from 'vitest';
import { isMetered } from './is-metered';

test.each([
	['the browser does not say', {}, false],
	['the network is Wi-Fi', { connection: { type: 'wifi', saveData: false } }, false],
	['only its speed is known', { connection: { effectiveType: '4g' } }, false],
	['the network is a mobile one', { connection: { type: 'cellular' } }, true],
	['the user wants to save data', { connection: { type: 'wifi', saveData: true } }, true]
])('when %s', (_, navigator, metered) => {
	expect(isMetered(navigator)).toBe(metered);
});

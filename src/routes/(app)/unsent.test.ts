import { expect, test } from 'vitest';
import { countMessages } from './unsent';
import { deliveries } from './deliveries';

test('what was said and changed is counted, and not what was read, liked or made', () => {
	const one = new Map(deliveries.map(({ name }) => [name, 1]));
	expect(one.size).toBeGreaterThan(10);
	expect(countMessages(one)).toBe(2);
	expect(countMessages(new Map([['messages:send', 3]]))).toBe(3);
	expect(countMessages(new Map())).toBe(0);
});

import { expect, test } from 'vitest';
import { displayName } from './identity';

test.each([
	['the name claim', { name: 'Ada Lovelace', email: 'ada@example.com' }, 'Ada Lovelace'],
	['the name claim without its margins', { name: '  Ada ' }, 'Ada'],
	['what stands before the @ when there is no name', { email: 'ada@example.com' }, 'ada'],
	['the same when the name is blank', { name: ' ', email: 'ada@example.com' }, 'ada'],
	['the same when the name is the address', { name: 'a@b.c', email: 'a@b.c' }, 'a'],
	['the same when the name is any address', { name: 'old@example.com' }, 'old'],
	['"Someone" when nothing stands before the @', { email: '@example.com' }, 'Someone'],
	['"Someone" when the claims say nothing', {}, 'Someone']
])('others see %s', (_case, claims, name) => {
	expect(displayName(claims)).toBe(name);
});

import { expect, test } from 'vitest';
import { createLinkToken } from './link-token';

test('a token is 22 characters that an address takes as they are, and no two are the same', () => {
	const tokens = Array.from({ length: 200 }, createLinkToken);
	for (const token of tokens) expect(token).toMatch(/^[\w-]{22}$/);
	expect(new Set(tokens).size).toBe(tokens.length);
});

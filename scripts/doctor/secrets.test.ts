import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHide } from './secrets.js';

const text = fc.string();
const secret = fc.stringMatching(/^[\w-]{8,40}$/);

describe('createHide', () => {
	it('lets no secret of the settings through, nor a part of the token, whatever is around it', () => {
		const check = (before: string, one: string, other: string, after: string) => {
			const hide = createHide({ CLERK_SECRET_KEY: one }, `${other}.${one}.${other}`);
			const shown = hide(`${before}${one}${after}${other}${before}`);
			expect(shown).not.toContain(one);
			expect(shown).not.toContain(other);
		};
		fc.assert(fc.property(text, secret, secret, text, check));
	});

	it('hides what looks like a key or a token, and the password of an address', () => {
		const hide = createHide({});
		expect(hide('sk_live_a1b2c3d4 and pk_test_Y2xlcms=')).toBe('… and …');
		expect(hide('got "eyJhbGciOiJI.eyJpc3M.c2ln-_"')).toBe('got "…"');
		expect(hide('Convex, https://me:pass@host/path: answers')).toBe(
			'Convex, https://…@host/path: answers'
		);
	});

	it('leaves the rest as it is', () => {
		const hide = createHide({ PUBLIC_CONVEX_URL: 'https://host', SOME_KEY: 'short' }, 'a.b.c');
		const line = '✓ Convex, https://host: answers a short call.';
		expect(hide(line)).toBe(line);
	});
});

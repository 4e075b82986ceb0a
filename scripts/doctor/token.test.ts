import { describe, expect, it } from 'vitest';
import {
	diagnose,
	NOW,
	QUERY,
	refusesWithoutToken,
	tokenWith,
	type Answering
} from './fake-world.ts';

const TOKEN = 6;
const IDENTITY = 7;

describe('a token', () => {
	it.each([
		['of another issuer', { iss: 'https://b' }, /is of https:\/\/b, but/],
		['whose issuer is a secret', { iss: 'sk_live_a1b2c3' }, /is of something that is no address/],
		['without an audience', { aud: undefined }, /Convex integration.*template: 'convex'/],
		['for another audience', { aud: ['other'] }, /audience "convex"/],
		['that has expired', { exp: NOW / 1000 - 7 }, /expired 7 s ago/]
	])('%s fails, and does not reach Convex', async (_, claims, wrong) => {
		const { lines, failed, asked } = await diagnose({ token: await tokenWith(claims) });
		expect(lines[TOKEN]).toMatch(/^✗ Session token: /);
		expect(lines[TOKEN]).toMatch(wrong);
		expect(failed).toBe(1);
		expect(asked.filter(({ url }) => url === QUERY)).toHaveLength(1);
	});

	it.each(['no token at all', 'sk_live_a1b2c3d4e5f6', 'eyJhbGciOiJI.not-base64-§.c2lnbmF0dXJl'])(
		'that is none is not repeated (%s)',
		async (token) => {
			const { lines } = await diagnose({ token });
			expect(lines[TOKEN]).toMatch(/^✗ Session token: what was given is no token/);
		}
	);

	it('without a name passes, with what people are called then', async () => {
		const { lines } = await diagnose({ token: await tokenWith({ name: undefined }) });
		expect(lines[TOKEN]).toMatch(/^✓ Session token: .*claim "name".*"Someone"/);
	});

	it('with a name that is no text fails with what Convex takes, and one that is null does not', async () => {
		const wrong = await diagnose({
			token: await tokenWith({ name: { first: 'Ada' }, nickname: 5 })
		});
		expect(wrong.lines[TOKEN]).toMatch(/^✗ Session token: not a text: name, nickname\. .*Convex/);
		const nameless = await diagnose({ token: await tokenWith({ name: null }) });
		expect(nameless.lines[TOKEN]).toMatch(/^✓ Session token/);
	});

	it('that Convex refuses fails with what to compare', async () => {
		const token = await tokenWith();
		const refusesTokens: Answering = (init) =>
			new Headers(init.headers).has('authorization')
				? Response.json({ code: 'X', message: `No auth provider for ${token}` }, { status: 401 })
				: refusesWithoutToken(init);
		const { lines, failed } = await diagnose({ token, replies: { [QUERY]: refusesTokens } });
		expect(lines[IDENTITY]).toMatch(
			/^✗ Convex with the token: it is refused\..*env get.*must show/
		);
		expect(failed).toBe(1);
	});
});

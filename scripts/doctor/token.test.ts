import { describe, expect, it } from 'vitest';
import {
	diagnose,
	NOW,
	QUERY,
	refusesWithoutToken,
	tokenWith,
	type Answering
} from './fake-world.ts';

describe('a token', () => {
	it.each([
		['of another issuer', { iss: 'https://b' }, /is of https:\/\/b, but/],
		['without an audience', { aud: undefined }, /Convex integration.*template: 'convex'/],
		['for another audience', { aud: ['other'] }, /audience "convex"/],
		['for nobody', { sub: undefined }, /"sub"/],
		['that has expired', { exp: NOW / 1000 - 7 }, /expired 7 s ago.*clock/]
	])('%s fails, and does not reach Convex', async (_, claims, wrong) => {
		const { lines, failed, asked } = await diagnose({ token: await tokenWith(claims) });
		expect(lines[5]).toMatch(/^✗ Session token: /);
		expect(lines[5]).toMatch(wrong);
		expect(failed).toBe(1);
		expect(asked.filter(({ url }) => url === QUERY)).toHaveLength(1);
	});

	it.each(['no token at all', 'sk_live_a1b2c3d4e5f6', 'eyJhbGciOiJI.not-base64-§.c2lnbmF0dXJl'])(
		'that is none is not repeated (%s)',
		async (token) => {
			const { lines } = await diagnose({ token });
			expect(lines[5]).toMatch(/^✗ Session token: what was given is no token/);
		}
	);

	it('without the claims that the app shows fails with where to add them', async () => {
		const token = await tokenWith({ name: undefined, picture: undefined });
		const { lines, failed } = await diagnose({ token });
		expect(lines[6]).toMatch(/^✗ Claims in the token: missing: name, picture\. .*dashboard/);
		expect(lines[7]).toMatch(/^✓ Convex with the token/);
		expect(failed).toBe(1);
	});

	it('with a name that is no text fails with what Convex takes, and one that is null does not', async () => {
		const wrong = await diagnose({
			token: await tokenWith({ name: { first: 'Ada' }, nickname: 5 })
		});
		expect(wrong.lines[6]).toMatch(/^✗ Claims in the token: not a text: name, nickname\. .*Convex/);
		const nameless = await diagnose({ token: await tokenWith({ name: null }) });
		expect(nameless.lines[6]).toMatch(/^✓ Claims in the token/);
	});

	it('that Convex refuses fails with what Convex says and with what to compare', async () => {
		const token = await tokenWith();
		const refusesTokens: Answering = (init) =>
			new Headers(init.headers).has('authorization')
				? new Response(`No auth provider for ${token}\n\u001b[2J`, { status: 401 })
				: refusesWithoutToken(init);
		const { lines } = await diagnose({ token, replies: { [QUERY]: refusesTokens } });
		expect(lines[7]).toMatch(
			/^✗ Convex with the token: it is refused: No auth provider for … \[2J\. .*env get.*must show/
		);
	});
});

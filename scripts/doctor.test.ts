import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readToken } from './doctor/read-token.js';
import {
	answers,
	CLERK,
	clerkAt,
	CONVEX,
	diagnose,
	DISCOVERY,
	ENVIRONMENT,
	hangs,
	HEALTHY,
	isGone,
	KEY,
	NOW,
	PORTAL_PAGE,
	QUERY,
	refusesNobody,
	tokenWith,
	type Reply
} from './doctor/fake-world.ts';
import { SetupError } from './setup-error.js';

describe('a healthy set-up', () => {
	it('passes every step but those that need a login or a token, and says how to get one', async () => {
		const { lines, failed } = await diagnose();
		expect(lines).toEqual([
			'✓ Settings: the app has a key and a URL.',
			`✓ Clerk's Frontend API, ${CLERK}: the key leads there, and it answers.`,
			"✓ This computer's clock: it agrees with Clerk's.",
			`✓ Token issuer, ${CLERK}: it calls itself so.`,
			`✓ Convex, ${CONVEX}: it answers, and its functions refuse a caller without a token.`,
			expect.stringMatching(/^· The deployment's variables: .* must show https:\/\/clerk/),
			expect.stringMatching(/^· Session token: .*Clerk\.session\.getToken\(\).*--token -/),
			'· Convex with the token: not checked.'
		]);
		expect(failed).toBe(0);
	});

	it('passes them all with a token and the variables of the deployment', async () => {
		const { lines, marks, failed } = await diagnose({
			variables: { CLERK_JWT_ISSUER_DOMAIN: `${CLERK}/`, RATE_LIMIT_SCALE: '2' },
			token: await tokenWith({ aud: ['other', 'convex'] })
		});
		expect(marks).toBe('✓'.repeat(8));
		expect(lines[6]).toBe(`✓ Session token: it is of ${CLERK}, for "convex", and holds for 42 s.`);
		expect(failed).toBe(0);
	});

	it('says which variable has a new name', async () => {
		const secret = `whsec_${btoa('a key for this test alone')}`;
		const variables = { CLERK_JWT_ISSUER_DOMAIN: CLERK, CLERK_WEBHOOK_SECRET: secret };
		const { lines, failed } = await diagnose({ variables });
		expect(lines[5]).toMatch(
			/accepted\. CLERK_WEBHOOK_SECRET is called CLERK_WEBHOOK_SIGNING_SECRET/
		);
		expect(failed).toBe(0);
	});

	it('gives the token to Convex alone', async () => {
		const token = await tokenWith();
		const { asked } = await diagnose({ token });
		const told = asked.filter(({ url, init }) =>
			[url, init.body, ...new Headers(init.headers).values()].some(
				(part) => typeof part === 'string' && part.includes(token)
			)
		);
		expect(told.map(({ url }) => url)).toEqual([QUERY]);
		// Nor to whom Convex, or what stands in its place, sends it on.
		expect(asked.map(({ init }) => init.redirect)).toEqual(asked.map(() => 'manual'));
	});

	it("asks Clerk through the app's proxy where there is one", async () => {
		const proxy = 'https://app.example.com/__clerk';
		const { lines } = await diagnose({
			env: { PUBLIC_CLERK_PROXY_URL: `${proxy}/` },
			replies: {
				[`${proxy}/v1/environment`]: clerkAt(NOW),
				[`${proxy}/.well-known/openid-configuration`]: { issuer: proxy },
				[ENVIRONMENT]: isGone
			}
		});
		expect(lines[3]).toBe(`✓ Token issuer, ${proxy}: it calls itself so.`);
	});
});

describe('a variable that cannot be read', () => {
	it.each<[string, NodeJS.ProcessEnv]>([
		['PUBLIC_CLERK_PUBLISHABLE_KEY', { PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_test_nothing' }],
		['PUBLIC_CLERK_PUBLISHABLE_KEY', { PUBLIC_CLERK_PUBLISHABLE_KEY: '' }],
		['PUBLIC_CONVEX_URL', { PUBLIC_CONVEX_URL: KEY }],
		['PUBLIC_CLERK_PROXY_URL', { PUBLIC_CLERK_PROXY_URL: 'app.example.com/__clerk' }],
		['TEST_PORT', { TEST_PORT: '4e3' }],
		['CLERK_JWT_ISSUER_DOMAIN', { CLERK_JWT_ISSUER_DOMAIN: 'clerk.example.com' }],
		...['abc', '1,5', 'Infinity', '0', '-1'].map((scale): [string, NodeJS.ProcessEnv] => [
			'RATE_LIMIT_SCALE',
			{ RATE_LIMIT_SCALE: scale }
		])
	])('is one line that names it (%s, %j)', async (name, env) => {
		const { lines, failed, asked } = await diagnose({ env });
		expect(lines).toEqual([expect.stringMatching(`^✗ Settings: .*${name}`)]);
		expect(failed).toBe(1);
		expect(asked).toEqual([]);
	});

	it('does not hide another one', async () => {
		const { output } = await diagnose({ env: { PORT: '80a', RATE_LIMIT_SCALE: 'Infinity' } });
		expect(output).toMatch(/PORT is not a port number: 80a\. RATE_LIMIT_SCALE: it must be/);
	});
});

describe('the variables of the deployment', () => {
	const right = { CLERK_JWT_ISSUER_DOMAIN: CLERK };
	it.each<[string, Record<string, string>, RegExp]>([
		['no issuer', {}, /CLERK_JWT_ISSUER_DOMAIN is not set.*set-env -- CLERK_JWT_ISSUER_DOMAIN/],
		['another issuer', { CLERK_JWT_ISSUER_DOMAIN: 'https://b' }, /is https:\/\/b, and/],
		['an issuer without https', { CLERK_JWT_ISSUER_DOMAIN: 'clerk.example.com' }, /"https:\/\/"/],
		['a wrong scale', { ...right, RATE_LIMIT_SCALE: '1,5' }, /RATE_LIMIT_SCALE: it must be/],
		[
			'a wrong secret',
			{ ...right, CLERK_WEBHOOK_SIGNING_SECRET: 'sk_live_a1b2c3' },
			/SIGNING_SECRET: it/
		]
	])('fail with %s, and show no secret', async (_, variables, wrong) => {
		const { lines, marks, failed } = await diagnose({ variables });
		expect(lines[5]).toMatch(/^✗ The deployment's variables: /);
		expect(lines[5]).toMatch(wrong);
		expect(lines[5]).not.toContain('sk_live');
		expect(marks).toBe('✓✓✓✓✓✗··');
		expect(failed).toBe(1);
	});
});

describe('a step that fails', () => {
	const CHECK_KEY = /PUBLIC_CLERK_PUBLISHABLE_KEY/;
	const CHECK_URL = /PUBLIC_CONVEX_URL/;
	const step = {
		clerk: "Clerk's",
		clock: 'This computer',
		issuer: 'Token issuer',
		convex: 'Convex,'
	};
	const noFunctions = answers(560, {
		status: 'error',
		errorMessage: 'Could not find users:current'
	});

	it.each<[string, string, Record<string, Reply>, RegExp, RegExp]>([
		['no Clerk there', step.clerk, { [ENVIRONMENT]: isGone }, /\(ENOTFOUND\)/, CHECK_KEY],
		['a silent Clerk', step.clerk, { [ENVIRONMENT]: hangs }, /within 0.05 s/, CHECK_KEY],
		['an unknown key', step.clerk, { [ENVIRONMENT]: answers(400) }, /HTTP 400/, CHECK_KEY],
		['a redirect', step.clerk, { [ENVIRONMENT]: answers(302) }, /HTTP 302/, CHECK_KEY],
		['a portal for Clerk', step.clerk, { [ENVIRONMENT]: PORTAL_PAGE }, /web page/, CHECK_KEY],
		['a text for Clerk', step.clerk, { [ENVIRONMENT]: 'ok' }, /no JSON/, CHECK_KEY],
		['another server', step.clerk, { [ENVIRONMENT]: {} }, /not Clerk/, /CLERK_PORT/],
		['a fast clock', step.clock, { [ENVIRONMENT]: clerkAt(NOW - 90_000) }, /90 s ahead/, /Set it/],
		['a slow clock', step.clock, { [ENVIRONMENT]: clerkAt(NOW + 90_000) }, /90 s behind/, /Set it/],
		['a silent issuer', step.issuer, { [DISCOVERY]: hangs }, /within 0.05 s/, CHECK_KEY],
		['another issuer', step.issuer, { [DISCOVERY]: { issuer: 'https://b' } }, /b, so/, CHECK_KEY],
		['a silent Convex', step.convex, { [QUERY]: hangs }, /within 0.05 s/, CHECK_URL],
		['a portal for Convex', step.convex, { [QUERY]: PORTAL_PAGE }, /web page/, CHECK_URL],
		['no deployment', step.convex, { [QUERY]: answers(404) }, /HTTP 404/, CHECK_URL],
		['no functions', step.convex, { [QUERY]: noFunctions }, /not with this/, /npx convex dev/],
		['other functions', step.convex, { [QUERY]: refusesNobody }, /not with this/, /npx convex dev/]
	])('says what is wrong and what to do with %s', async (_, what, replies, wrong, todo) => {
		const { lines, failed } = await diagnose({ replies });
		const [line, ...others] = lines.filter((line) => line.startsWith('✗'));
		expect(line).toMatch(new RegExp(`^✗ ${what}`));
		expect(line).toMatch(wrong);
		expect(line).toMatch(todo);
		expect(others).toEqual([]);
		expect(failed).toBe(1);
		expect(lines).toHaveLength(8);
	});

	it('leaves out what cannot be told without it, and checks the rest', async () => {
		const { marks, failed, asked } = await diagnose({
			replies: { [ENVIRONMENT]: hangs, [QUERY]: hangs },
			token: await tokenWith()
		});
		expect(marks).toBe('✓✗··✗·✓·');
		expect(failed).toBe(2);
		expect(asked.map(({ url }) => url)).toEqual([ENVIRONMENT, QUERY]);
	});
});

it('says that npm start must be running when the local servers do not answer', async () => {
	const env = { PUBLIC_CLERK_PUBLISHABLE_KEY: '', PUBLIC_CONVEX_URL: '' };
	const replies = {
		'http://127.0.0.1:4410/v1/environment': isGone,
		'http://127.0.0.1:3210/api/query': isGone
	};
	const { lines, failed } = await diagnose({ env, replies });
	expect(lines.filter((line) => line.startsWith('✗'))).toEqual([
		expect.stringMatching(/^✗ Clerk's.*`npm start`/),
		expect.stringMatching(/^✗ Convex,.*`npm start`/)
	]);
	expect(failed).toBe(2);
});

it('shows no secret that a server repeats', async () => {
	const token = await tokenWith();
	const all = `${KEY} ${token} Bearer ${token.split('.')[2]}`;
	for (const url of Object.keys(HEALTHY)) {
		for (const reply of [all, { issuer: all, status: all }, answers(500, { message: all })]) {
			const { output } = await diagnose({ token, replies: { [url]: reply } });
			expect(output).not.toMatch(/pk_test|eyJ/);
		}
	}
});

describe('readToken', () => {
	const never = new AbortController().signal;

	it('takes the token from its option, or from the first line of its input', async () => {
		expect(await readToken([], never)).toBeUndefined();
		expect(await readToken(['--token', 'a.b.c'], never)).toBe('a.b.c');
		const input = Readable.from(["'a.b.c'\n", 'more\n']);
		expect(await readToken(['--token', '-'], never, input)).toBe('a.b.c');
		expect(input.destroyed).toBe(true);
	});

	it.each([[['a.b.secret']], [['--tokne=secret']], [['--token', 'x', 'secret']], [['--token=']]])(
		'repeats nothing of arguments that it does not know (%j)',
		async (args) => {
			const read = readToken(args, never);
			await expect(read).rejects.toThrow(SetupError);
			await expect(read).rejects.toThrow(/npm run doctor -- --token <jwt>/);
			await expect(read).rejects.not.toThrow(/secret/);
		}
	);
});

import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readToken } from './doctor.js';
import { examine } from './doctor/examine.js';
import {
	answers,
	CLERK,
	CONVEX,
	diagnose,
	DISCOVERY,
	ENV,
	ENVIRONMENT,
	hangs,
	HEALTHY,
	isGone,
	KEY,
	KEY_SET,
	NOW,
	PORTAL_PAGE,
	QUERY,
	refusesNobody,
	refusesWithoutToken,
	tokenWith,
	VERSION,
	type Reply
} from './doctor/fake-world.ts';
import { ROOT } from './root.js';
import { SetupError } from './setup-error.js';

describe('a healthy set-up', () => {
	it('passes every step but those that need a token, and says how to get one', async () => {
		const { lines, failed } = await diagnose();
		expect(lines).toEqual([
			`✓ Clerk's Frontend API, ${CLERK}: the key leads there, and it answers.`,
			`✓ Token issuer, ${CLERK}: discovery and signing keys answer and agree.`,
			expect.stringMatching(/^· convex\/auth.config.ts: accepts .* cannot be read from here/),
			`✓ Convex, ${CONVEX}: answers.`,
			'✓ Convex functions: are there, and refuse a caller without a token.',
			expect.stringMatching(/^· Session token: .*Clerk\.session\.getToken\(\).*--token -/),
			'· Claims in the token: not checked.',
			'· Convex with the token: not checked.'
		]);
		expect(failed).toBe(0);
	});

	it('passes them all with a token and the issuer in the environment', async () => {
		const { lines, failed } = await diagnose({
			env: { CLERK_JWT_ISSUER_DOMAIN: `${CLERK}/` },
			token: await tokenWith({ aud: ['other', 'convex'] })
		});
		expect(lines.map((line) => line[0]).join('')).toBe('✓'.repeat(8));
		expect(lines[5]).toBe(`✓ Session token: it is of ${CLERK}, for "convex", and holds for 42 s.`);
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
				[`${proxy}/v1/environment`]: { user_settings: {} },
				[`${proxy}/.well-known/openid-configuration`]: { issuer: proxy, jwks_uri: KEY_SET },
				[ENVIRONMENT]: isGone
			}
		});
		expect(lines[1]).toBe(`✓ Token issuer, ${proxy}: discovery and signing keys answer and agree.`);
	});
});

describe('a step that fails', () => {
	it.each([
		['a key that does not decode', { PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_test_nothing' }],
		['no key', { PUBLIC_CLERK_PUBLISHABLE_KEY: '' }],
		['a Convex URL that is none', { PUBLIC_CONVEX_URL: KEY }]
	])('is one line about the settings for %s', async (_, env) => {
		const { lines, failed, asked } = await diagnose({ env });
		expect(lines).toEqual([expect.stringMatching(/^✗ Settings: PUBLIC_C/)]);
		expect(failed).toBe(1);
		expect(asked).toEqual([]);
	});

	const CHECK_KEY = /PUBLIC_CLERK_PUBLISHABLE_KEY/;
	const CHECK_URL = /PUBLIC_CONVEX_URL/;
	const step = { clerk: "Clerk's", issuer: 'Token issuer', functions: 'Convex functions' };

	it.each<[string, string, Record<string, Reply>, RegExp, RegExp]>([
		['no Clerk there', step.clerk, { [ENVIRONMENT]: isGone }, /\(ENOTFOUND\)/, CHECK_KEY],
		['a silent Clerk', step.clerk, { [ENVIRONMENT]: hangs }, /within 0.05 s/, CHECK_KEY],
		['an unknown key', step.clerk, { [ENVIRONMENT]: answers(400) }, /HTTP 400/, CHECK_KEY],
		['a redirect', step.clerk, { [ENVIRONMENT]: answers(302) }, /HTTP 302/, CHECK_KEY],
		['a portal for Clerk', step.clerk, { [ENVIRONMENT]: PORTAL_PAGE }, /web page/, CHECK_KEY],
		['a text for Clerk', step.clerk, { [ENVIRONMENT]: 'ok' }, /not answer with JSON/, CHECK_KEY],
		['another server', step.clerk, { [ENVIRONMENT]: {} }, /not Clerk/, /CLERK_PORT/],
		['a silent issuer', step.issuer, { [DISCOVERY]: hangs }, /within 0.05 s/, CHECK_KEY],
		['another issuer', step.issuer, { [DISCOVERY]: { issuer: 'https://b' } }, /b, so/, CHECK_KEY],
		['no key set', step.issuer, { [DISCOVERY]: { issuer: CLERK } }, /jwks_uri/, /./],
		['a portal for the key set', step.issuer, { [KEY_SET]: PORTAL_PAGE }, /web page/, CHECK_KEY],
		['no keys', step.issuer, { [KEY_SET]: { keys: [] } }, /no RS256 signing key/, /./],
		['a foreign key', step.issuer, { [KEY_SET]: { keys: [{ kty: 'EC' }] } }, /no RS256/, /./],
		['a silent Convex', 'Convex,', { [VERSION]: hangs }, /within 0.05 s/, CHECK_URL],
		['a portal for Convex', 'Convex,', { [VERSION]: PORTAL_PAGE }, /web page/, CHECK_URL],
		['no deployment', 'Convex,', { [VERSION]: answers(404) }, /HTTP 404/, CHECK_URL],
		[
			'no functions',
			step.functions,
			{ [QUERY]: answers(560, '{"status":"error","errorMessage":"Could not find users:current"}') },
			/Could not find users:current/,
			/npx convex dev/
		],
		[
			'other functions',
			step.functions,
			{ [QUERY]: refusesNobody },
			/without a token/,
			/convex dev/
		],
		['functions that hang', step.functions, { [QUERY]: hangs }, /within 0.05 s/, CHECK_URL]
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
		const { lines, failed, asked } = await diagnose({
			replies: { [ENVIRONMENT]: hangs, [VERSION]: hangs },
			token: await tokenWith()
		});
		expect(lines.map((line) => line[0]).join('')).toBe('✗··✗·✓✓·');
		expect(failed).toBe(2);
		expect(asked.map(({ url }) => url)).toEqual([ENVIRONMENT, VERSION]);
	});

	it('says nothing of a server that was being asked when it is stopped', async () => {
		const stopping = new AbortController();
		const lines: string[] = [];
		const examined = examine({
			env: ENV,
			folder: ROOT,
			fetch: () => {
				const reason = new Error('stopped');
				stopping.abort(reason);
				return Promise.reject(reason);
			},
			now: () => NOW,
			print: (line) => lines.push(line),
			signal: stopping.signal
		});
		await expect(examined).rejects.toThrow('stopped');
		expect(lines).toEqual([]);
	});
});

describe('on the local servers', () => {
	const clerk = 'http://127.0.0.1:4410';
	const convex = 'http://127.0.0.1:3210';
	const env = { PUBLIC_CLERK_PUBLISHABLE_KEY: '', PUBLIC_CONVEX_URL: '' };
	const replies = {
		[`${clerk}/v1/environment`]: { user_settings: {} },
		[`${clerk}/.well-known/openid-configuration`]: { issuer: clerk, jwks_uri: KEY_SET },
		[`${clerk}/v1/client/sign_ins`]: answers(422, '{"errors":[]}'),
		[`${convex}/version`]: 'local',
		[`${convex}/api/query`]: refusesWithoutToken
	};

	it('says that npm start must be running when they do not answer', async () => {
		const gone = Object.fromEntries(Object.keys(replies).map((url) => [url, isGone]));
		const { lines, failed } = await diagnose({ env, replies: gone });
		const failures = lines.filter((line) => line.startsWith('✗'));
		expect(failures).toEqual([
			expect.stringMatching(/^✗ Clerk's.*`npm start`/),
			expect.stringMatching(/^✗ Convex,.*`npm start`/)
		]);
		expect(failed).toBe(2);
	});

	it('leaves the token out when the first account is not as it was', async () => {
		const { lines, failed } = await diagnose({ env, replies });
		expect(lines[5]).toMatch(/^· Session token: not checked, .*npm start -- --reset/);
		expect(lines.map((line) => line[0]).join('')).toBe('✓✓✓✓✓···');
		expect(failed).toBe(0);
	});
});

it('shows no secret that a server repeats', async () => {
	const token = await tokenWith();
	const all = `${KEY} ${token} Bearer ${token.split('.')[2]}`;
	for (const url of Object.keys(HEALTHY)) {
		for (const reply of [all, { issuer: all, jwks_uri: all, keys: all }, answers(500, all)]) {
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

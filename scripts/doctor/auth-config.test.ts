import { describe, expect, it } from 'vitest';
import { AUTH_CONFIG, CLERK, diagnose } from './fake-world.ts';

describe('convex/auth.config.ts', () => {
	const lineWith = async (authConfig: string, env: NodeJS.ProcessEnv = {}) =>
		(await diagnose({ authConfig, env })).lines[2];
	const provider = (fields: string) => `export default { providers: [{ ${fields} }] };`;

	it('agrees when it names the issuer itself', async () => {
		const line = await lineWith(provider(`domain: '${CLERK}', applicationID: 'convex'`));
		expect(line).toMatch(/^✓ .*accepts tokens of https:\/\/clerk.example.com for "convex"/);
	});

	it('cannot be told when the variable is on the deployment alone', async () => {
		const line = await lineWith(AUTH_CONFIG);
		expect(line).toMatch(/^· .*npx convex env get CLERK_JWT_ISSUER_DOMAIN` must show https/);
	});

	it.each([
		['the variable names another issuer', AUTH_CONFIG, 'https://b', /DOMAIN is https:\/\/b, but/],
		[
			'the variable lacks its scheme',
			AUTH_CONFIG,
			'clerk.example.com',
			/is clerk.example.com, but/
		],
		[
			'it names another issuer itself',
			provider(`domain: 'https://b', applicationID: 'convex'`),
			CLERK,
			/accepts tokens of https:\/\/b, but they are of https:\/\/clerk/
		],
		['it is for another audience', provider(`domain: '${CLERK}'`), CLERK, /no tokens for "convex"/],
		['it does not build', 'export default {', CLERK, /cannot be loaded/],
		['it throws', `throw new Error('no variable')`, CLERK, /cannot be loaded: no variable/]
	])('does not agree when %s', async (_, content, issuer, wrong) => {
		const line = await lineWith(content, { CLERK_JWT_ISSUER_DOMAIN: issuer });
		expect(line).toMatch(/^✗ convex\/auth.config.ts: /);
		expect(line).toMatch(wrong);
	});
});

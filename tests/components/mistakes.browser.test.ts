import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { defineDelivery, type ClerkConvexOptions } from '$lib';
import { api } from '$convex/_generated/api';
import { tokenOf } from '../../src/lib/fakes/fake-token.ts';
import Mistake from './Mistake.svelte';
import { mount } from './mount.ts';
import Providers from './Providers.svelte';
import { clerk, World } from './world.ts';

const SECRET = 'sk_test_VGhpcyBpcyBub3QgYSByZWFsIGtleQ';

/** What was written to the console as an error. */
let told: string[];

beforeEach(() => {
	told = [];
	vi.spyOn(console, 'error').mockImplementation((...words) => void told.push(words.join(' ')));
	onTestFinished(() => void vi.restoreAllMocks());
});

/** What the console says of a mistake; each is made in one test. */
const toldOf = (code: string) => told.filter((words) => words.includes(` ${code}: `));

/** Opens an app with Ada signed in, except for the mistake. */
function open(world: World, options: Partial<ClerkConvexOptions> = {}) {
	if (world.clerkServer.sessions.length === 0) world.clerkServer.addSession('Ada');
	return mount(Mistake, { clerk, convexUrl: world.convexUrl, ...options });
}

interface InAuth {
	code: string;
	/** What the message says to do. */
	advice: string;
	awaits?: 'clerk' | 'convex';
	key?: string;
	make?: (world: World) => void;
}

test.each<[string, InAuth]>([
	[
		'a secret key',
		{
			code: 'secret_key',
			advice: 'Replace it in the Clerk dashboard',
			awaits: 'clerk',
			key: SECRET
		}
	],
	[
		'a key that is none',
		{ code: 'invalid_publishable_key', advice: 'PUBLIC_', awaits: 'clerk', key: 'pk_test_' }
	],
	[
		'an old version of Clerk’s script',
		{
			...{ code: 'clerk_too_old', advice: 'Remove the <script>', awaits: 'clerk' },
			make: ({ clerk }) => (clerk.version = '5.125.3')
		}
	],
	[
		'a deployment that cannot be reached',
		{
			...{ code: 'convex_not_reached', advice: '.convex.site' },
			make: ({ convex }) => (convex.state = 'down')
		}
	],
	[
		'no template for Convex',
		{
			...{ code: 'no_convex_audience', advice: 'Turn on the Convex integration' },
			make: ({ clerkServer }) => (clerkServer.isIntegrated = false)
		}
	],
	[
		'a token without an audience',
		{
			...{ code: 'no_convex_audience', advice: '"aud": "convex"' },
			make: ({ clerkServer }) => {
				clerkServer.giveToken = () => Promise.resolve(tokenOf('user_ada', { audience: null }));
			}
		}
	],
	[
		'no auth.config.ts',
		{
			...{ code: 'no_auth_config', advice: 'Deploy convex/auth.config.ts' },
			make: ({ convex }) => {
				convex.acceptsTokens = false;
				convex.rejection =
					'No auth provider found matching the given token (no providers configured). Check convex/auth.config.ts.';
			}
		}
	]
])(
	'%s is said in the auth state, which goes on waiting, and once in the console',
	async (_mistake, mistake) => {
		const { code, advice, awaits = 'convex', key, make } = mistake;
		const world = new World();
		world.clerkServer.addSession('Ada');
		world.loadClerk();
		make?.(world);
		const { getByText } = await open(
			world,
			key === undefined ? {} : { clerk: { publishableKey: key } }
		);
		await expect.element(getByText(`Waits for ${awaits}: ${code}`)).toHaveTextContent(advice);
		expect(toldOf(code)).toEqual([expect.stringContaining(advice)]);
	}
);

test('a secret key is sent nowhere, and is not in the page or in the console', async () => {
	const world = new World();
	vi.stubGlobal('Clerk', undefined);
	const { getByText } = await open(world, { clerk: { publishableKey: SECRET } });
	await expect.element(getByText('Waits for clerk: secret_key')).toBeVisible();
	expect(document.documentElement.outerHTML).not.toContain(SECRET);
	expect(
		performance
			.getEntriesByType('resource')
			.map(({ name }) => name)
			.join()
	).not.toContain(SECRET);
	expect(told.join()).not.toContain(SECRET);
});

test.each([
	'',
	'/api',
	'happy-otter-1.convex.cloud',
	'wss://happy-otter-1.convex.cloud',
	'https://'
])('the address "%s" is refused', async (convexUrl) => {
	await expect(open(new World(), { convexUrl })).rejects.toMatchObject({
		code: 'invalid_convex_url',
		message: expect.stringContaining('npx convex dev') as string
	});
});

test.each([
	['in the first', true],
	['beside the first', false]
])('a second provider %s is refused', async (_where, isNested) => {
	const { convexUrl } = new World();
	await expect(mount(Providers, { convexUrl, isNested })).rejects.toMatchObject({
		code: 'second_provider',
		message: expect.stringContaining('remove the second one') as string
	});
});

test('a hook that is called in a callback says so, and not that there is no provider', async () => {
	const { getByText, getByRole } = await open(new World());
	await getByRole('button', { name: 'Call a hook' }).click();
	await expect.element(getByText('Failure: outside_initialization')).toBeVisible();
});

test('functions that are not deployed are the query’s error', async () => {
	const world = new World();
	const words = '[Request ID: 1] Server Error\nCould not find public function for ';
	world.convex.results.set('conversations:list', new Error(`${words}'conversations:list'.`));
	const { getByText } = await open(world);
	await expect.element(getByText('Query: not_deployed')).toBeVisible();
	expect(toldOf('not_deployed')).toEqual([expect.stringContaining('npx convex deploy')]);
});

test('a delivery that is not a mutation is said in the console, and to who calls it', async () => {
	const world = new World();
	world.convex.results.set(
		'users:store',
		new Error(
			'[Request ID: 1] Server Error\nTrying to execute users.js:store as Mutation, but it is defined as Query.'
		)
	);
	const deliveries = [defineDelivery(api.users.store)];
	const { getByText, getByRole } = await open(world, { deliveries });
	await expect.element(getByText('Stored in: device')).toBeVisible();
	await getByRole('button', { name: 'Enqueue' }).click();
	await expect
		.poll(() => toldOf('wrong_kind'))
		.toEqual([expect.stringContaining('defineDelivery')]);
	await getByRole('button', { name: 'Write' }).click();
	await expect.element(getByText('Failure: wrong_kind')).toBeVisible();
	expect(toldOf('wrong_kind')).toHaveLength(1);
});

test('a browser that refuses storage is said in the console, and in the account', async () => {
	vi.spyOn(indexedDB, 'open').mockImplementation(() => {
		throw new DOMException('The operation is insecure.', 'SecurityError');
	});
	const { getByText } = await open(new World());
	await expect.element(getByText('Stored in: memory')).toBeVisible();
	expect(toldOf('refused')).toEqual([expect.stringContaining('SecurityError')]);
});

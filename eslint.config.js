import convex from '@convex-dev/eslint-plugin';
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const CLERK = ['svelte-clerk', 'svelte-clerk/*', '@clerk/*'];
const CONVEX_CLIENT = ['convex/browser', 'convex-svelte', 'convex-svelte/*'];
const IDB = ['idb'];

/**
 * One folder's import rule: what its files may not import, and why.
 *
 * @param {string[]} files
 * @param {{ group?: string[], regex?: string, message: string }[]} patterns
 * @returns {import('eslint').Linter.Config}
 */
const mayNotImport = (files, ...patterns) => ({
	files,
	rules: { 'no-restricted-imports': ['error', { patterns }] }
});

/** @param {string[]} folders what stands above this folder in the library's order */
const above = (...folders) => ({
	group: folders.flatMap((folder) => [`**/${folder}/**`, `**/${folder}`]),
	message:
		'The library is layered: errors, connection < auth, cache < convex < outbox < queries < components < index (ARCHITECTURE.md).'
});

const appOnly = {
	group: [
		'$app/*',
		'$env/*',
		'$lib',
		'$lib/*',
		'**/routes/**',
		'**/emulators/**',
		'**/convex/_generated/**',
		'**/offline-kit/**'
	],
	message:
		'The library knows no app, no environment, no emulator and no test: take it as an argument.'
};
const noIndex = {
	group: ['**/lib/index.ts', '../index.ts'],
	message: 'Nothing in the library imports its index.'
};
const noClerk = {
	group: CLERK,
	message: "Clerk's packages are imported in src/lib/auth only, and in src/lib/server."
};
const noSvelteClerk = {
	group: CLERK.filter((one) => one.startsWith('svelte-clerk')),
	message: 'An app need not have svelte-clerk, so the library does not import it.'
};
const noConvexClient = {
	group: CONVEX_CLIENT,
	message:
		'convex/browser and convex-svelte are imported in src/lib/convex only, and in src/lib/server.'
};
/** What is only read or written online is convex-svelte's: these functions, and nothing else of it. */
const onlyOnlineHooks = {
	group: ['convex-svelte'],
	allowImportNames: ['useQuery', 'usePaginatedQuery', 'useMutation'],
	message:
		"The app takes useQuery, usePaginatedQuery and useMutation from convex-svelte, and all else from '$lib' (ARCHITECTURE.md, which read and which write)."
};
const noConvexBrowser = {
	group: CONVEX_CLIENT.filter((one) => one !== 'convex-svelte'),
	message: noConvexClient.message
};
const noServer = {
	regex: String.raw`^\.\.?/(.*/)?server/`,
	message:
		'Nothing in the library imports its server: that is a door of its own, with other packages.'
};
const noIdb = { group: IDB, message: 'idb is imported in src/lib/cache only.' };

/**
 * What a folder of the library may not import, besides what none of them may.
 *
 * @param {string} folder
 * @param {Parameters<typeof mayNotImport>[1][]} patterns
 */
const libraryRule = (folder, ...patterns) =>
	mayNotImport([`src/lib/${folder}`], appOnly, noIndex, noServer, ...patterns);

/** The app's base rules: each room adds its own. */
const appRules = [
	{
		group: ['$lib/*', '**/lib/**'],
		message: "The app uses the library as its users do: through its index, '$lib'."
	},
	{ group: ['**/emulators/**'], message: 'The app knows no emulator.' },
	onlyOnlineHooks,
	noConvexBrowser,
	noIdb
];

/**
 * The rooms of `src/routes/(app)`, and which other rooms each of them may import. A page imports what it
 * shows; no room imports a page.
 *
 * @type {Record<string, string[]>}
 */
const ROOMS = {
	hand: [],
	model: [],
	emoji: [],
	problems: [],
	snapshot: [],
	outbox: ['model'],
	presence: [],
	people: ['model', 'outbox', 'problems', 'shell'],
	directory: ['outbox', 'people', 'problems', 'shell'],
	start: ['directory', 'model', 'people', 'problems'],
	'join/[token]': ['people', 'problems', 'shell'],
	reports: ['people', 'problems', 'shell'],
	composer: ['emoji', 'model', 'outbox', 'people', 'problems'],
	reading: ['model', 'outbox'],
	receipts: ['model', 'people'],
	account: ['outbox', 'people', 'problems'],
	guarded: ['account', 'outbox', 'snapshot'],
	shell: ['account', 'model'],
	messages: [
		'emoji',
		'guarded',
		'hand',
		'model',
		'outbox',
		'people',
		'problems',
		'receipts',
		'shell'
	],
	keys: [],
	switcher: ['keys', 'messages', 'model', 'people', 'search', 'shell'],
	conversations: [
		'account',
		'composer',
		'guarded',
		'keys',
		'hand',
		'model',
		'outbox',
		'people',
		'problems',
		'receipts',
		'shell',
		'snapshot',
		'switcher'
	],
	'c/[id]': [
		'composer',
		'conversations',
		'guarded',
		'messages',
		'model',
		'outbox',
		'presence',
		'reading',
		'receipts',
		'search',
		'shell',
		'snapshot',
		'start'
	],
	'c/[id]/details': ['model', 'outbox', 'people', 'problems', 'shell'],
	new: ['model', 'outbox', 'people', 'problems', 'shell'],
	search: ['messages', 'model', 'shell'],
	settings: ['account', 'model', 'outbox', 'people', 'problems', 'shell', 'snapshot'],
	unsent: ['composer', 'messages', 'outbox', 'shell']
};

/** Escapes what a pattern, of paths or of text, would read as an instruction. @param {string} text */
const escape = (text) => text.replace(/[[\]()]/g, String.raw`\$&`);

/** @param {string} room */
function roomRule(room) {
	const others = Object.keys(ROOMS).filter((one) => one !== room && !ROOMS[room]?.includes(one));
	const isNested = Object.keys(ROOMS).some((outer) => room.startsWith(`${outer}/`));
	const inOthers = `^\\.\\.?/(.*/)?(${others.map(escape).join('|')})/[^/]+$`;
	return mayNotImport([escape(`src/routes/(app)/${room}/*`)], ...appRules, {
		regex: isNested ? `${inOthers}|^\\.\\./[^./]+` : inOthers,
		message: `${room}/ may import ${ROOMS[room]?.join(', ') || 'no other room'} (ROOMS in eslint.config.js, ARCHITECTURE.md).`
	});
}

export default ts.config(
	{
		ignores: [
			'build/',
			'dist/',
			'.svelte-kit/',
			'.local/',
			'convex/_generated/',
			'emulators/clerk/empty-package/',
			'test-results/'
		]
	},
	js.configs.recommended,
	ts.configs.recommendedTypeChecked,
	svelte.configs.recommended,
	prettier,
	svelte.configs.prettier,
	{
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: {
				projectService: true,
				extraFileExtensions: ['.svelte'],
				tsconfigRootDir: import.meta.dirname
			}
		},
		rules: {
			eqeqeq: 'error',
			'no-undef': 'off',
			// The app lies at the root of its origin, and Clerk names addresses as plain texts.
			'svelte/no-navigation-without-resolve': 'off',
			// Wrong for what is private and no component reads.
			'svelte/prefer-svelte-reactivity': 'off',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } }
	},
	{
		files: ['convex/*.ts'],
		extends: [convex.configs.recommended],
		rules: {
			// `environment.ts` and `auth.config.ts` read the variables: a wrong one counts as unset.
			'@convex-dev/no-process-env': 'off',
			// Such pairs have two orders: what came first or last, and whose it is.
			'@convex-dev/no-duplicate-indexes': 'off'
		}
	},
	{ files: ['*.config.js', 'scripts/**/*.js'], extends: [ts.configs.disableTypeChecked] },
	// Has the packages that its types come from where it is made, and not here.
	{ files: ['examples/**', 'tests/packed/apps/**'], extends: [ts.configs.disableTypeChecked] },

	libraryRule('*.ts', noClerk, noConvexClient, noIdb),
	libraryRule(
		'auth/**',
		noSvelteClerk,
		noConvexClient,
		noIdb,
		above('cache', 'convex', 'outbox', 'queries', 'components')
	),
	libraryRule(
		'cache/**',
		noConvexClient,
		noClerk,
		above('auth', 'convex', 'outbox', 'queries', 'components')
	),
	libraryRule('convex/**', noClerk, noIdb, above('outbox', 'queries', 'components')),
	libraryRule('outbox/**', noClerk, noConvexClient, noIdb, above('auth', 'queries', 'components')),
	libraryRule('queries/**', noClerk, noConvexClient, noIdb, above('components')),
	libraryRule('components/**', noClerk, noIdb),
	mayNotImport(['src/lib/server/**'], appOnly, noIndex, noSvelteClerk, noIdb, {
		regex: String.raw`\.svelte(\.js)?$|/(cache|outbox|components)/|/(client|account|device)\b`,
		message:
			'What runs on a server holds nothing of a browser: of the library it has pure functions.'
	}),
	libraryRule('inspect/**', noClerk, noConvexClient, noIdb, above('components', 'devtools')),
	libraryRule('devtools/**', noClerk, noConvexClient, noIdb),
	libraryRule('public/**', noClerk, noIdb),
	mayNotImport(
		['src/lib/kit/**'],
		{
			...appOnly,
			group: [...appOnly.group.filter((one) => one !== '$app/*'), '$app/*', '!$app/navigation']
		},
		noIndex,
		noServer,
		noConvexClient,
		noIdb
	),
	mayNotImport(['src/lib/offline-kit/**'], {
		regex: String.raw`^(?!node:|@playwright/test$|vitest$|\./)`,
		message:
			"The offline kit runs in Node, for any app: it has Node, Playwright's types, and itself."
	}),
	mayNotImport(['src/routes/**'], ...appRules),
	...Object.keys(ROOMS).map(roomRule),
	mayNotImport(['src/service-worker.ts', 'src/service-worker/**'], {
		group: ['$lib', '$lib/*', '**/lib/**', '!**/lib/background-sync.js'],
		message: 'The service worker imports nothing of the library but the names for waking it.'
	}),
	{
		...mayNotImport(['scripts/**'], {
			group: ['**/commands/**'],
			message: 'A part of the scripts knows no command: scripts/run.js loads them.'
		}),
		ignores: ['scripts/commands/**', '**/*.test.ts']
	},
	mayNotImport(['scripts/commands/**'], {
		group: ['./*'],
		message: 'Commands do not import each other: what they share is a part, beside their folder.'
	}),
	mayNotImport(['emulators/**'], {
		group: ['**/src/**', '$lib', '$lib/*'],
		message: 'Emulators run convex/ and know nothing of the app.'
	})
);

import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFunctionReference } from 'convex/server';
import { expect, test } from 'vitest';
import { freePort } from '../../scripts/ports.js';
import { Backend } from './backend.ts';
import { SchemaMismatchError } from './errors.ts';
import {
	FUNCTIONS,
	failureOf,
	startProcess,
	startServer,
	temporaryFolder,
	until
} from './testing/harness.ts';

const said = makeFunctionReference<'query', Record<string, never>, string>('said:current');
const source = (text: string) => `
	import { queryGeneric as query } from 'convex/server';
	export const current = query({ args: {}, handler: () => '${text}' });
`;

test('an edit is loaded, and the queries that are open run again', async () => {
	const functionsDir = await copyOfFunctions();
	await writeFile(join(functionsDir, 'said.ts'), source('first'));
	const server = await startServer({ functionsDir, watch: true });
	const seen: string[] = [];
	server.client().onUpdate(said, {}, (text) => seen.push(text));
	await until(() => seen.length === 1);
	await writeFile(join(functionsDir, 'said.ts'), source('second'));
	await until(() => seen.length === 2);
	expect(seen).toEqual(['first', 'second']);
});

test('a broken edit is reported, and the last good version stays', async () => {
	const functionsDir = await copyOfFunctions();
	await writeFile(join(functionsDir, 'said.ts'), source('good'));
	const server = await startServer({ functionsDir, watch: true });
	await writeFile(join(functionsDir, 'said.ts'), 'export const current = ;');
	await until(() => server.reports.length > 0);
	expect(server.reports[0]).toContain('said.ts');
	expect(await server.http().query(said, {})).toBe('good');
	await writeFile(join(functionsDir, 'said.ts'), source('better'));
	await until(async () => (await server.http().query(said, {})) === 'better');
});

test('nothing is loaded any more once a backend is closed', async () => {
	const stateDir = await temporaryFolder();
	const env = { CLERK_JWT_ISSUER_DOMAIN: 'http://127.0.0.1:9' };
	const backend = new Backend({ functionsDir: FUNCTIONS, stateDir, env, errors: 'redacted' });
	const loads: string[] = [];
	void backend.load().then(() => loads.push('first'));
	void backend.load().then(() => loads.push('second'));
	await backend.close();
	expect(loads).toEqual(['first', 'second']);
});

test('a new index of an old table has the old documents', async () => {
	const functionsDir = await copyOfFunctions();
	const stateDir = await temporaryFolder();
	const first = await startServer({ functionsDir, stateDir });
	const add = makeFunctionReference<'mutation'>('notes:add');
	for (const body of ['b', 'c', 'a']) await first.http().mutation(add, { channel: 'x', body });
	await first.close();

	const schema = join(functionsDir, 'schema.ts');
	await writeFile(
		schema,
		`import { defineSchema, defineTable } from 'convex/server';
		import { v } from 'convex/values';
		export default defineSchema({
			added: defineTable({}),
			notes: defineTable(v.any()).index('by_body', ['body'])
		});`
	);
	await writeFile(
		join(functionsDir, 'notes.ts'),
		`import { queryGeneric as query } from 'convex/server';
		export const sorted = query({ args: {}, handler: async (ctx) => {
			const notes = await ctx.db.query('notes').withIndex('by_body').collect();
			return notes.map(({ body }) => body);
		} });`
	);
	const second = await startServer({ functionsDir, stateDir });
	const sorted = makeFunctionReference<'query'>('notes:sorted');
	expect(await second.http().query(sorted, {})).toEqual(['a', 'b', 'c']);
});

test('data of an earlier schema stops the start, which says what to do, and stays as it is', async () => {
	const functionsDir = await copyOfFunctions();
	const stateDir = await temporaryFolder();
	const first = await startServer({ functionsDir, stateDir });
	const add = makeFunctionReference<'mutation'>('notes:add');
	await first.http().mutation(add, { channel: 'x', body: 'kept' });
	await first.close();

	const schema = join(functionsDir, 'schema.ts');
	const earlier = await readFile(schema, 'utf8');
	await writeFile(schema, earlier.replace('body: v.string()', 'body: v.number()'));
	const error = await failureOf(startServer({ functionsDir, stateDir }));
	expect(error).toBeInstanceOf(SchemaMismatchError);
	expect(error).toMatchObject({ table: 'notes' });
	expect(error.message).toContain('npm start -- --reset');
	expect(error.message).toContain('.body');

	await writeFile(schema, earlier);
	const second = await startServer({ functionsDir, stateDir });
	const list = makeFunctionReference<'query'>('notes:list');
	expect(await second.http().query(list, { channel: 'x' })).toEqual(['kept']);
});

test('an edit of the schema that the data does not match is reported, and the last good version stays', async () => {
	const functionsDir = await copyOfFunctions();
	await writeFile(join(functionsDir, 'said.ts'), source('good'));
	const server = await startServer({ functionsDir, watch: true });
	const add = makeFunctionReference<'mutation'>('notes:add');
	await server.http().mutation(add, { channel: 'x', body: 'kept' });
	const schema = join(functionsDir, 'schema.ts');
	const earlier = await readFile(schema, 'utf8');
	await writeFile(schema, earlier.replace('body: v.string()', 'body: v.number()'));
	await until(() => server.reports.some((line) => line.includes('does not match schema.ts')));
	await server.http().mutation(add, { channel: 'x', body: 'more' });
	expect(await server.http().query(said, {})).toBe('good');
});

test('functions see the environment they are given, and no other', async () => {
	const functionsDir = await copyOfFunctions();
	await writeFile(
		join(functionsDir, 'said.ts'),
		`import { queryGeneric as query } from 'convex/server';
		export const current = query({ args: {}, handler: () =>
			String(process.env.GIVEN) + ' ' + String(process.env.PATH) });`
	);
	const env = { GIVEN: 'given', CLERK_JWT_ISSUER_DOMAIN: 'http://127.0.0.1:9' };
	const server = await startServer({ functionsDir, env });
	expect(await server.http().query(said, {})).toBe('given undefined');
});

test('functions know where their deployment is, and see what changes in the file of variables', async () => {
	const functionsDir = await copyOfFunctions();
	await writeFile(
		join(functionsDir, 'said.ts'),
		`import { queryGeneric as query } from 'convex/server';
		export const current = query({ args: {}, handler: () =>
			[process.env.CONVEX_CLOUD_URL, process.env.CONVEX_SITE_URL, process.env.WORD].join() });`
	);
	const envFile = join(functionsDir, '.env.convex.local');
	const server = await startServer({ functionsDir, envFile });
	const say = () => server.http().query(said, {});
	expect(await say()).toBe(`${server.url},${server.url},`);
	await writeFile(envFile, 'WORD="hush"');
	await until(async () => (await say()).endsWith(',hush'));
});

test('a CommonJS dependency may require what Node has', async () => {
	const functionsDir = await copyOfFunctions();
	const source = "exports.join = require('path').posix.join; exports.dir = typeof __dirname;";
	await writeFile(join(functionsDir, 'old.cjs'), source);
	await writeFile(
		join(functionsDir, 'said.ts'),
		`import { queryGeneric as query } from 'convex/server';
		import { dir, join } from './old.cjs';
		export const current = query({ args: {}, handler: () => join('a', 'b') + dir });`
	);
	// In this process, the test runner would lend it its own.
	const environment = { CONVEX_FUNCTIONS: functionsDir, LOCAL_STATE: functionsDir };
	const { server } = await startProcess(await freePort(), environment);
	expect(await server.http().query(said, {})).toBe('a/bstring');
});

test.each([
	['a table', "'a-b': defineTable({})", 'A table is named "a-b"'],
	['an index', "notes: defineTable({}).index('_x', [])", 'An index of notes is named "_x"']
])('%s with a name that Convex does not take stops the start', async (_what, tables, message) => {
	const functionsDir = await temporaryFolder();
	await writeFile(
		join(functionsDir, 'schema.ts'),
		`import { defineSchema, defineTable } from 'convex/server';
		export default defineSchema({ ${tables} });`
	);
	expect((await failureOf(startServer({ functionsDir }))).message).toContain(message);
});

test('a provider without a domain is told at the start', async () => {
	const error = await failureOf(startServer({ env: {} }));
	expect(error.message).toContain('auth.config.ts: a provider has no domain');
});

test('a folder without a schema and without providers works', async () => {
	const functionsDir = await copyOfFunctions();
	for (const file of ['schema.ts', 'auth.config.ts', 'notes.ts'])
		await rm(join(functionsDir, file));
	await writeFile(join(functionsDir, 'said.ts'), source('alone'));
	expect(await (await startServer({ functionsDir })).http().query(said, {})).toBe('alone');
});

async function copyOfFunctions(): Promise<string> {
	const folder = await temporaryFolder();
	await cp(FUNCTIONS, folder, { recursive: true });
	return folder;
}

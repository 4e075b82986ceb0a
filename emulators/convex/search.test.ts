import { expect, test } from 'vitest';
import { api } from './testing/api.ts';
import { failureOf, startServer, until, type Server } from './testing/harness.ts';

const { notes } = api;

async function serverWith(bodies: string[]): Promise<Server> {
	const server = await startServer();
	await server.http().mutation(notes.addMany, { channel: 'a', bodies });
	return server;
}

test.each([
	['hello', ['Hello!'], 'whatever the case, and without the punctuation'],
	['say HELLO', ['Hello!'], 'when any of the words is there'],
	['r', ['rabbit', 'send request'], 'by the beginning of a word'],
	['rab request', ['send request'], 'by the beginning of the last word only'],
	['abbit', [], 'not by the middle of a word'],
	['stake', [], 'not by a word that is nearly the same'],
	['größe', ['Größe 42'], 'beyond ASCII'],
	['42', ['Größe 42'], 'by a number'],
	['سلام', ['سلام عليكم'], 'in another script'],
	['', [], 'not by nothing'],
	[' ?! ', [], 'not by punctuation alone']
])('a search for %j finds %j: %s', async (text, bodies) => {
	const server = await serverWith([
		'rabbit',
		'send request',
		'snake',
		'Hello!',
		'Größe 42',
		'سلام عليكم'
	]);
	expect(await server.http().query(notes.search, { text })).toEqual(bodies);
});

test('what has more of the words, more often, in a shorter text, comes first', async () => {
	const server = await serverWith(['tea', 'tea tea', 'milk', 'milk and tea', 'unrelated']);
	const search = (text: string) => server.http().query(notes.search, { text });
	const [first, ...others] = await search('tea milk');
	expect(first).toBe('milk and tea');
	expect(others).toHaveLength(3);
	expect(await search('tea')).toEqual(['tea tea', 'tea', 'milk and tea']);
});

test('of what is equally relevant, the newest comes first', async () => {
	const server = await serverWith(['tea one', 'tea two', 'tea six']);
	const found = await server.http().query(notes.search, { text: 'tea' });
	expect(found).toEqual(['tea six', 'tea two', 'tea one']);
});

test('the word itself comes before longer words that begin with it', async () => {
	const server = await serverWith(['car', 'carpet']);
	expect(await server.http().query(notes.search, { text: 'car' })).toEqual(['car', 'carpet']);
});

test('a filter keeps what has exactly that value, or no value', async () => {
	const server = await serverWith(['hello a']);
	await server.http().mutation(notes.add, { channel: 'b', body: 'hello b', rank: 1 });
	const search = (channel: string) => server.http().query(notes.search, { text: 'hello', channel });
	expect(await search('a')).toEqual(['hello a']);
	expect(await search('b')).toEqual(['hello b']);
	expect(await search('c')).toEqual([]);
	expect(await server.http().query(notes.searchUnranked, { text: 'hello' })).toEqual(['hello a']);
});

test('a changed document is found by what it says now, and a removed one is not', async () => {
	const server = await serverWith([]);
	const client = server.http();
	const id = await client.mutation(notes.add, { channel: 'a', body: 'before' });
	await client.mutation(notes.edit, { id, body: 'after' });
	expect(await client.query(notes.search, { text: 'before' })).toEqual([]);
	expect(await client.query(notes.search, { text: 'after' })).toEqual(['after']);
	await client.mutation(notes.remove, { id });
	expect(await client.query(notes.search, { text: 'after' })).toEqual([]);
});

test('words beyond the sixteenth, and words that are too long, are not looked for', async () => {
	const long = 'x'.repeat(33);
	const server = await serverWith(['needle', long]);
	const search = (text: string) => server.http().query(notes.search, { text });
	expect(await search(`${'straw '.repeat(15)}needle`)).toEqual(['needle']);
	expect(await search(`${'straw '.repeat(16)}needle`)).toEqual([]);
	expect(await search(long)).toEqual([]);
});

test('a search reads 1,024 documents and fails beyond that', async () => {
	const server = await serverWith(Array.from({ length: 1025 }, () => 'hay'));
	const search = (count?: number) => server.http().query(notes.search, { text: 'hay', count });
	expect(await search(1024)).toHaveLength(1024);
	await failureOf(search());
	expect(server.reports[0]).toContain('1024');
});

test('a search runs again when it finds something else, and not for other documents', async () => {
	const server = await serverWith(['hello']);
	const client = server.client();
	const seen: string[][] = [];
	client.onUpdate(notes.search, { text: 'hel', channel: 'a' }, (found) => seen.push(found));
	await until(() => seen.length === 1);
	await server.runs({ clear: true });
	await client.mutation(notes.add, { channel: 'a', body: 'something else' });
	await client.mutation(notes.add, { channel: 'b', body: 'hello there' });
	expect(await server.runs()).toEqual({ 'notes:add': 2 });
	const id = await client.mutation(notes.add, { channel: 'a', body: 'help' });
	await client.mutation(notes.edit, { id, body: 'nothing' });
	await until(() => seen.length === 3);
	expect(seen).toEqual([['hello'], ['help', 'hello'], ['hello']]);
});

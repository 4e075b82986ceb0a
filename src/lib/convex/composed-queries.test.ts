import { makeFunctionReference } from 'convex/server';
import { expect, test } from 'vitest';
import { withComposed, type ComposeQuery } from './composed-queries.js';
import type { QuerySource } from './live-queries.js';

const list = makeFunctionReference<'query', Record<string, never>, string[]>('items:list');
const head = makeFunctionReference<'query', Record<string, never>, string[]>('items:head');

/** A source that answers each query with its name, and notes which are open. */
function aSource() {
	const open: string[] = [];
	const source: QuerySource = {
		onUpdate: (query, _args, onResult) => {
			const name = query === list ? 'list' : 'head';
			open.push(name);
			onResult([name] as never, false);
			return () => void open.splice(open.indexOf(name), 1);
		}
	};
	return { open, source };
}

const followHead: ComposeQuery<typeof list> = (source, args, onResult, onError) =>
	source.onUpdate(head, args, (found) => onResult(['composed of', ...found]), onError);

/** Subscribes to the list, and waits for what was being loaded. */
function read(load: () => Promise<ComposeQuery>) {
	const { open, source } = aSource();
	const results: unknown[] = [];
	const reports: string[] = [];
	const report = (code: string) => void reports.push(code);
	const composed = withComposed(source, [[list, load]], report);
	const fail = (error: Error) => {
		throw error;
	};
	const stop = composed.onUpdate(list, {}, (result) => results.push(result), fail);
	const settle = () => new Promise((resolve) => setTimeout(resolve));
	return { open, composed, results, reports, stop, settle };
}

test('a composed query has the result that is put together from another one', async () => {
	const { open, results, stop, settle } = read(() => Promise.resolve(followHead));
	await settle();
	expect(results).toEqual([['composed of', 'head']]);
	expect(open).toEqual(['head']);
	stop();
	expect(open).toEqual([]);
});

test('a query that is read no more before its code has come is not followed', async () => {
	const { open, results, stop, settle } = read(() => Promise.resolve(followHead));
	stop();
	await settle();
	expect(results).toEqual([]);
	expect(open).toEqual([]);
});

test('without its code a query is asked as it is, and the app is told', async () => {
	const { results, reports, settle } = read(() => Promise.reject(new Error('Not loaded')));
	await settle();
	expect(results).toEqual([['list']]);
	expect(reports).toEqual(['module_not_loaded']);
});

test('all other queries are those of the source', async () => {
	const { composed, results, settle } = read(() => Promise.resolve(followHead));
	await settle();
	composed.onUpdate(
		head,
		{},
		(result) => results.push(result),
		() => undefined
	);
	expect(results.at(-1)).toEqual(['head']);
});

import { expect, test } from 'vitest';
import { createMemoryStore } from './memory-store.js';
import { ServerResults } from './server-results.js';

test('a result is found and kept once: deleted, it does not come back', async () => {
	const store = createMemoryStore();
	const results = new ServerResults();
	results.enter(store);
	const result = { value: ['hello'], asOf: 1_000, version: 1 };
	results.offer('user_ada', 'messages:list({})', result);
	const read = () => store.get(['user', 'user_ada', 'result', 'messages:list({})']);
	expect(await store.get(['user', 'user_grace', 'result', 'messages:list({})'])).toBeUndefined();
	expect(await read()).toEqual(result);
	expect(await read()).toEqual(result);
	await store.deleteAll(['user', 'user_ada', 'result']);
	expect(await read()).toBeUndefined();
});

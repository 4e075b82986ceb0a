import { expect, test } from 'vitest';
import { saveName } from './save-name';

const answer = (status: number) => Object.assign(new Error(`HTTP ${status}`), { status });

/** Saves a name with a Clerk that fails in this way; tells what has happened where. */
async function save({ failure, lastName }: { failure?: Error; lastName?: string } = {}) {
	const done: unknown[] = [];
	const user = {
		lastName: lastName ?? null,
		update: (params: object) => {
			done.push(params);
			return failure ? Promise.reject(failure) : Promise.resolve({} as never);
		}
	};
	const setOwn = (name: string) => Promise.resolve(done.push(name));
	const error: unknown = await saveName('Ada King', { user, setOwn }).catch(
		(thrown: unknown) => thrown
	);
	return { done, error };
}

test('a name is saved at Clerk, and in the row until a token says it', async () => {
	expect(await save()).toEqual({ done: [{ firstName: 'Ada King' }, 'Ada King'], error: undefined });
});

test('a last name from before does not follow it', async () => {
	const { done } = await save({ lastName: 'Lovelace' });
	expect(done[0]).toEqual({ firstName: 'Ada King', lastName: '' });
});

test.each([400, 403, 404, 422])('the row has it when Clerk answers %i', async (status) => {
	const { done, error } = await save({ failure: answer(status) });
	expect(done).toEqual([{ firstName: 'Ada King' }, 'Ada King']);
	expect(error).toBeUndefined();
});

test.each([answer(401), answer(429), answer(500), answer(503), new TypeError('Failed to fetch')])(
	'nothing has it when Clerk has said nothing of it: %s',
	async (failure) => {
		expect(await save({ failure })).toEqual({ done: [{ firstName: 'Ada King' }], error: failure });
	}
);

test('nothing has it before Clerk has answered, or when the row cannot be written', async () => {
	const setOwn = () => Promise.reject(new Error('no connection'));
	await expect(saveName('Ada', { user: undefined, setOwn })).rejects.toThrow('Clerk');
	const user = { lastName: null, update: () => Promise.resolve({} as never) };
	await expect(saveName('Ada', { user, setOwn })).rejects.toThrow('no connection');
});

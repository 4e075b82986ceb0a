import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freePort } from '../../scripts/ports.js';
import { StateFileError } from '../state-file-error.ts';
import { spawnServer } from '../testing.ts';
import type { Data } from './store.ts';
import { TestClerk } from './test-clerk.ts';

let clerk: TestClerk;
beforeEach(async () => {
	clerk = await TestClerk.start();
});
afterEach(() => clerk.remove());

const keys = async () => (await fetch(`${clerk.url}/.well-known/jwks.json`)).text();

it('keeps accounts, sessions and the signing key over a restart', async () => {
	const { sessionId, cookie } = await clerk.signIn();
	await clerk.post('/v1/me?_method=PATCH', { first_name: 'Augusta' }, cookie);
	const before = await keys();

	await clerk.close();
	await clerk.open();
	expect(await keys()).toBe(before);
	expect((await clerk.client(cookie))?.sessions).toMatchObject([
		{ id: sessionId, user: { first_name: 'Augusta', last_name: 'Lovelace' } }
	]);
});

it('keeps a sign-up that is under way over a restart', async () => {
	const { cookie } = await clerk.signIn();
	const form = { email_address: 'mary@example.com', password: 'a long password' };
	const path = `/v1/client/sign_ups/${(await clerk.post('/v1/client/sign_ups', form, cookie)).response?.id}`;
	await clerk.post(`${path}/prepare_verification`, { strategy: 'email_code' }, cookie);

	await clerk.close();
	await clerk.open();
	const code = { strategy: 'email_code', code: '424242' };
	const { response } = await clerk.post(`${path}/attempt_verification`, code, cookie);
	expect(response?.status).toBe('complete');
});

it('keeps everything that it has answered for when it is killed', async () => {
	await clerk.close();
	const environment = { CLERK_PORT: String(await freePort()), LOCAL_STATE: clerk.stateDir };
	const { url, kill } = await spawnServer(join(import.meta.dirname, 'main.ts'), environment);
	const killed = Object.assign(new TestClerk(join(clerk.stateDir, 'clerk')), { url });
	const { sessionId, cookie } = await killed.signIn();
	await kill();

	await killed.open();
	expect((await killed.client(cookie))?.sessions).toMatchObject([{ id: sessionId }]);
	await killed.close();
});

it('opens a state file that knows of no organisations', async () => {
	const { cookie } = await clerk.signIn();
	await clerk.close();
	const file = join(clerk.stateDir, 'state.json');
	const kept = JSON.parse(await readFile(file, 'utf8')) as Partial<Data>;
	delete kept.organizations;
	await writeFile(file, JSON.stringify(kept));

	await clerk.open();
	const made = await clerk.post('/v1/organizations', { name: 'Analytical Society' }, cookie);
	expect(made.status).toBe(200);
});

it('does not overwrite a state file that it cannot read, and says which', async () => {
	await clerk.close();
	await writeFile(join(clerk.stateDir, 'state.json'), '{"users":');
	await expect(clerk.open()).rejects.toThrow(StateFileError);
	await expect(clerk.open()).rejects.toThrow('state.json');
});

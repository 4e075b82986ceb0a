import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freePort } from '../scripts/ports.js';
import { TestClerk } from './clerk/test-clerk.ts';
import { api } from './convex/testing/api.ts';
import { startProcess, temporaryFolder, until } from './convex/testing/harness.ts';
import { spawnServer } from './testing.ts';

const { notes } = api;

/** Room for a start and a little more. */
const FILE_KILOBYTES = 1024;
const CLERK_FILE_KILOBYTES = 16;

// The limit on a file's size, which stands for a full disk here, is POSIX's.
describe.runIf(process.platform !== 'win32')(
	'on a full disk',
	{ timeout: 300_000, tags: ['all'] },
	() => {
		test('a mutation is not refused but waits, and happens once when there is room', async () => {
			const port = await freePort();
			const environment = { LOCAL_STATE: await temporaryFolder() };
			const full = await startProcess(port, environment, FILE_KILOBYTES);
			const client = full.server.client();
			await client.mutation(notes.add, { channel: 'a', body: 'before' });
			const settled: string[] = [];
			const body = 'x'.repeat(FILE_KILOBYTES * 1000);
			const large = client.mutation(notes.add, { channel: 'a', body });
			large.then(
				() => settled.push('done'),
				() => settled.push('refused')
			);
			const file = join(environment.LOCAL_STATE, 'convex', 'data.sqlite');
			await until(() => full.errors().includes(`cannot write ${file}: `));
			expect(full.errors()).toContain('Make room on the disk');
			// It has dropped the connection; the client comes again, and is served what can be served.
			await until(() => client.connectionState().connectionCount > 1);
			expect(await full.server.http().query(notes.list, { channel: 'a' })).toEqual(['before']);
			expect(settled).toEqual([]);

			await full.kill();
			await startProcess(port, environment);
			await large;
			expect(await client.query(notes.list, { channel: 'a' })).toEqual(['before', body]);
		});

		test('a sign-up fails with the file and the remedy, and has not happened', async () => {
			const folder = await temporaryFolder();
			const environment = { CLERK_PORT: String(await freePort()), LOCAL_STATE: folder };
			const main = join(import.meta.dirname, 'clerk', 'main.ts');
			const { url, errors, kill } = await spawnServer(main, environment, CLERK_FILE_KILOBYTES);
			const clerk = Object.assign(new TestClerk(join(folder, 'clerk')), { url });
			await clerk.signIn();
			const emails = Array.from({ length: 60 }, (_, n) => `person-${n}@example.com`);
			const made: string[] = [];
			for (const email of emails) {
				if (!(await succeeds(clerk.control('create-user', { email })))) break;
				made.push(email);
			}
			expect(made.length).toBeLessThan(emails.length);
			const file = join(folder, 'clerk', 'state.json');
			await until(() => errors().includes(`cannot write ${file}: `));
			expect(errors()).toContain('Make room on the disk');
			// Nobody has the address, so it can be tried again.
			const again = clerk.control('sign-in', { email: emails[made.length] });
			await expect(again).rejects.toThrow('form_identifier_not_found');
			await kill();

			const later = new TestClerk(join(folder, 'clerk'));
			await later.open();
			await later.control('sign-in', { email: made.at(-1) });
			await later.close();
		});
	}
);

test.runIf(process.platform !== 'win32')(
	'a folder that cannot be written is named at the start',
	async () => {
		const folder = await temporaryFolder();
		mkdirSync(join(folder, 'clerk'));
		// A folder where the file is to be.
		mkdirSync(join(folder, 'clerk', 'state.json.new'));
		writeFileSync(join(folder, 'clerk', 'state.json.new', 'in the way'), '');
		const clerk = new TestClerk(join(folder, 'clerk'));
		await expect(clerk.open()).rejects.toThrow(
			`cannot write ${join(folder, 'clerk', 'state.json')}: `
		);
	}
);

async function succeeds(promise: Promise<unknown>): Promise<boolean> {
	return await promise.then(
		() => true,
		() => false
	);
}

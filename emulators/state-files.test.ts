import {
	chmodSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TestClerk } from './clerk/test-clerk.ts';
import { api } from './convex/testing/api.ts';
import { startServer, temporaryFolder } from './convex/testing/harness.ts';
import { StateFileError } from './state-file-error.ts';

const { notes } = api;
const PAGE_BYTES = 4096;
const BODIES = Array.from({ length: 50 }, (_, n) => `${n} ${'x'.repeat(500)}`);

/** A state folder with notes in it, and the file that they are in. */
async function folderWithNotes() {
	const stateDir = await temporaryFolder();
	const server = await startServer({ stateDir });
	for (const body of BODIES) await server.http().mutation(notes.add, { channel: 'a', body });
	await server.close();
	return { stateDir, file: join(stateDir, 'data.sqlite') };
}

async function notesIn(stateDir: string): Promise<unknown> {
	const server = await startServer({ stateDir });
	return await server.http().query(notes.list, { channel: 'a' });
}

describe('who else may read', () => {
	// Windows has other permissions.
	test.runIf(process.platform !== 'win32')('is nobody, whatever was there before', async () => {
		const folder = await temporaryFolder();
		const [clerkDir, stateDir] = [join(folder, 'new', 'clerk'), join(folder, 'old')];
		mkdirSync(stateDir, { mode: 0o755 });
		writeFileSync(join(stateDir, 'functions.mjs'), '');
		chmodSync(stateDir, 0o755);
		const clerk = new TestClerk(clerkDir);
		await clerk.open();
		const server = await startServer({ stateDir });
		await server.http().mutation(notes.add, { channel: 'a', body: 'private' });

		const files = [clerkDir, stateDir].flatMap((dir) =>
			readdirSync(dir).map((name) => join(dir, name))
		);
		expect(files.map((file) => file.slice(folder.length))).toEqual(
			expect.arrayContaining(['/new/clerk/state.json', '/old/data.sqlite', '/old/data.sqlite-wal'])
		);
		const open = [join(folder, 'new'), clerkDir, stateDir, ...files].filter(
			(path) => (statSync(path).mode & 0o077) !== 0
		);
		expect(open).toEqual([]);
		await clerk.close();
	});
});

describe('data.sqlite', () => {
	test('has all that was kept in itself once the server has closed', async () => {
		const { stateDir, file } = await folderWithNotes();
		rmSync(`${file}-wal`, { force: true });
		expect(await notesIn(stateDir)).toEqual(BODIES);
	});

	test.each<[string, (file: string) => void]>([
		['is empty', (file) => writeFileSync(file, '')],
		['is no database', (file) => writeFileSync(file, '{"notes":[]}'.repeat(1000))],
		['is cut short', (file) => writeFileSync(file, readFileSync(file).subarray(0, -100))],
		[
			'is cut at a page',
			(file) => writeFileSync(file, readFileSync(file).subarray(0, 2 * PAGE_BYTES))
		],
		[
			'has lost its table',
			(file) => writeFileSync(file, readFileSync(file).subarray(0, PAGE_BYTES))
		],
		[
			'is overwritten in the middle',
			(file) => {
				const bytes = readFileSync(file);
				writeFileSync(file, bytes.fill(0, 2 * PAGE_BYTES, 4 * PAGE_BYTES));
			}
		],
		[
			'has a document that is none',
			(file) => {
				const text = readFileSync(file, 'latin1');
				writeFileSync(file, text.replaceAll('"body"', '\0body"'), 'latin1');
			}
		],
		[
			'is gone, but not its log',
			(file) => {
				writeFileSync(`${file}-wal`, readFileSync(file));
				rmSync(file);
			}
		]
	])('that %s is no fresh start: the message names it and the remedy', async (_case, damage) => {
		const { stateDir, file } = await folderWithNotes();
		damage(file);
		const kept = () =>
			[file, `${file}-wal`].map((path) => (existsSync(path) ? readFileSync(path, 'latin1') : ''));
		const before = kept();
		const start = startServer({ stateDir });
		await expect(start).rejects.toThrow(StateFileError);
		await expect(start).rejects.toThrow(`cannot read ${file}: it is `);
		await expect(start).rejects.toThrow('npm start -- --reset');
		expect(kept()).toEqual(before);
	});

	test('whose making was interrupted is made anew', async () => {
		const stateDir = await temporaryFolder();
		writeFileSync(join(stateDir, 'data.sqlite.new'), '');
		writeFileSync(join(stateDir, 'data.sqlite'), '');
		expect(await notesIn(stateDir)).toEqual([]);
		expect(readdirSync(stateDir)).not.toContain('data.sqlite.new');
	});
});

describe('state.json', () => {
	test.each([
		['is empty', ''],
		['is cut short', '{"users":'],
		['has nothing in it', '{}']
	])('that %s is no fresh start: the message names it and the remedy', async (_case, content) => {
		const clerk = await TestClerk.start();
		await clerk.close();
		const file = join(clerk.stateDir, 'state.json');
		writeFileSync(file, content);
		await expect(clerk.open()).rejects.toThrow(StateFileError);
		await expect(clerk.open()).rejects.toThrow(`cannot read ${file}: `);
		await expect(clerk.open()).rejects.toThrow('npm start -- --reset');
		expect(readFileSync(file, 'utf8')).toBe(content);
		rmSync(clerk.stateDir, { recursive: true });
	});
});

test.each([
	['ENOSPC', 'the disk is full'],
	['SQLITE_FULL', 'the disk is full'],
	['SQLITE_IOERR_WRITE', 'the disk refuses it'],
	['EROFS', 'this user may not'],
	['SQLITE_READONLY_DBMOVED', 'this user may not'],
	['SQLITE_BUSY', 'another process uses it']
])('a write that fails with %s is told in words', (code, words) => {
	const cause = Object.assign(new Error('no'), { code });
	const { message } = new StateFileError('The local Clerk', 'write', '/a/b', cause);
	expect(message).toMatch(`The local Clerk cannot write /a/b: ${words} (${code}). Make room`);
});

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Builder } from '@sveltejs/kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashAppFiles, withFileHashes } from './hash-app-files.js';

/** As Workbox writes it into the minified worker. */
const LIST =
	'[{"revision":null,"url":"_app/immutable/start.js"},{"revision":"1a2b","url":"200.html"}]';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'hash-app-files-'));
	mkdirSync(join(folder, '_app/immutable'), { recursive: true });
	write('200.html', '<title>The app</title>');
	write('_app/immutable/start.js', 'start()');
	write('service-worker.js', `const a=[{b:1}],e=${LIST},t=new c(e);`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, content: string) => writeFileSync(join(folder, path), content);
const readWorker = () => readFileSync(join(folder, 'service-worker.js'), 'utf8');
const sha256 = (content: string) => createHash('sha256').update(content).digest('base64');

/** What the worker has in the place of the list. */
function readBuild(): { files: Record<string, string>; version: string } {
	const [, build = ''] = /e=(.*),t=/.exec(readWorker()) ?? [];
	return JSON.parse(build) as ReturnType<typeof readBuild>;
}

describe('hashAppFiles', () => {
	it('gives the worker the hash of every file of its list, and leaves the rest of it alone', () => {
		hashAppFiles(folder);
		expect(readBuild().files).toEqual({
			'/200.html': sha256('<title>The app</title>'),
			'/_app/immutable/start.js': sha256('start()')
		});
		expect(readWorker()).toMatch(/^const a=\[\{b:1\}\],e=\{.*\},t=new c\(e\);$/);
	});

	it('names a version anew when, and only when, a file has changed', () => {
		hashAppFiles(folder);
		const first = readWorker();
		hashAppFiles(folder);
		expect(readWorker()).toBe(first);
		write('200.html', '<title>The next app</title>');
		hashAppFiles(folder);
		expect(readBuild().version).not.toBe(/"version":"(\w+)"/.exec(first)?.[1]);
		expect(readBuild().files['/200.html']).toBe(sha256('<title>The next app</title>'));
	});

	it.each([
		['a worker without a list', 'self.__WB_MANIFEST', 'has 0'],
		['a worker with two lists', `${LIST};${LIST}`, 'has 2'],
		['a list without the page', '[{"revision":null,"url":"_app/immutable/start.js"}]', '200.html'],
		['a list with a file that is not there', `${LIST.slice(0, -1)},{"url":"gone.js"}]`, 'gone.js']
	])('fails on %s', (_case, worker, message) => {
		write('service-worker.js', worker);
		expect(() => hashAppFiles(folder)).toThrow(message);
		expect(readWorker()).toBe(worker);
	});
});

describe('withFileHashes', () => {
	it('hashes the files once the adapter has written them', async () => {
		const adapter = withFileHashes(
			{ name: 'adapter', adapt: async () => Promise.resolve(write('200.html', 'written last')) },
			folder
		);
		await adapter.adapt({} as Builder);
		expect(adapter.name).toBe('adapter');
		expect(readBuild().files['/200.html']).toBe(sha256('written last'));
	});
});

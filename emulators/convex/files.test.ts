import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GenericId } from 'convex/values';
import { expect, test } from 'vitest';
import { freePort } from '../../scripts/ports.js';
import { api } from './testing/api.ts';
import {
	failureOf,
	ORIGIN,
	startProcess,
	startServer,
	temporaryFolder,
	type Server
} from './testing/harness.ts';

const { files } = api;
type Id = GenericId<'_storage'>;

test('a file is uploaded, described and read, whole and in parts', async () => {
	const server = await startServer();
	const id = await upload(server, 'hello world', { 'content-type': 'text/plain' });
	const hash = createHash('sha256').update('hello world');
	const sha256 = hash.copy().digest('hex');
	const { url, metadata, document } = await server.http().query(files.about, { id });
	expect(metadata).toEqual({ storageId: id, sha256, size: 11, contentType: 'text/plain' });
	expect(document).toMatchObject({ sha256: hash.digest('base64'), size: 11 });
	const whole = await fetch(url ?? '');
	expect(whole.headers.get('content-type')).toBe('text/plain');
	expect(await whole.text()).toBe('hello world');
	const read = async (range: string) => {
		const part = await fetch(url ?? '', { headers: { range } });
		return [part.status, part.headers.get('content-range'), await part.text()];
	};
	expect(await read('bytes=0-4')).toEqual([206, 'bytes 0-4/11', 'hello']);
	expect(await read('bytes=6-')).toEqual([206, 'bytes 6-10/11', 'world']);
	expect(await read('bytes=-3')).toEqual([206, 'bytes 8-10/11', 'rld']);
	expect((await read('bytes=20-30'))[0]).toBe(416);
});

test('an upload with another digest, a wrong token or one of an hour ago is refused', async () => {
	const server = await startServer();
	const digest = `sha-256=${createHash('sha256').update('other').digest('base64')}`;
	const url = await server.http().mutation(files.uploadUrl, {});
	const post = async (to: string, headers: Record<string, string> = {}) => {
		const answer = await fetch(to, { method: 'POST', body: 'x', headers });
		return [answer.status, ((await answer.json()) as { code: string }).code];
	};
	expect(await post(url, { digest })).toEqual([400, 'Sha256Mismatch']);
	expect(await post(`${server.url}/api/storage/upload?token=a`)).toEqual([
		401,
		'StorageTokenInvalid'
	]);
	await server.control('advance-clock', { ms: 60 * 60 * 1_000 });
	expect(await post(url)).toEqual([401, 'StorageTokenExpired']);
});

test('a file goes with the mutation that deletes it, with a reset, and not before', async () => {
	const stateDir = await temporaryFolder();
	const server = await startServer({ stateDir });
	const http = server.http();
	const onDisk = () => readdirSync(join(stateDir, 'files'));
	const id = await upload(server, 'kept');
	const { url } = await http.query(files.about, { id });
	await failureOf(http.mutation(files.remove, { id, fails: true }));
	expect(await (await fetch(url ?? '')).text()).toBe('kept');
	await http.mutation(files.remove, { id });
	expect((await fetch(url ?? '')).status).toBe(404);
	expect(await http.query(files.about, { id })).toEqual({
		url: null,
		metadata: null,
		document: null
	});
	expect(onDisk()).toEqual([]);
	await upload(server, 'gone with the reset');
	expect(onDisk()).toHaveLength(1);
	await server.control('reset');
	expect(onDisk()).toEqual([]);
});

test('an action stores a file and reads it', async () => {
	const { text, type } = await (await startServer()).http().action(files.keep, { text: 'hello' });
	expect({ text, type }).toEqual({ text: 'hello', type: 'text/plain' });
});

test('any page may show a file, and only the app may upload one', async () => {
	const server = await startServer();
	const id = await upload(server, 'picture', { origin: ORIGIN });
	const { url } = await server.http().query(files.about, { id });
	const foreign = { 'sec-fetch-site': 'cross-site' };
	expect((await fetch(url ?? '', { headers: foreign })).status).toBe(200);
	const to = await server.http().mutation(files.uploadUrl, {});
	expect((await fetch(to, { method: 'POST', body: 'x', headers: foreign })).status).toBe(403);
});

test.skipIf(process.platform !== 'linux')(
	'a file of 200 MB passes through without filling the memory',
	{ tags: ['all'] },
	async () => {
		const stateDir = await temporaryFolder();
		const { server, process: child } = await startProcess(await freePort(), {
			LOCAL_STATE: stateDir
		});
		const memory = () =>
			Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
		await upload(server, 'small');
		const before = memory();
		const id = await upload(server, new Blob(Array(200).fill(new Uint8Array(1 << 20)) as Blob[]));
		const { url } = await server.http().query(files.about, { id });
		let size = 0;
		for await (const chunk of (await fetch(url ?? '')).body ?? []) size += chunk.length;
		expect(size).toBe(200 << 20);
		expect(memory() - before).toBeLessThan(50);
	}
);

async function upload(server: Server, body: BodyInit, headers = {}): Promise<Id> {
	const url = await server.http().mutation(files.uploadUrl, {});
	const answer = await fetch(url, { method: 'POST', body, headers });
	return ((await answer.json()) as { storageId: Id }).storageId;
}

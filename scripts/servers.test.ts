import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerProcess } from './server-process.js';
import { withServers } from './servers.js';

/** For a machine that is busy with other things. */
const PATIENTLY = { timeout: 300_000 };

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'servers-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function server(name: string, content: string): ServerProcess {
	const script = join(folder, `${name}.mjs`);
	writeFileSync(script, content);
	return new ServerProcess({ name, script, env: process.env });
}

const runs = (name: string) =>
	server(name, `console.log('ready http://${name}'); setInterval(() => {}, 1000);`);
const cannotStart = (name: string) => server(name, `console.error('${name} cannot start');`);
const never = () => new AbortController().signal;

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}

describe('withServers', () => {
	it('has them all running meanwhile, and none afterwards', async () => {
		const servers = [runs('one'), runs('two')];
		const urls = await withServers(servers, never(), () =>
			Promise.resolve(servers.map(({ url, pid }) => pid !== undefined && url))
		);
		expect(urls).toEqual(['http://one', 'http://two']);
		expect(servers.map(({ pid }) => pid)).toEqual([undefined, undefined]);
	});

	it('stops the others when one cannot start, and says why that is', async () => {
		const servers = [runs('one'), cannotStart('two')];
		const run = withServers(servers, never(), () => Promise.resolve());
		await expect(run).rejects.toThrow('two cannot start');
		expect(servers.map(({ pid }) => pid)).toEqual([undefined, undefined]);
	});

	it('stops them all when one of them ends by itself', async () => {
		const one = runs('one');
		const two = runs('two');
		const run = withServers([one, two], never(), (signal) => {
			process.kill(two.pid ?? 0, 'SIGKILL');
			return aborted(signal);
		});
		await expect(run).rejects.toThrow('two has ended (SIGKILL).');
		expect(one.pid).toBeUndefined();
	});

	it('says which one ended when another has not even started', async () => {
		const starts = server('one', 'setInterval(() => {}, 1000);');
		const ends = runs('two');
		const run = withServers([starts, ends], never(), () => Promise.resolve());
		await vi.waitFor(() => expect(ends.url).toBe('http://two'), PATIENTLY);
		process.kill(ends.pid ?? 0, 'SIGKILL');
		await expect(run).rejects.toThrow('two has ended (SIGKILL).');
		expect(starts.pid).toBeUndefined();
	});

	it('stops them all when it is told to', async () => {
		const ending = new AbortController();
		const one = runs('one');
		await withServers([one], ending.signal, (signal) => {
			ending.abort();
			return signal.aborted ? Promise.resolve() : aborted(signal);
		});
		expect(one.pid).toBeUndefined();
	});
});

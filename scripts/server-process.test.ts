import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endProcess } from './end-process.js';
import { ROOT } from './root.js';
import { ServerProcess } from './server-process.js';
import { SetupError } from './setup-error.js';

const LOOPBACK = pathToFileURL(join(ROOT, 'emulators/loopback.ts')).href;
/** For a machine that is busy with other things. */
const PATIENTLY = { timeout: 300_000 };
const KEEP_RUNNING = 'setInterval(() => {}, 1000);';
const WELL_BEHAVED = `
	import { runAsProcess } from ${JSON.stringify(LOOPBACK)};
	${KEEP_RUNNING}
	await runAsProcess(async () => ({
		url: 'http://localhost:' + process.env.PORT,
		close: async () => console.log('closed in order')
	}));
`;

let folder: string;
let lines: string[];
const started: ServerProcess[] = [];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'server-process-'));
	lines = [];
});
afterEach(async () => {
	await Promise.all(started.splice(0).map((server) => server.kill()));
	rmSync(folder, { recursive: true });
});

function script(content: string): string {
	const path = join(folder, 'server.mjs');
	writeFileSync(path, content);
	return path;
}

function server(content: string): ServerProcess {
	const server = new ServerProcess({
		name: 'The server',
		script: script(content),
		env: { ...process.env, PORT: '1001' },
		onLine: (line) => lines.push(line)
	});
	started.push(server);
	return server;
}

function isAlive(pid: number | undefined): boolean {
	try {
		return pid !== undefined && process.kill(pid, 0);
	} catch {
		return false;
	}
}

describe('ServerProcess', () => {
	it('is started once it says that it is ready, and then has the address that it said', async () => {
		const one = server(WELL_BEHAVED);
		expect(await one.start()).toBe('http://localhost:1001');
		expect(one.url).toBe('http://localhost:1001');
		expect(isAlive(one.pid)).toBe(true);
	});

	it('fails to start with what the server said, and nothing else', async () => {
		const one = server(`console.error('Port 1001 is in use.'); process.exitCode = 1;`);
		await expect(one.start()).rejects.toThrow(new SetupError('Port 1001 is in use.'));
		expect(one.pid).toBeUndefined();
	});

	it('fails to start when the server ends without a word', async () => {
		await expect(server('').start()).rejects.toThrow('The server ended before it answered.');
	});

	it('lets the server close in order when it is stopped', async () => {
		const one = server(WELL_BEHAVED);
		await one.start();
		const { pid } = one;
		await one.stop();
		expect(isAlive(pid)).toBe(false);
		await vi.waitFor(() => expect(lines).toEqual(['closed in order']), PATIENTLY);
	});

	it('does not let the server close in order when it is killed', async () => {
		const one = server(WELL_BEHAVED);
		await one.start();
		const { pid } = one;
		await one.kill();
		expect(isAlive(pid)).toBe(false);
		expect(lines).toEqual([]);
	});

	it('can be started again after it was killed, and while it runs by a restart', async () => {
		const one = server(WELL_BEHAVED);
		await one.start();
		const first = one.pid;
		await one.kill();
		await one.start();
		const second = one.pid;
		await one.restart();
		expect(new Set([first, second, one.pid]).size).toBe(3);
	});

	it('tells of an end that nobody asked for, and of no other', async () => {
		const one = server(WELL_BEHAVED);
		const onUnexpectedEnd = vi.fn();
		one.onUnexpectedEnd = onUnexpectedEnd;
		await one.start();
		await one.restart();
		await one.kill();
		expect(onUnexpectedEnd).not.toHaveBeenCalled();

		await one.start();
		process.kill(one.pid ?? 0, 'SIGKILL');
		await vi.waitFor(() => expect(onUnexpectedEnd).toHaveBeenCalled(), PATIENTLY);
		expect(onUnexpectedEnd).toHaveBeenCalledExactlyOnceWith('The server has ended (SIGKILL).');
	});

	it('can be stopped while it starts', async () => {
		const one = server(KEEP_RUNNING);
		const starting = one.start();
		void starting.catch(() => {});
		await one.stop();
		await expect(starting).rejects.toThrow('The server ended before it answered.');
	});

	it('ends when the process that started it is killed', async () => {
		const module = pathToFileURL(join(ROOT, 'scripts/server-process.js')).href;
		const parentScript = join(folder, 'parent.mjs');
		writeFileSync(
			parentScript,
			`import { ServerProcess } from ${JSON.stringify(module)};
			const server = new ServerProcess({
				name: 'x', script: ${JSON.stringify(script(WELL_BEHAVED))}, env: process.env
			});
			await server.start();
			console.log(server.pid);`
		);
		const parent = spawn(process.execPath, [parentScript], {
			stdio: ['ignore', 'pipe', 'inherit']
		});
		const [said] = (await once(parent.stdout, 'data')) as [Buffer];
		const pid = Number(said);
		expect(isAlive(pid)).toBe(true);
		parent.kill('SIGKILL');
		await vi.waitFor(() => expect(isAlive(pid)).toBe(false), PATIENTLY);
	});
});

describe('endProcess', () => {
	it('kills a process that does not end when asked', async () => {
		const stubborn = spawn(
			process.execPath,
			['-e', `process.on('SIGTERM', () => {}); ${KEEP_RUNNING} console.log('on');`],
			{ stdio: ['ignore', 'pipe', 'ignore'] }
		);
		await once(stubborn.stdout, 'data');
		await endProcess(stubborn, 50);
		expect(stubborn.signalCode).toBe('SIGKILL');
	});
});

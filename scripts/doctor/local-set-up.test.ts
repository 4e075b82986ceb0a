import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCaptivePortal, startSilentServer } from '../../tests/offline-kit/impostors.ts';
import { ROOT } from '../root.js';
import { localServers } from '../servers.js';
import { localTarget } from '../target.js';
import { examine } from './examine.js';

/** For a machine that is busy with other things. */
const PATIENTLY_MS = 90_000;

let stateDir: string;
let env: NodeJS.ProcessEnv;
let servers: ReturnType<typeof localServers>;
let convexPort: number;

beforeAll(async () => {
	stateDir = mkdtempSync(join(tmpdir(), 'doctor-local-'));
	const [app = 0, clerk = 0, convex = 0] = await freePorts(3);
	const ports = { app, clerk, convex };
	convexPort = convex;
	env = {
		...process.env,
		...localTarget(ports).env,
		PORT: String(app),
		CLERK_PORT: String(clerk),
		CONVEX_PORT: String(convex)
	};
	servers = localServers({ ports, stateDir });
	await Promise.all([servers.clerk.start(), servers.convex.start()]);
}, PATIENTLY_MS);

afterAll(async () => {
	await Promise.all([servers.clerk.stop(), servers.convex.stop()]);
	rmSync(stateDir, { recursive: true });
}, PATIENTLY_MS);

async function freePorts(count: number): Promise<number[]> {
	const probes = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
	await Promise.all(probes.map((probe) => once(probe, 'listening')));
	const ports = probes.map((probe) => (probe.address() as AddressInfo).port);
	await Promise.all(probes.map((probe) => once(probe.close(), 'close')));
	return ports;
}

/** Runs the command itself. */
function runDoctor(): Promise<{ code: number; output: string }> {
	return new Promise((resolve) => {
		const args = ['scripts/run.js', 'doctor'];
		execFile(process.execPath, args, { cwd: ROOT, env }, (error, stdout, stderr) => {
			resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
		});
	});
}

/** The line about Convex that fails, when the doctor gives up early. */
async function failingLine(): Promise<string | undefined> {
	const lines: string[] = [];
	await examine({
		env,
		folder: ROOT,
		fetch,
		now: Date.now,
		print: (line) => lines.push(line),
		signal: new AbortController().signal,
		timeLimitMs: 1000
	});
	return lines.find((line) => line.startsWith('✗ Convex,'));
}

describe('on the local servers', { timeout: PATIENTLY_MS }, () => {
	it('passes every step, and leaves nobody signed in', async () => {
		const { code, output } = await runDoctor();
		expect(output).toMatch(/^(✓ .*\n){8}$/);
		expect(output).toMatch(/for "convex", and holds for \d+ s/);
		expect(code).toBe(0);

		const state = readFileSync(join(stateDir, 'clerk', 'state.json'), 'utf8');
		expect(state).toContain('"sessions":{}');
	});

	it('fails with what to start when the local Convex is gone', async () => {
		await servers.convex.stop();
		const { code, output } = await runDoctor();
		expect(output).toMatch(/^✗ Convex, http.*\(ECONNREFUSED\)\. .*`npm start`/m);
		expect(output).toMatch(/^✓ Session token/m);
		expect(output).not.toMatch(/^\s+at /m);
		expect(code).toBe(1);
	});

	it.each([
		['accepts and never answers', startSilentServer, /no answer within 1 s/],
		['answers everything with a page', startCaptivePortal, /answers with a web page/]
	])('fails within the time limit when something %s in its place', async (_, start, wrong) => {
		const impostor = await start(convexPort);
		expect(await failingLine()).toMatch(wrong);
		await impostor.close();
	});
});

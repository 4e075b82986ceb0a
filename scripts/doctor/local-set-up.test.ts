import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCaptivePortal, startSilentServer } from '../../tests/offline-kit/impostors.ts';
import { freePort } from '../ports.js';
import { ROOT } from '../root.js';
import { localServers } from '../servers.js';
import { localTarget } from '../target.js';
import { examine } from './examine.js';

/** For a machine that is busy with other things. */
const PATIENTLY_MS = 300_000;

let stateDir: string;
let env: NodeJS.ProcessEnv;
let servers: ReturnType<typeof localServers>;
let convexPort: number;

beforeAll(async () => {
	stateDir = mkdtempSync(join(tmpdir(), 'doctor-local-'));
	const ports = { app: await freePort(), clerk: await freePort(), convex: await freePort() };
	convexPort = ports.convex;
	env = {
		...process.env,
		...localTarget(ports).env,
		PORT: String(ports.app),
		CLERK_PORT: String(ports.clerk),
		CONVEX_PORT: String(ports.convex)
	};
	servers = localServers({ ports, stateDir });
	await Promise.all([servers.clerk.start(), servers.convex.start()]);
}, PATIENTLY_MS);

afterAll(async () => {
	await Promise.all([servers.clerk.stop(), servers.convex.stop()]);
	rmSync(stateDir, { recursive: true });
}, PATIENTLY_MS);

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
		listVariables: () => Promise.resolve(undefined),
		now: Date.now,
		print: (line) => lines.push(line),
		signal: new AbortController().signal,
		timeLimitMs: 1000
	});
	return lines.find((line) => line.startsWith('✗ Convex,'));
}

it('passes every step on the local servers', { timeout: PATIENTLY_MS }, async () => {
	const { code, output } = await runDoctor();
	expect(output).toMatch(/^(✓ .*\n){5}· Session token.*\n· Convex with the token.*\n$/);
	expect(code).toBe(0);
});

it('says what to start when the local Convex is gone', { timeout: PATIENTLY_MS }, async () => {
	await servers.convex.stop();
	const { code, output } = await runDoctor();
	expect(output).toMatch(/^✗ Convex, http.*\(ECONNREFUSED\)\. .*`npm start`/m);
	expect(output).not.toMatch(/^\s+at /m);
	expect(code).toBe(1);
});

it.each([
	['accepts and never answers', startSilentServer, /no answer within 1 s/],
	['answers everything with a page', startCaptivePortal, /and a web page/]
])(
	'fails within the time limit when a server %s',
	{ timeout: PATIENTLY_MS },
	async (_, start, wrong) => {
		const impostor = await start(convexPort);
		expect(await failingLine()).toMatch(wrong);
		await impostor.close();
	}
);

/** Runs the local Clerk as a process of its own. Its settings are environment variables. */
import { join } from 'node:path';
import { runAsProcess } from '../loopback.ts';
import { startClerk } from './server.ts';

const { CLERK_PORT, LOCAL_STATE, APP_ORIGIN, EMULATOR_CONTROLS } = process.env;

await runAsProcess(() =>
	startClerk({
		port: Number(CLERK_PORT || 4410),
		stateDir: join(LOCAL_STATE || '.local', 'clerk'),
		origins: (APP_ORIGIN || 'http://localhost:4173').split(',').map((origin) => origin.trim()),
		controls: EMULATOR_CONTROLS === '1'
	})
);

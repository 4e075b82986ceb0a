/** Runs the local Clerk as a process of its own. Its settings are environment variables. */
import { join } from 'node:path';
import { readVariable } from '../../scripts/environment.js';
import { runAsProcess } from '../loopback.ts';
import { startClerk } from './server.ts';

await runAsProcess(() =>
	startClerk({
		port: readVariable('CLERK_PORT'),
		stateDir: join(process.env.LOCAL_STATE || '.local', 'clerk'),
		origins: readVariable('APP_ORIGIN'),
		controls: readVariable('EMULATOR_CONTROLS')
	})
);

/** Runs the local Convex as a process of its own. Its settings are environment variables. */
import { join } from 'node:path';
import { readVariable } from '../../scripts/environment.js';
import { SEEDED_IDS } from '../clerk/accounts.ts';
import { runAsProcess } from '../loopback.ts';
import { guardProcess } from './invocation.ts';
import { startConvex } from './server.ts';

const { env } = process;

guardProcess();
// So that the stack of a failed function names the lines of its source.
process.setSourceMapsEnabled(true);

await runAsProcess(() =>
	startConvex({
		port: readVariable('CONVEX_PORT'),
		stateDir: join(env.LOCAL_STATE || '.local', 'convex'),
		functionsDir: env.CONVEX_FUNCTIONS || 'convex',
		origins: readVariable('APP_ORIGIN'),
		controls: readVariable('EMULATOR_CONTROLS'),
		errors: readVariable('CONVEX_ERRORS'),
		watch: readVariable('CONVEX_WATCH'),
		envFile: env.CONVEX_ENV_FILE || undefined,
		env: {
			CLERK_JWT_ISSUER_DOMAIN: env.CLERK_JWT_ISSUER_DOMAIN ?? '',
			// A test asks no page that it has not named.
			LINK_PREVIEWS: readVariable('EMULATOR_CONTROLS') ? 'off' : '',
			RATE_LIMIT_SCALE: env.RATE_LIMIT_SCALE ?? '',
			// Who opens the app for the first time has a conversation to write in.
			GENERAL_MEMBERS: SEEDED_IDS.join()
		}
	})
);

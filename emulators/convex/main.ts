/** Runs the local Convex as a process of its own. Its settings are environment variables. */
import { join } from 'node:path';
import { runAsProcess } from '../loopback.ts';
import { guardProcess } from './invocation.ts';
import { startConvex } from './server.ts';

const {
	CONVEX_PORT,
	LOCAL_STATE,
	CONVEX_FUNCTIONS,
	APP_ORIGIN,
	EMULATOR_CONTROLS,
	CONVEX_ERRORS,
	CONVEX_WATCH,
	CLERK_JWT_ISSUER_DOMAIN
} = process.env;

guardProcess();
// So that the stack of a failed function names the lines of its source.
process.setSourceMapsEnabled(true);

await runAsProcess(() =>
	startConvex({
		port: Number(CONVEX_PORT || 3210),
		stateDir: join(LOCAL_STATE || '.local', 'convex'),
		functionsDir: CONVEX_FUNCTIONS || 'convex',
		origins: (APP_ORIGIN || 'http://localhost:4173').split(',').map((origin) => origin.trim()),
		controls: EMULATOR_CONTROLS === '1',
		errors: CONVEX_ERRORS === 'full' ? 'full' : 'redacted',
		watch: CONVEX_WATCH === '1',
		env: CLERK_JWT_ISSUER_DOMAIN ? { CLERK_JWT_ISSUER_DOMAIN } : {}
	})
);

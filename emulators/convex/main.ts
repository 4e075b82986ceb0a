/** Runs the local Convex as a process of its own. Its settings are environment variables. */
import { join } from 'node:path';
import { runAsProcess } from '../loopback.ts';
import { guardProcess } from './invocation.ts';
import { startConvex } from './server.ts';

const { env } = process;

guardProcess();
// So that the stack of a failed function names the lines of its source.
process.setSourceMapsEnabled(true);

await runAsProcess(() =>
	startConvex({
		port: Number(env.CONVEX_PORT || 3210),
		stateDir: join(env.LOCAL_STATE || '.local', 'convex'),
		functionsDir: env.CONVEX_FUNCTIONS || 'convex',
		origins: (env.APP_ORIGIN || 'http://localhost:4173').split(',').map((origin) => origin.trim()),
		controls: env.EMULATOR_CONTROLS === '1',
		errors: env.CONVEX_ERRORS === 'full' ? 'full' : 'redacted',
		watch: env.CONVEX_WATCH === '1',
		env: { CLERK_JWT_ISSUER_DOMAIN: env.CLERK_JWT_ISSUER_DOMAIN ?? '' }
	})
);

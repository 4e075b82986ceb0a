import { fileURLToPath } from 'node:url';
import { mergeConfig, type Plugin } from 'vite';
import app from '../../vite.config.ts';

const STAND_INS = fileURLToPath(new URL('stand-ins.ts', import.meta.url));

/** Where Clerk's packages and Convex's clients come into the app; what they bring comes by these alone. */
const SERVICES =
	/^svelte-clerk\/client$|\/(clerk-handle\.svelte|keep-connected|hooks-context)\.js$/;

const standIns: Plugin = {
	name: 'without-services',
	enforce: 'pre',
	resolveId: (source) => (SERVICES.test(source) ? STAND_INS : undefined)
};

/** Builds the same app without Clerk and Convex in it. */
export default mergeConfig(app, { plugins: [standIns] });

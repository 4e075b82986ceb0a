/** Serves the built app as a process of its own, with no build and no local server (`npm run preview`). */
import { runAsProcess } from '../emulators/loopback.ts';
import { startAppServer } from './app-server.ts';
import { DEFAULT_BUILD_FOLDER } from './servers.js';
import { readTarget } from './target.js';

await runAsProcess(() => {
	const { isLocal, ports } = readTarget();
	return startAppServer({
		port: ports.app,
		folder: process.env.BUILD_FOLDER || DEFAULT_BUILD_FOLDER,
		clerkUrl: isLocal ? `http://127.0.0.1:${ports.clerk}` : undefined
	});
});

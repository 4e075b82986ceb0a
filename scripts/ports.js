import { once } from 'node:events';
import { createServer } from 'node:net';
import { PortBusyError } from '../emulators/port-busy.js';

/** What listens where, and the variable that moves it. */
const LISTENERS = /** @type {const} */ ({
	app: { what: 'the app', variable: 'PORT' },
	clerk: { what: 'the local Clerk', variable: 'CLERK_PORT' },
	convex: { what: 'the local Convex', variable: 'CONVEX_PORT' }
});

/**
 * Fails before anything slow is done when one of the ports is taken.
 *
 * @param {Partial<import('./target.js').Ports>} ports
 * @param {string} [movedBy] the variable that moves them, where it is one for all
 * @throws {PortBusyError}
 */
export async function requireFreePorts(ports, movedBy) {
	for (const [name, { what, variable }] of Object.entries(LISTENERS)) {
		const port = ports[/** @type {keyof typeof LISTENERS} */ (name)];
		if (port !== undefined && (await isBusy(port))) {
			throw new PortBusyError(what, port, movedBy ?? variable);
		}
	}
}

/** A port of this machine that nothing listens on. */
export async function freePort() {
	const probe = createServer();
	probe.listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
	probe.close();
	await once(probe, 'close');
	return port;
}

/** @param {number} port */
async function isBusy(port) {
	const probe = createServer();
	probe.listen(port, '127.0.0.1');
	try {
		await once(probe, 'listening');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return true;
		throw error;
	}
	probe.close();
	await once(probe, 'close');
	return false;
}

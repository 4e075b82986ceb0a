import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PortBusyError } from '../emulators/port-busy.js';
import { requireFreePorts } from './ports.js';

let holder: ReturnType<typeof createServer>;
let port: number;
beforeEach(async () => {
	holder = createServer().listen(0, '127.0.0.1');
	await once(holder, 'listening');
	const address = holder.address();
	port = typeof address === 'object' && address ? address.port : 0;
});
afterEach(() => void holder.close());

describe('requireFreePorts', () => {
	it('names a busy port, who wants it and the variable that moves it', async () => {
		const attempt = requireFreePorts({ clerk: port });
		await expect(attempt).rejects.toThrow(PortBusyError);
		await expect(attempt).rejects.toThrow(
			`Port ${port} for the local Clerk is in use. Stop what holds it, or set CLERK_PORT to another port.`
		);
	});

	it('names the one variable that moves all of them', async () => {
		await expect(requireFreePorts({ app: port }, 'TEST_PORT')).rejects.toThrow(/set TEST_PORT/);
	});

	it('leaves a free port free', async () => {
		holder.close();
		await once(holder, 'close');
		await requireFreePorts({ app: port });
		await requireFreePorts({ app: port });
	});
});

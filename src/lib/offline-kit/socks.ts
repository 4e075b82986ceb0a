/** The server's half of SOCKS 5 (RFC 1928), as far as browsers use it: no password, connections only. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Destination } from './destination.js';

const VERSION = 5;
const CONNECT = 1;
const NO_PASSWORD = 0;
const ADDRESS_TYPE = { ipv4: 1, name: 3, ipv6: 4 };
/** The address that we connect from. No browser looks at it. */
const UNSPECIFIED = [0, ADDRESS_TYPE.ipv4, 0, 0, 0, 0, 0, 0];
const ACCEPTED = Buffer.from([VERSION, 0, ...UNSPECIFIED]);
const REFUSED = Buffer.from([VERSION, 5, ...UNSPECIFIED]);

/**
 * Reads where a new connection is to lead, and leaves all that follows unread.
 *
 * @throws when the client speaks something else, or has gone
 */
export async function readDestination(client: Socket): Promise<Destination> {
	const [version, methods = 0] = await read(client, 2);
	if (version !== VERSION) throw new Error('Not SOCKS 5.');
	await read(client, methods);
	client.write(Buffer.from([VERSION, NO_PASSWORD]));

	const [, command, , type] = await read(client, 4);
	if (command !== CONNECT) throw new Error('Not a request to connect.');
	const host = await readHost(client, type);
	return { host, port: (await read(client, 2)).readUInt16BE() };
}

/** Tells the client that it is connected. What it sends from now on is for the destination. */
export function accept(client: Socket): void {
	client.write(ACCEPTED);
}

/** Tells the client that the destination refuses it, and hangs up. */
export function refuse(client: Socket): void {
	client.end(REFUSED);
}

async function readHost(client: Socket, type: number | undefined): Promise<string> {
	if (type === ADDRESS_TYPE.ipv4) return (await read(client, 4)).join('.');
	if (type === ADDRESS_TYPE.ipv6) {
		const groups = (await read(client, 16)).toString('hex').match(/.{4}/g) ?? [];
		return groups.join(':');
	}
	const [length = 0] = await read(client, 1);
	return (await read(client, length)).toString('latin1');
}

async function read(client: Socket, size: number): Promise<Buffer> {
	while (!client.destroyed) {
		const bytes = client.read(size) as Buffer | null;
		if (bytes?.length === size) return bytes;
		if (bytes || client.readableEnded) break;
		await once(client, 'readable');
	}
	throw new Error('The client has gone.');
}

import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createCaptivePortal } from './captive-portal.js';
import type { Destination } from './destination.js';
import { accept, readDestination, refuse } from './socks.js';
import type { WayOffline } from './ways-offline.js';

/** One connection of the browser's. */
interface Line {
	readonly client: Socket;
	/** Where it leads; not known before the client has said so. */
	destination?: Destination;
	/** The other end, unless it leads nowhere. */
	server?: Socket;
	/** What is wrong with it. */
	fault?: WayOffline;
}

/** How the network is away, and to where. */
interface Outage {
	way: WayOffline;
	concerns: (destination: Destination) => boolean;
}

/** How a network is made. */
export interface NetworkOptions {
	/**
	 * Ports that lead to other ports of the same host: `{ 4173: 5173 }` connects the browser to 5173
	 * when it asks for 4173. The browser does not notice. One build with fixed addresses can so be
	 * tested by several workers at once, each with servers of its own.
	 */
	redirect?: Readonly<Record<number, number>>;
}

/**
 * The network of one browser: a proxy on loopback that all of its connections go through, those of
 * service workers and WebSockets too, encrypted or not. No byte is changed on the way; what changes is
 * whether it arrives.
 *
 * ```ts
 * const network = await Network.start();
 * const browser = await chromium.launch({ proxy: network.proxy });
 * network.takeAway('black-hole', ({ host }) => host.endsWith('.convex.cloud'));
 * network.giveBack();
 * await network.close();
 * ```
 */
export class Network {
	readonly #entrance: Server;
	readonly #portal = createCaptivePortal();
	readonly #lines = new Set<Line>();
	readonly #redirect: Readonly<Record<number, number>>;
	#outage: Outage | undefined;

	private constructor({ redirect = {} }: NetworkOptions) {
		this.#redirect = redirect;
		this.#entrance = createServer((client) => {
			const line: Line = { client };
			this.#lines.add(line);
			client.on('close', () => {
				this.#lines.delete(line);
				line.server?.destroy();
			});
			client.on('error', () => client.destroy());
			this.#admit(line).catch(() => client.destroy());
		});
	}

	/** Starts a network on which everything arrives. */
	static async start(options: NetworkOptions = {}): Promise<Network> {
		const network = new Network(options);
		network.#entrance.listen(0, '127.0.0.1');
		await once(network.#entrance, 'listening');
		return network;
	}

	/** Playwright's option `proxy`, for the browser that is to be on this network. */
	get proxy(): { server: string } {
		const { port } = this.#entrance.address() as AddressInfo;
		return { server: `socks5://127.0.0.1:${port}` };
	}

	/**
	 * Takes the network away, from open connections and new ones, in place of any other way that it was
	 * away before. That a network is `switched-off` the browser has to be told as well.
	 *
	 * @param way how
	 * @param concerns to where, by the address that the browser asks for; everywhere, unless told otherwise
	 */
	takeAway(way: WayOffline, concerns: Outage['concerns'] = () => true): void {
		this.giveBack();
		this.#outage = { way, concerns };
		for (const line of this.#lines) {
			if (!line.destination || !concerns(line.destination)) continue;
			if (way === 'servers-gone' || way === 'captive-portal') {
				line.client.destroy();
			} else {
				line.fault = way;
				carry(line);
			}
		}
	}

	/** Gives the network back. Connections over which something was lost break, frozen ones go on. */
	giveBack(): void {
		this.#outage = undefined;
		for (const line of this.#lines) {
			if (line.fault === 'switched-off') {
				line.fault = undefined;
				carry(line);
			} else if (line.fault) {
				line.client.destroy();
			}
		}
	}

	/** Ends the network and every connection. */
	async close(): Promise<void> {
		for (const { client } of this.#lines) client.destroy();
		this.#entrance.close();
		await once(this.#entrance, 'close');
	}

	async #admit(line: Line): Promise<void> {
		const { client } = line;
		const destination = await readDestination(client);
		line.destination = destination;
		line.fault = this.#outage?.concerns(destination) ? this.#outage.way : undefined;
		switch (line.fault) {
			case undefined:
			case 'answers-lost':
				return this.#connect(line, destination);
			case 'switched-off':
			case 'servers-gone':
				return refuse(client);
			case 'black-hole':
				accept(client);
				return carry(line);
			case 'captive-portal':
				accept(client);
				this.#portal.emit('connection', client);
		}
	}

	async #connect(line: Line, { host, port }: Destination): Promise<void> {
		const { client } = line;
		const server = connect({ host, port: this.#redirect[port] ?? port });
		line.server = server;
		carry(line);
		try {
			await once(server, 'connect');
		} catch {
			return refuse(client);
		}
		accept(client);
		// Over a broken network the browser does not learn what has become of the server.
		server.on('error', () => line.fault ?? client.destroy());
	}
}

/** Sends on what arrives at either end, as far as the line's fault lets it; the rest is thrown away. */
function carry({ client, server, fault }: Line): void {
	// This pauses both, too.
	client.unpipe();
	server?.unpipe();
	if (fault === 'switched-off') return;
	if (server && fault !== 'black-hole') client.pipe(server);
	else client.resume();
	if (server && !fault) server.pipe(client);
	else server?.resume();
}

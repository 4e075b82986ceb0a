import type { Device, Servers } from './world.ts';

/** A way to be without a network, and back. */
export interface WayOffline {
	name: string;
	begin(servers: Servers, device: Device): Promise<void>;
	end(servers: Servers, device: Device): Promise<void>;
}

/**
 * The ways a network goes away. They differ in what the browser believes and in what happens to what is
 * open, and software that bears one of them often fails at another.
 */
export const WAYS_OFFLINE: readonly WayOffline[] = [
	{
		// `navigator.onLine` is false, new requests fail. An open WebSocket freezes and does not close.
		name: "the browser's own offline switch",
		begin: (_servers, { context }) => context.setOffline(true),
		end: (_servers, { context }) => context.setOffline(false)
	},
	{
		// `navigator.onLine` stays true, connections are refused at once, open ones break.
		name: 'servers that are gone',
		begin: (servers) => servers.kill(),
		end: (servers) => servers.start()
	},
	{
		// `navigator.onLine` stays true, every request hangs.
		name: 'servers that accept and never answer',
		begin: (servers) => servers.replaceBySilence(),
		end: (servers) => servers.start()
	},
	{
		// `navigator.onLine` stays true, every request succeeds, with a page instead of what was asked for.
		name: 'a captive portal',
		begin: (servers) => servers.replaceByCaptivePortal(),
		end: (servers) => servers.start()
	}
];

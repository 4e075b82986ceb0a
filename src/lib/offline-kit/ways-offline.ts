/**
 * A way to be without a network.
 *
 * - `switched-off`: the browser knows. `navigator.onLine` is false and new connections fail. Open ones
 *   freeze, and go on where they were when the network is back.
 * - `servers-gone`: open connections break, new ones are refused.
 * - `black-hole`: nothing arrives, either way, and nobody is told. Open connections stay open, new ones
 *   are accepted, and all of them hang.
 * - `answers-lost`: what is sent arrives, also over new connections. No answer comes back.
 * - `captive-portal`: open connections break. Plain HTTP is answered with 200 and a page of somebody
 *   else's; what is encrypted fails, and so do WebSockets.
 */
export type WayOffline =
	'switched-off' | 'servers-gone' | 'black-hole' | 'answers-lost' | 'captive-portal';

/**
 * Every {@link WayOffline}, to loop over. They differ in what the browser believes and in what becomes
 * of what is open; software that bears one of them often fails at another.
 */
export const WAYS_OFFLINE: readonly WayOffline[] = [
	'switched-off',
	'servers-gone',
	'black-hole',
	'answers-lost',
	'captive-portal'
];

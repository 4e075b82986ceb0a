/**
 * What a network does to what is sent over it.
 *
 * - `servers-gone`: open connections break, new ones are refused.
 * - `black-hole`: nothing arrives, either way, and nobody is told. Open connections stay open, new ones
 *   are accepted, and all of them hang.
 * - `answers-lost`: what is sent arrives, also over new connections. No answer comes back.
 * - `captive-portal`: open connections break. Plain HTTP is answered with 200 and a page of somebody
 *   else's; what is encrypted fails, and so do WebSockets.
 */
export type NetworkFault = 'servers-gone' | 'black-hole' | 'answers-lost' | 'captive-portal';

/**
 * A way to be without a network: a {@link NetworkFault}, of which the browser knows nothing, or
 * `switched-off`, the browser's own switch. That makes `navigator.onLine` false and fails what is
 * requested; an open WebSocket freezes, and goes on where it was when the switch is on again.
 */
export type WayOffline = 'switched-off' | NetworkFault;

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

import type { EntryState } from '$lib';

/** The icon of each state of a message on its way. */
export const SEND_ICONS = {
	waiting: 'clock',
	sending: 'send',
	sent: 'check',
	held: 'held',
	rejected: 'rejected'
} as const satisfies Record<EntryState['status'], string>;

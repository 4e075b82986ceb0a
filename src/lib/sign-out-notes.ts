import { isSessionRef } from './auth/session-record.svelte.js';
import type { Report } from './diagnostics.js';
import type { SessionRef } from './auth/auth-state.js';

/**
 * The sign-outs that are not finished on this device. They are noted in local storage, which often takes a
 * few bytes where a database takes none: on a full disk. `app.html` paints no snapshot while there are any.
 */
export interface SignOutNotes {
	read(): readonly SessionRef[];
	add(session: SessionRef): void;
	remove(sessionId: string): void;
}

/**
 * @param storage `undefined` where the page may not use it
 * @param name separates apps, and deployments of one app, that share an origin
 */
export function createSignOutNotes(
	storage: Storage | undefined,
	name: string,
	report: Report
): SignOutNotes {
	const read = (): readonly SessionRef[] => {
		try {
			const noted: unknown = JSON.parse(storage?.getItem(name) ?? '[]');
			return Array.isArray(noted) ? noted.filter(isSessionRef) : [];
		} catch (error) {
			report('note_failed', error);
			return [];
		}
	};
	const write = (sessions: readonly SessionRef[]) => {
		try {
			if (sessions.length > 0) storage?.setItem(name, JSON.stringify(sessions));
			else storage?.removeItem(name);
		} catch (error) {
			// Not even that: then the database is all there is.
			report('note_failed', error);
		}
	};
	const without = (sessionId: string) => read().filter((one) => one.sessionId !== sessionId);
	return {
		read,
		add: ({ sessionId, subject }) => write([...without(sessionId), { sessionId, subject }]),
		remove: (sessionId) => write(without(sessionId))
	};
}

import { scopeOf, type Identity, type SessionRef } from './auth-state.js';
import { parseRecord, SessionRecord, VERSION, type RecordStore } from './session-record.svelte.js';
import { signedOutCookie } from './signed-out-cookie.js';

/** Where a page writes its cookies. */
export type CookieJar = Pick<Document, 'cookie' | 'location'>;

/**
 * The session record in a page that a server has rendered for a user: it begins with that user, before the
 * device has been read. What the device knows of sign-outs goes before the server's word, and the server is told
 * of them by a cookie.
 */
export class RenderedRecord extends SessionRecord {
	readonly #rendered: Identity | undefined;
	readonly #cookies: CookieJar | undefined;

	/** @param cookies `undefined` on a server */
	constructor(rendered: Identity | undefined, cookies: CookieJar | undefined) {
		super();
		this.#rendered = rendered;
		this.#cookies = cookies;
	}

	override get identity(): Identity | undefined {
		return this.isOpen ? super.identity : this.#rendered;
	}

	override async open(store: RecordStore, signal: AbortSignal): Promise<void> {
		let rendered = this.#rendered;
		const read = async () => {
			const stored = await store.read();
			// Only once: later the record is newer than the page.
			const identity = rendered;
			rendered = undefined;
			return identity ? await enter(identity, stored, store) : stored;
		};
		await super.open({ ...store, read }, signal);
		this.#tellServer(this.signOuts);
	}

	override async beginSignOut(session: SessionRef): Promise<boolean> {
		this.#tellServer([...this.signOuts, session]);
		return await super.beginSignOut(session);
	}

	override async endSignOut(sessionId: string): Promise<void> {
		await super.endSignOut(sessionId);
		this.#tellServer(this.signOuts);
	}

	/** Until Clerk has ended the sessions, their tokens are good. */
	#tellServer(signOuts: readonly SessionRef[]): void {
		if (!this.#cookies) return;
		const ids = new Set(signOuts.map(({ sessionId }) => sessionId));
		this.#cookies.cookie = signedOutCookie([...ids], this.#cookies.location.protocol === 'https:');
	}
}

/** The stored record, with the identity that the page was rendered for, unless it has signed out here. */
async function enter(
	identity: Identity,
	stored: unknown,
	store: Pick<RecordStore, 'deleteSnapshots'>
): Promise<unknown> {
	const record = parseRecord(stored);
	if (record.signOuts.some(({ sessionId }) => sessionId === identity.sessionId)) return stored;
	const isAnother = !record.identity || scopeOf(record.identity) !== scopeOf(identity);
	if (isAnother) await store.deleteSnapshots();
	return { version: VERSION, ...record, identity };
}

import type { Identity, SessionRef } from './auth-state.ts';

/** Bumped when the shape of what is stored changes; another version's is not read. */
const VERSION = 1;

/**
 * What this device remembers of who is signed in: the last identity that Convex confirmed, and the
 * sign-outs that Clerk has yet to be told of. Never a token.
 *
 * It lies in `localStorage` because the first frame of a launch needs it, and because other tabs are
 * told of a change at once. Without storage it lasts as long as the page.
 */
export class DeviceMemory {
	readonly #storage: Storage | undefined;
	readonly #identityKey: string;
	readonly #signOutsKey: string;
	#identity = $state.raw<Identity | undefined>();
	#signOuts = $state.raw<readonly SessionRef[]>([]);

	/** @param namespace sets apart apps, and deployments of one app, that share an origin */
	constructor(storage: Storage | undefined, namespace: string) {
		this.#storage = storage;
		this.#identityKey = `${namespace}:identity`;
		this.#signOutsKey = `${namespace}:sign-outs`;
		this.#read();
	}

	/** The identity that Convex confirmed last. */
	get identity(): Identity | undefined {
		return this.#identity;
	}

	/** Sessions signed out on this device that are still to be wiped, or to be ended at Clerk. */
	get signOuts(): readonly SessionRef[] {
		return this.#signOuts;
	}

	/** Follows what other tabs write until the signal is aborted. */
	start(window: Window, signal: AbortSignal): void {
		window.addEventListener(
			'storage',
			({ key }) => {
				if (key === null || key === this.#identityKey || key === this.#signOutsKey) this.#read();
			},
			{ signal }
		);
	}

	/** Remembers an identity that Convex has confirmed. */
	remember(identity: Identity): void {
		this.#identity = identity;
		this.#write(this.#identityKey, identity);
	}

	/** Forgets the identity, on Clerk's answer. */
	forget(): void {
		this.#identity = undefined;
		this.#write(this.#identityKey, undefined);
	}

	/** Notes a sign-out before anything is done about it, so that it survives a crash at any point. */
	beginSignOut({ sessionId, subject }: SessionRef): void {
		this.#writeSignOuts([...this.#signOuts, { sessionId, subject }]);
		if (this.#identity?.sessionId === sessionId) this.forget();
	}

	/** Drops the note: the data is wiped and Clerk has ended the session. */
	endSignOut(sessionId: string): void {
		this.#writeSignOuts(this.#signOuts.filter((one) => one.sessionId !== sessionId));
	}

	#writeSignOuts(signOuts: readonly SessionRef[]): void {
		this.#signOuts = signOuts;
		this.#write(this.#signOutsKey, signOuts.length > 0 ? signOuts : undefined);
	}

	#read(): void {
		const identity = this.#readValue(this.#identityKey);
		const signOuts = this.#readValue(this.#signOutsKey);
		this.#identity = isIdentity(identity) ? identity : undefined;
		this.#signOuts = Array.isArray(signOuts) ? signOuts.filter(isSessionRef) : [];
	}

	#readValue(key: string): unknown {
		try {
			const stored: unknown = JSON.parse(this.#storage?.getItem(key) ?? 'null');
			return isObject(stored) && stored.version === VERSION ? stored.value : undefined;
		} catch {
			return undefined;
		}
	}

	#write(key: string, value: unknown): void {
		try {
			if (value === undefined) this.#storage?.removeItem(key);
			else this.#storage?.setItem(key, JSON.stringify({ version: VERSION, value }));
		} catch {
			// A full or forbidden storage: remembered until the page closes.
		}
	}
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function isSessionRef(value: unknown): value is SessionRef {
	return (
		isObject(value) && typeof value.sessionId === 'string' && typeof value.subject === 'string'
	);
}

function isIdentity(value: unknown): value is Identity {
	return isSessionRef(value) && isObject(value) && isObject(value.profile);
}

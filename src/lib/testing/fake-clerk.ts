import { tokenOf } from './fake-convex.js';
import type { FakeWindow } from './fake-window.js';

interface Session {
	id: string;
	status: 'active' | 'pending';
	user: { id: string; fullName: string; organizationMemberships: Membership[] };
	organization: { id: string } | null;
}

interface Membership {
	role: string;
	organization: { id: string };
	updatedAt: Date;
}

/** Clerk's servers: the sessions of one browser, the same at every launch. */
export class FakeClerkServer {
	isReachable = true;
	sessions: Session[] = [];

	/** A session of this user, without a browser that knows of it. */
	addSession(name: string, status: Session['status'] = 'active'): Session {
		const id = name.toLowerCase();
		const session: Session = {
			id: `sess_${id}`,
			status,
			user: { id: `user_${id}`, fullName: name, organizationMemberships: [] },
			organization: null
		};
		this.sessions.push(session);
		return session;
	}

	/** Answers, or is not there. */
	async ask<T>(answer: () => T): Promise<T> {
		await new Promise((resolve) => setImmediate(resolve));
		if (!this.isReachable) throw new TypeError('Failed to fetch');
		return answer();
	}
}

/** clerk-js in one page, as far as the library uses it. */
export class FakeClerk {
	status: 'loading' | 'ready' = 'loading';
	readonly #server: FakeClerkServer;
	readonly #listeners = new Set<(resources: object) => void>();
	#sessions: Session[] = [];

	constructor(server: FakeClerkServer) {
		this.#server = server;
	}

	/** How many listen to it. */
	get listenerCount(): number {
		return this.#listeners.size;
	}

	get client() {
		return { sessions: this.#sessions, reload: () => this.#server.ask(() => this.#take()) };
	}

	get session() {
		const [session] = this.#sessions;
		if (!session) return null;
		const getToken = () => this.#server.ask(() => tokenOf(session.user.id));
		return { ...session, lastActiveToken: null, getToken };
	}

	get user() {
		return this.session?.user ?? null;
	}

	addListener(listener: (resources: object) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	async load(): Promise<void> {
		await this.#server.ask(() => this.#take());
		this.status = 'ready';
	}

	/** As clerk-js does, it forgets the session here whether or not its servers have heard of it. */
	async signOut({ sessionId }: { sessionId: string }): Promise<void> {
		const others = (all: Session[]) => all.filter(({ id }) => id !== sessionId);
		const server = this.#server;
		await server.ask(() => (server.sessions = others(server.sessions))).catch(() => undefined);
		this.#sessions = others(this.#sessions);
		this.emit();
	}

	/** The user signs in through Clerk's own components. */
	signIn(name: string): void {
		const session = this.#server.addSession(name);
		this.#sessions = [session, ...this.#sessions.filter(({ id }) => id !== session.id)];
		this.emit();
	}

	/** The user goes to this organisation of theirs, in this role; another role replaces the last. */
	switchTo(organizationId: string, role: string): void {
		const [session] = this.#sessions;
		if (!session) throw new Error('Nobody is signed in.');
		const { user } = session;
		session.organization = { id: organizationId };
		user.organizationMemberships = [
			...user.organizationMemberships.filter(({ organization: { id } }) => id !== organizationId),
			{ role, organization: session.organization, updatedAt: new Date() }
		];
		this.emit();
	}

	/** Hands out what it has, as new objects: it does so at every token. */
	emit(): void {
		const { client, session, user } = this;
		for (const listener of this.#listeners) {
			const organization = session?.organization ?? null;
			listener({ client, session, user: user && { ...user }, organization });
		}
	}

	#take(): void {
		this.#sessions = [...this.#server.sessions];
		this.emit();
	}
}

/** The script arrives in the page; if it was asked for before, that request is answered. */
export function loadClerk(window: FakeWindow, server: FakeClerkServer): FakeClerk {
	const clerk = new FakeClerk(server);
	Object.assign(window, { Clerk: clerk });
	for (const script of window.document.appended) {
		if (script.isInPage) script.dispatchEvent(new Event('load'));
	}
	return clerk;
}

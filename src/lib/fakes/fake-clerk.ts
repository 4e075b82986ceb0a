import { claimsOf, tokenOf } from './fake-token.js';
import type { FakeWindow } from './fake-window.js';
import { nextTask } from './next-task.js';

interface Session {
	id: string;
	status: 'active' | 'pending';
	user: { id: string; fullName: string; organizationMemberships: Membership[] };
	organization: { id: string } | null;
	lastActiveToken: { jwt: { claims: object } } | null;
}

interface Membership {
	role: string;
	permissions: string[];
	organization: { id: string };
	updatedAt: Date;
}

/** A request for a token, as Clerk's session gets it. */
export interface TokenRequest {
	skipCache?: boolean;
	template?: string;
}

/** Clerk's servers: the sessions of one browser, the same at every launch. */
export class FakeClerkServer {
	isReachable = true;
	sessions: Session[] = [];
	/** The ids of the user's sessions in other browsers. */
	elsewhere: string[] = [];
	tokenLifeSeconds = 3600;
	/** Whether session tokens are for Convex; a template is asked for otherwise. */
	isIntegrated = true;
	hasTemplate = false;
	/** How far the browser's clock is ahead of Clerk's. */
	clientAheadMs = 0;
	/** The outcomes of the next requests for a token. Further requests return a new token each. */
	readonly answers: (() => Promise<string | null>)[] = [];
	/** The requests for tokens, oldest first. */
	readonly asked: TokenRequest[] = [];

	/** Adds a session of this user at Clerk; the browser does not know of it yet. */
	addSession(name: string, status: Session['status'] = 'active', suffix = ''): Session {
		const id = name.toLowerCase();
		const session: Session = {
			id: `sess_${id}${suffix}`,
			status,
			user: { id: `user_${id}`, fullName: name, organizationMemberships: [] },
			organization: null,
			lastActiveToken: null
		};
		this.sessions.push(session);
		return session;
	}

	/** Answers, or fails while the server cannot be reached. */
	async ask<T>(answer: () => T): Promise<T> {
		await nextTask();
		if (!this.isReachable) throw new TypeError('Failed to fetch');
		return answer();
	}

	/** Returns a token, or the outcome that the test has set. */
	giveToken(session: Session, request: TokenRequest): Promise<string | null> {
		this.asked.push(request);
		const answer = this.answers.shift();
		return answer ? answer() : this.ask(() => this.mint(session, request));
	}

	/** A new token of this session. */
	mint({ user, organization }: Session, { template }: TokenRequest = {}): string {
		if (template && !this.hasTemplate) throw Object.assign(new Error('HTTP 404'), { status: 404 });
		const isOfIt = (one: Membership) => one.organization.id === organization?.id;
		return tokenOf(user.id, {
			audience: template || this.isIntegrated ? 'convex' : null,
			orgId: organization?.id,
			orgRole: user.organizationMemberships.find(isOfIt)?.role,
			now: Date.now() - this.clientAheadMs,
			lifeSeconds: this.tokenLifeSeconds
		});
	}
}

/** The part of clerk-js in one page that the library uses. */
export class FakeClerk {
	status: 'loading' | 'ready' = 'loading';
	/** The options of each attempt to load it. */
	readonly loadedWith: object[] = [];
	/** What was changed of its UI. */
	readonly uiChanges: object[] = [];
	version: string | undefined;
	readonly #server: FakeClerkServer;
	readonly #listeners = new Set<(resources: object) => void>();
	#sessions: Session[] = [];

	constructor(server: FakeClerkServer) {
		this.#server = server;
	}

	get loaded(): boolean {
		return this.status === 'ready';
	}

	/** The number of listeners. */
	get listenerCount(): number {
		return this.#listeners.size;
	}

	get client() {
		return { sessions: this.#sessions, reload: () => this.#server.ask(() => this.#take()) };
	}

	get session() {
		const [session] = this.#sessions;
		if (!session) return null;
		return { ...session, getToken: (request: TokenRequest) => this.#getToken(session, request) };
	}

	get user() {
		const { session } = this;
		return session && { ...session.user, getSessions: () => this.#listSessions(session.id) };
	}

	addListener(listener: (resources: object) => void): () => void {
		this.#listeners.add(listener);
		if (this.loaded) listener(this.#resources());
		return () => this.#listeners.delete(listener);
	}

	__internal_updateProps(change: object): void {
		this.uiChanges.push(change);
	}

	async load(options: object = {}): Promise<void> {
		this.loadedWith.push(options);
		await this.#server.ask(() => this.#take());
		this.status = 'ready';
	}

	/** Like clerk-js, it forgets the session in the browser, also when its servers cannot be reached. */
	async signOut({ sessionId }: { sessionId: string }): Promise<void> {
		const others = (all: Session[]) => all.filter(({ id }) => id !== sessionId);
		const server = this.#server;
		await server.ask(() => (server.sessions = others(server.sessions))).catch(() => undefined);
		this.#sessions = others(this.#sessions);
		this.emit();
	}

	/** Signs the user in as Clerk's own components do. `suffix` distinguishes two sessions of one user. */
	signIn(name: string, suffix = ''): void {
		const session = this.#server.addSession(name, 'active', suffix);
		this.#sessions = [session, ...this.#sessions.filter(({ id }) => id !== session.id)];
		this.emit();
	}

	/** Switches the user to this organisation with this role. Another role replaces the last one. */
	switchTo(organizationId: string, role: string, permissions: string[] = []): void {
		const [session] = this.#sessions;
		if (!session) throw new Error('Nobody is signed in.');
		const { user } = session;
		session.organization = { id: organizationId };
		user.organizationMemberships = [
			...user.organizationMemberships.filter(({ organization: { id } }) => id !== organizationId),
			{ role, permissions, organization: session.organization, updatedAt: new Date() }
		];
		this.emit();
	}

	/** A token comes that says another role than the membership, of which Clerk has not heard yet. */
	hearOfRole(role: string): void {
		const [session] = this.#sessions;
		const claims = session?.lastActiveToken?.jwt.claims;
		if (!session || !claims) throw new Error('Nobody has a token.');
		const iat = Date.now() / 1_000 + 60;
		const changed = { ...claims, org_id: session.organization?.id, org_role: role, iat };
		session.lastActiveToken = { jwt: { claims: changed } };
		this.emit();
	}

	/** Hands out its resources as new objects, as clerk-js does with every token. */
	emit(): void {
		this.#tell(this.#resources());
	}

	/** Hands out the resources that clerk-js has between two sessions. */
	emitNothingYet(): void {
		this.#tell({
			client: this.client,
			session: undefined,
			user: undefined,
			organization: undefined
		});
	}

	#resources(): object {
		const { client, session, user } = this;
		const organization = session?.organization ?? null;
		return { client, session, user: user && { ...user }, organization };
	}

	#tell(resources: object): void {
		for (const listener of this.#listeners) listener(resources);
	}

	async #getToken(session: Session, request: TokenRequest): Promise<string | null> {
		const token = await this.#server.giveToken(session, request);
		if (token && !request.template) {
			session.lastActiveToken = { jwt: { claims: claimsOf(token) } };
			this.emit();
		}
		return token;
	}

	/** Like clerk-js, it takes a failed request for an empty list. */
	async #listSessions(id: string) {
		const server = this.#server;
		const revoke = (gone: string) =>
			server.ask(() => (server.elsewhere = server.elsewhere.filter((one) => one !== gone)));
		const list = () =>
			[id, ...server.elsewhere].map((one) => ({ id: one, revoke: () => revoke(one) }));
		return await server.ask(list).catch(() => []);
	}

	#take(): void {
		this.#sessions = [...this.#server.sessions];
		this.emit();
	}
}

/** Loads the script in the page, and fires the events of elements that had requested it. */
export function loadClerk(window: FakeWindow, server: FakeClerkServer): FakeClerk {
	const clerk = new FakeClerk(server);
	Object.assign(window, { Clerk: clerk });
	for (const script of window.document.appended) {
		if (script.isInPage) script.dispatchEvent(new Event('load'));
	}
	return clerk;
}

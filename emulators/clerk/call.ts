/** One request to the Frontend API, as its routes see it, and what they can answer. */
import { addClient, sessionsOf } from './accounts.ts';
import { formError, unauthenticated } from './api-error.ts';
import type { Body } from './http.ts';
import type { Instance } from './instance.ts';
import type { Client, Data, Session, User } from './store.ts';
import type { Subject } from './tokens.ts';

/** One request. */
export class Call {
	readonly instance: Instance;
	readonly params: Readonly<Record<string, string>>;
	readonly query: URLSearchParams;
	readonly body: Body;
	/** The origin of the page that asks. */
	readonly origin: string;
	/** The browser that asks, when its cookie is known. */
	client: Client | undefined;

	constructor(fields: Pick<Call, 'instance' | 'params' | 'query' | 'body' | 'origin' | 'client'>) {
		this.instance = fields.instance;
		this.params = fields.params;
		this.query = fields.query;
		this.body = fields.body;
		this.origin = fields.origin;
		this.client = fields.client;
	}

	get data(): Data {
		return this.instance.store.data;
	}

	get now(): number {
		return this.instance.now();
	}

	/** A field of the form, or `null` when it is not there or empty. */
	field(name: string): string | null {
		return this.body.fields.get(name)?.trim() || null;
	}

	/** A field of the form exactly as it was typed. Throws Clerk's form error when it is not there. */
	required(name: string): string {
		const value = this.body.fields.get(name);
		if (!value) throw formError('form_param_nil', name);
		return value;
	}

	/** The browser that asks, known from now on if it was not. */
	openClient(): Client {
		this.client ??= addClient(this.data, this.now);
		return this.client;
	}

	/** The sessions of the browser that asks. */
	sessions(): Session[] {
		return this.client ? sessionsOf(this.data, this.client, this.now) : [];
	}

	/** A session of the browser that asks. Throws when it is not, or no longer, one of them. */
	session(id: string | null | undefined): Session {
		const session = this.sessions().find((candidate) => candidate.id === id);
		if (!session) throw unauthenticated();
		return session;
	}

	/** The session that the page says it acts in. */
	actingSession(): Session {
		return this.session(this.query.get('_clerk_session_id') ?? this.client?.lastActiveSessionId);
	}

	/** Whose session it is. */
	userOf(session: Session): User {
		const user = this.data.users[session.userId];
		if (!user) throw unauthenticated();
		return user;
	}

	/** What a token for a session is made of. */
	subject(session: Session): Subject {
		const user = this.userOf(session);
		return { session, user, picture: this.instance.pictureUrl(user), azp: this.origin };
	}
}

/** What a route answers: a resource in Clerk's envelope, or something that goes without one. */
export type Answer = { response: unknown } | { bare: unknown };

/** A method, a path whose parts may be `:names`, and what answers it. */
export type Route = readonly [
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
	path: string,
	answer: (call: Call) => Answer | Promise<Answer>
];

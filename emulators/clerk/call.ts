/** One request to the Frontend API, as its routes see it, and what they answer. */
import { addClient, sessionsOf } from './accounts.ts';
import { formError, unauthenticated, unknownParam } from './api-error.ts';
import type { Instance } from './instance.ts';
import { placeIn } from './organizations.ts';
import { pictureUrl } from './pictures.ts';
import type { Client, Data, Session, User } from './store.ts';

type Names = Pick<User, 'firstName' | 'lastName'>;

/** What a route answers: a resource, which gets Clerk's envelope, something that goes without, or an address. */
export type Answer = { response: unknown } | { bare: unknown } | { redirect: string };

/** A method, a path whose parts may be `:names`, and what answers it. */
export type Route = readonly [
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
	path: string,
	answer: (call: Call) => Answer | Promise<Answer>
];

/** One request. */
export class Call {
	/** The browser that asks, when its cookie is known. */
	client: Client | undefined;

	constructor(
		readonly instance: Instance,
		readonly params: Readonly<Record<string, string>>,
		readonly query: URLSearchParams,
		readonly form: URLSearchParams,
		/** The origin of the page that asks. */
		readonly origin: string,
		cookie: string | undefined
	) {
		this.client = Object.values(this.data.clients).find((known) => known.cookie === cookie);
	}

	get data(): Data {
		return this.instance.store.data;
	}

	get now(): number {
		return this.instance.now();
	}

	/** A field of the form, `null` when it is empty, or `otherwise` when it is not there. */
	field(name: string, otherwise: string | null = null): string | null {
		const value = this.form.get(name);
		return value === null ? otherwise : value.trim() || null;
	}

	/** A field of the form, exactly as it was typed. Throws Clerk's error when it is not there. */
	required(name: string): string {
		const value = this.form.get(name);
		if (value) return value;
		throw formError('form_param_nil', name);
	}

	/** The names in the form, or those of `otherwise` that are not there. Throws when there are none here. */
	names(otherwise: Names = { firstName: null, lastName: null }): Names {
		for (const param of ['first_name', 'last_name']) {
			if (this.data.hasNoNames && this.form.has(param)) throw unknownParam(param);
		}
		return {
			firstName: this.field('first_name', otherwise.firstName),
			lastName: this.field('last_name', otherwise.lastName)
		};
	}

	/** The browser that asks. If its cookie was not known, it gets one. */
	openClient(): Client {
		this.client ??= addClient(this.data, this.now);
		return this.client;
	}

	/** The sessions of the browser that asks. */
	sessions(): Session[] {
		return this.client ? sessionsOf(this.data, this.client, this.now) : [];
	}

	/** A session of the browser that asks. Throws when it is none of them, or has ended. */
	session(id: string | null | undefined): Session {
		const session = this.sessions().find((candidate) => candidate.id === id);
		if (session) return session;
		throw unauthenticated();
	}

	/** An account. Throws when it has been deleted. */
	user(id: string): User {
		const user = this.data.users[id];
		if (user) return user;
		throw unauthenticated();
	}

	/** Whose session the page says it acts in. */
	me(): User {
		const id = this.query.get('_clerk_session_id') ?? this.client?.lastActiveSessionId;
		return this.user(this.session(id).userId);
	}

	/** Whether a session is what the instance asks of it. A pending one has something to do first. */
	status({ organizationId }: Session): 'active' | 'pending' {
		return this.data.forceOrganization && !organizationId ? 'pending' : 'active';
	}

	/** A token for a session in an organisation: its own or, by name, one made from a template. */
	token(
		session: Session,
		organizationId: string | null,
		{ template, azp = this.origin }: { template?: string | undefined; azp?: string } = {}
	): Promise<string> {
		const user = this.user(session.userId);
		const facts = {
			status: this.status(session),
			picture: pictureUrl(this.instance, user),
			azp,
			place: placeIn(this.data, organizationId, user.id)
		};
		return this.instance.tokens.sign(session, user, facts, template);
	}
}

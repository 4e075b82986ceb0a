import type { SessionAuthObject } from '@clerk/backend';
import { ConvexHttpClient } from 'convex/browser';
import type { FunctionArgs, FunctionReference, FunctionReturnType } from 'convex/server';
import type { Identity } from '../auth/auth-state.js';
import { CONVEX, isConvexAudience, textIn } from '../auth/claims.js';
import type { RenderedState } from '../rendered-state.js';
import { ServerError } from './server-error.js';

/** Clerk's auth object of a session. */
export type ServerAuth = SessionAuthObject;

/** What {@link ServerClient} is made of. */
export interface ServerClientOptions {
	auth: ServerAuth;
	/** The session's own token; `undefined` when nobody is signed in. */
	sessionToken: string | undefined;
	/** Whether it is known that nobody is signed in in this browser. */
	isSignedOut?: boolean;
	/** The address of the Convex deployment. */
	convexUrl: string;
}

/**
 * Convex for whoever has sent one request: `event.locals.clerkConvex`. It is made for this request and
 * forgotten with it, so nothing of one user can reach another.
 */
export class ServerClient {
	/** Clerk's auth object: `userId`, `orgId`, `has()`, ... A session with tasks left to do is none. */
	readonly auth: ServerAuth;
	/** The address of the Convex deployment. */
	readonly convexUrl: string;
	readonly #sessionToken: string | undefined;
	readonly #isSignedOut: boolean;
	#token: Promise<string | undefined> | undefined;
	#convex: Promise<ConvexHttpClient> | undefined;

	constructor({ auth, sessionToken, convexUrl, isSignedOut = false }: ServerClientOptions) {
		this.auth = auth;
		this.convexUrl = convexUrl;
		this.#sessionToken = sessionToken;
		this.#isSignedOut = isSignedOut;
	}

	/** What the provider starts from in the browser. Return it from the root layout's `load`. */
	get state(): RenderedState {
		const identity = identityOf(this.auth);
		return { identity, ...(this.#isSignedOut && { isSignedOut: true }) };
	}

	/**
	 * The user's token for Convex; `undefined` when nobody is signed in. With Clerk's Convex integration it is
	 * the session's own. Otherwise Clerk is asked for one, once.
	 *
	 * @throws {ServerError} `no_convex_audience` or `token_retrieval_failed`
	 */
	token(): Promise<string | undefined> {
		return (this.#token ??= this.#getToken());
	}

	/**
	 * Asks a query, as the user or, when nobody is signed in, as nobody.
	 *
	 * @throws the function's own error, and {@link ServerError} when there is no token
	 */
	async query<Query extends FunctionReference<'query'>>(
		query: Query,
		args: FunctionArgs<Query>
	): Promise<Awaited<FunctionReturnType<Query>>> {
		return (await this.#client()).query(query, args);
	}

	/** Runs a mutation. It throws as {@link query} does. */
	async mutation<Mutation extends FunctionReference<'mutation'>>(
		mutation: Mutation,
		args: FunctionArgs<Mutation>
	): Promise<Awaited<FunctionReturnType<Mutation>>> {
		return (await this.#client()).mutation(mutation, args);
	}

	/** Runs an action. It throws as {@link query} does. */
	async action<Action extends FunctionReference<'action'>>(
		action: Action,
		args: FunctionArgs<Action>
	): Promise<Awaited<FunctionReturnType<Action>>> {
		return (await this.#client()).action(action, args);
	}

	#client(): Promise<ConvexHttpClient> {
		return (this.#convex ??= this.#connect());
	}

	async #connect(): Promise<ConvexHttpClient> {
		const token = await this.token();
		const url = this.convexUrl.replace(/\/+$/, '');
		// The functions' log lines may have a user's data in them: they are in Convex's own log.
		return new ConvexHttpClient(url, { logger: false, ...(token && { auth: token }) });
	}

	async #getToken(): Promise<string | undefined> {
		const { auth } = this;
		if (!auth.userId) return undefined;
		if (isConvexAudience(auth.sessionClaims.aud)) return this.#sessionToken;
		try {
			const token = await auth.getToken({ template: CONVEX });
			if (token) return token;
		} catch (cause) {
			throw tokenError(cause);
		}
		throw tokenError(undefined);
	}
}

function tokenError(cause: unknown): ServerError {
	const status: unknown = cause instanceof Error && 'status' in cause ? cause.status : undefined;
	return status === 404
		? new ServerError(
				'no_convex_audience',
				'The session token is not for Convex, and there is no JWT template "convex". Turn on the ' +
					'Convex integration in the Clerk dashboard (Configure, Integrations, Convex).',
				{ cause }
			)
		: new ServerError('token_retrieval_failed', 'Clerk gave no token for Convex.', { cause });
}

/** The user as the browser's half of the library knows one. */
function identityOf(auth: ServerAuth): Identity | undefined {
	if (!auth.userId) return undefined;
	const { name, email, picture } = auth.sessionClaims as Record<string, unknown>;
	return {
		subject: auth.userId,
		sessionId: auth.sessionId,
		orgId: auth.orgId,
		orgRole: auth.orgRole,
		profile: { name: textIn(name) ?? '', email: textIn(email), imageUrl: textIn(picture) }
	};
}

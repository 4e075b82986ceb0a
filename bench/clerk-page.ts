/** How long Clerk's servers take to answer. */
const ANSWER_MS = 50;

/** clerk-js asks for a new token in the background this long before the old one ends. */
const REFRESH_AHEAD_SECONDS = 17;

/** A token that ends sooner than this is not handed out any more. */
const TOO_OLD_SECONDS = 5;

interface Token {
	jwt: { claims: { aud: string; iat: number; exp: number } };
	getRawString: () => string;
}

export interface ClerkPageOptions {
	/** Signs a token for the user that is signed in, as of now. */
	sign: () => Promise<string>;
	user: { id: string; fullName: string };
}

/**
 * clerk-js 6.40 in a page whose user is signed in, as far as tokens go: its cache, its own refreshing in
 * the background, and what it tells its listeners at each new token.
 */
export class ClerkPage {
	status: 'loading' | 'ready' = 'loading';
	/** `undefined` until it is loaded. */
	session: ReturnType<ClerkPage['newSession']> | undefined;
	/** How many tokens are being signed, which takes real time and not the clock's. */
	signing = 0;
	#counts = { asked: 0, requests: 0 };
	readonly #options: ClerkPageOptions;
	readonly #listeners = new Set<(resources: object) => void>();
	#cached: Promise<Token> | undefined;
	#refresh: ReturnType<typeof setTimeout> | undefined;

	constructor(options: ClerkPageOptions) {
		this.#options = options;
	}

	get user() {
		return this.session?.user;
	}

	get client() {
		return this.session && { sessions: [this.session] };
	}

	/** A listener that comes late hears at once what the others have heard. */
	addListener(listener: (resources: object) => void): () => void {
		this.#listeners.add(listener);
		if (this.session) listener(this.#resources);
		return () => this.#listeners.delete(listener);
	}

	/** Gets the client from Clerk's servers, whose answer has a token in it. */
	async load(): Promise<void> {
		const token = this.#answer();
		this.#cached = token;
		this.session = this.newSession(await token);
		this.#scheduleRefresh(await token);
		this.status = 'ready';
		this.#emit();
	}

	/**
	 * How often `getToken` was called since this was last asked, and how often a token was requested of
	 * Clerk's servers, by clerk-js itself and by those who skip its cache.
	 */
	takeCounts(): { asked: number; requests: number } {
		const counts = this.#counts;
		this.#counts = { asked: 0, requests: 0 };
		return counts;
	}

	/** Leaves no timer behind. */
	close(): void {
		clearTimeout(this.#refresh);
		this.#listeners.clear();
	}

	private newSession(lastActiveToken: Token) {
		return {
			id: 'sess_bench',
			status: 'active',
			user: this.#options.user,
			lastActiveToken,
			getToken: ({ skipCache = false } = {}) => this.#getToken(skipCache)
		};
	}

	async #getToken(skipCache: boolean): Promise<string> {
		this.#counts.asked += 1;
		const cached = skipCache ? undefined : await this.#cached;
		const isUsable = cached && secondsLeft(cached) >= TOO_OLD_SECONDS;
		return (isUsable ? cached : await this.#request()).getRawString();
	}

	async #request(): Promise<Token> {
		this.#counts.requests += 1;
		const answer = this.#answer();
		this.#cached = answer;
		const token = await answer;
		this.#scheduleRefresh(token);
		if (this.session) this.session.lastActiveToken = token;
		this.#emit();
		return token;
	}

	#scheduleRefresh(token: Token): void {
		clearTimeout(this.#refresh);
		const inMs = (secondsLeft(token) - REFRESH_AHEAD_SECONDS) * 1000;
		if (inMs > 0) this.#refresh = setTimeout(() => void this.#request(), inMs);
	}

	async #answer(): Promise<Token> {
		await new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
		this.signing += 1;
		const text = await this.#options.sign();
		this.signing -= 1;
		return toToken(text);
	}

	get #resources(): object {
		const { client, session, user } = this;
		return { client, session, user, organization: null };
	}

	#emit(): void {
		for (const listener of this.#listeners) listener(this.#resources);
	}
}

/** In whole seconds, as clerk-js counts. */
function secondsLeft({ jwt }: Token): number {
	return jwt.claims.exp - Math.floor(Date.now() / 1000);
}

function toToken(text: string): Token {
	const [, payload = ''] = text.split('.');
	const json = Buffer.from(payload, 'base64url').toString();
	return { jwt: { claims: JSON.parse(json) as Token['jwt']['claims'] }, getRawString: () => text };
}

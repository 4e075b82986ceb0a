import { createClientId, type Account } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { startHeartbeats, type Heartbeats } from './heartbeats';
import { whoIsHere, type PresenceView } from './who-is-here';

type ConvexClient = NonNullable<Account['convexClient']>;

/**
 * The people who are looking at a conversation together with the user, and who of them is typing.
 * Presence is sent to the backend directly and stored nowhere: without a connection nothing is known.
 */
export class Presence {
	readonly #conversationId: Id<'conversations'>;
	/** This window's id: the user may be in the conversation in other windows too. Sent as `placeId`. */
	readonly #sessionId = createClientId();
	#people = $state.raw<readonly PresenceView[]>([]);
	/** The server's time when it was last evaluated. */
	#now = $state(0);
	readonly #shown = $derived(whoIsHere(this.#people, this.#now));
	/** How far the server's clock is ahead of ours. */
	#aheadMs = 0;
	#text: string;
	#heartbeats: Heartbeats | undefined;
	#looking: ReturnType<typeof setTimeout> | undefined;

	/** @param text the text in the composer, which was not typed now */
	constructor(conversationId: Id<'conversations'>, text: string) {
		this.#conversationId = conversationId;
		this.#text = text;
	}

	/** The names of the people who are here, without the user. */
	get here(): readonly string[] {
		return this.#shown.here;
	}

	/** The names of the people who are typing. */
	get typing(): readonly string[] {
		return this.#shown.typing;
	}

	/** Passes on the text in the composer. */
	type(text: string): void {
		if (text === this.#text) return;
		this.#text = text;
		this.#heartbeats?.type(text === '');
	}

	/** Shows others, and is shown to others, while the page is visible. Returns a function that ends both. */
	watch(client: ConvexClient, document: Document): () => void {
		let end: (() => void) | undefined;
		const follow = () => {
			end?.();
			end = document.visibilityState === 'visible' ? this.#begin(client) : undefined;
		};
		document.addEventListener('visibilitychange', follow);
		follow();
		return () => {
			document.removeEventListener('visibilitychange', follow);
			end?.();
		};
	}

	#begin(client: ConvexClient): () => void {
		const args = { conversationId: this.#conversationId };
		const session = { ...args, placeId: this.#sessionId };
		// A failure does not matter: the next heartbeat says the same.
		const ignore = () => undefined;
		const unsubscribe = client.onUpdate(
			api.presence.here,
			args,
			(people) => this.#show(people),
			ignore
		);
		const heartbeats = startHeartbeats((isTyping) => {
			client.mutation(api.presence.beat, { ...session, isTyping }).then((serverNow) => {
				this.#aheadMs = serverNow - Date.now();
				this.#look();
			}, ignore);
		}, Date.now);
		this.#heartbeats = heartbeats;
		return () => {
			unsubscribe();
			heartbeats.stop();
			this.#heartbeats = undefined;
			this.#show([]);
			client.mutation(api.presence.leave, session).catch(ignore);
		};
	}

	#show(people: readonly PresenceView[]): void {
		this.#people = people;
		this.#look();
	}

	/** Evaluates who is here now, and again when the next person expires. */
	#look(): void {
		clearTimeout(this.#looking);
		this.#now = Date.now() + this.#aheadMs;
		const { changesAt } = whoIsHere(this.#people, this.#now);
		if (changesAt === undefined) return;
		this.#looking = setTimeout(() => this.#look(), changesAt - this.#now);
	}
}

import { createClientId, type Account } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { startHeartbeats, type Heartbeats } from './heartbeats';
import { whoIsHere, type PresenceView } from './who-is-here';

type ConvexClient = NonNullable<Account['convexClient']>;

/**
 * Who is looking at a conversation with the user, and who is typing. It goes to the backend directly and
 * is kept nowhere: without a connection there is nothing to know.
 */
export class Presence {
	readonly #conversationId: Id<'conversations'>;
	/** The user may look at it from other windows too. */
	readonly #placeId = createClientId();
	#rows = $state.raw<readonly PresenceView[]>([]);
	/** The server's time, as of the last look. */
	#now = $state(0);
	readonly #shown = $derived(whoIsHere(this.#rows, this.#now));
	/** How far the server's clock is ahead of ours. */
	#aheadMs = 0;
	#text: string;
	#heartbeats: Heartbeats | undefined;
	#looking: ReturnType<typeof setTimeout> | undefined;

	/** @param text what the composer holds: it was not typed now */
	constructor(conversationId: Id<'conversations'>, text: string) {
		this.#conversationId = conversationId;
		this.#text = text;
	}

	/** The names of those who are here, without the user. */
	get here(): readonly string[] {
		return this.#shown.here;
	}

	/** The names of those who are typing. */
	get typing(): readonly string[] {
		return this.#shown.typing;
	}

	/** Takes note of what the composer holds. */
	type(text: string): void {
		if (text === this.#text) return;
		this.#text = text;
		this.#heartbeats?.type(text === '');
	}

	/** Looks, and is seen, while the page is; returns what ends both. */
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
		const place = { ...args, placeId: this.#placeId };
		// Whatever fails here is of the moment: the next beat says it again.
		const ignore = () => undefined;
		const unsubscribe = client.onUpdate(
			api.presence.here,
			args,
			(rows) => this.#show(rows),
			ignore
		);
		const heartbeats = startHeartbeats((isTyping) => {
			client.mutation(api.presence.beat, { ...place, isTyping }).then((serverNow) => {
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
			client.mutation(api.presence.leave, place).catch(ignore);
		};
	}

	#show(rows: readonly PresenceView[]): void {
		this.#rows = rows;
		this.#look();
	}

	/** Time alone makes people go. */
	#look(): void {
		clearTimeout(this.#looking);
		this.#now = Date.now() + this.#aheadMs;
		const { changesAt } = whoIsHere(this.#rows, this.#now);
		if (changesAt === undefined) return;
		this.#looking = setTimeout(() => this.#look(), changesAt - this.#now);
	}
}

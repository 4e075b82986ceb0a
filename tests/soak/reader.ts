import { ConvexHttpClient } from 'convex/browser';
import { api } from '../../convex/_generated/api.js';
import type { Id } from '../../convex/_generated/dataModel.js';
import type { Servers } from '../offline-kit/index.ts';
import type { Served } from './verdict.ts';

/** Another user, who reads with a connection of their own. */
export class Reader {
	readonly #servers: Servers;
	readonly #email: string;

	constructor(servers: Servers, email: string) {
		this.#servers = servers;
		this.#email = email;
	}

	/** Makes a conversation, and answers with its id. */
	async makeConversation(name: string): Promise<string> {
		return await (await this.#connect()).mutation(api.conversations.create, { name });
	}

	/** The newest messages of a conversation since a time, oldest first. */
	async read(conversation: string, since: number): Promise<Served[]> {
		const client = await this.#connect();
		const { page } = await client.query(api.messages.history, {
			conversationId: conversation as Id<'conversations'>,
			paginationOpts: { numItems: 100, cursor: null }
		});
		return page
			.filter(({ sentAt }) => sentAt >= since)
			.map(({ body, authorId, removedAt }) => {
				return { body, authorId, isRemoved: removedAt !== undefined };
			})
			.reverse();
	}

	async #connect(): Promise<ConvexHttpClient> {
		const { ports } = this.#servers;
		const { sessionId, cookies } = await this.#servers.control<{
			sessionId: string;
			cookies: { name: string; value: string }[];
		}>('clerk', 'sign-in', { email: this.#email });
		const response = await fetch(
			`http://127.0.0.1:${ports.clerk}/v1/client/sessions/${sessionId}/tokens`,
			{
				method: 'POST',
				headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
			}
		);
		const { jwt } = (await response.json()) as { jwt: string };
		return new ConvexHttpClient(`http://127.0.0.1:${ports.convex}`, { auth: jwt, logger: false });
	}
}

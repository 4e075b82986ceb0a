import type { ConvexClient } from 'convex/browser';

/** The parts of Convex's client that read the pages of its paginated queries. They are private. */
interface Pages {
	client: { localQueryResultByToken(token: unknown): unknown };
}

/**
 * Keeps a page that fails from doing harm to all other queries of a client: Convex's client then throws in the
 * middle of each change, and tells of none, whatever query it is about. Here the failure is the query's own, and a
 * page that has failed counts as one that has not come.
 */
export function keepPagesApart(client: ConvexClient): void {
	forgiveFailedPages(client);
	const follow = client.onPaginatedUpdate_experimental.bind(client);
	client.onPaginatedUpdate_experimental = (query, args, options, onPages, onError) => {
		const pages = follow(query, args, options, onPages);
		// The first page, as Convex's client asks for it: it is asked for once.
		const paginationOpts = { cursor: null, numItems: options.initialNumItems, id: -1 };
		const stop = client.onUpdate(query, { ...args, paginationOpts }, () => undefined, onError);
		const unsubscribe = () => {
			stop();
			pages();
		};
		return Object.assign(unsubscribe, pages, { unsubscribe });
	};
}

function forgiveFailedPages(client: ConvexClient): void {
	const { paginatedClient } = client as unknown as { paginatedClient: Pages };
	const all = paginatedClient.client;
	const localQueryResultByToken = (token: unknown) => {
		try {
			return all.localQueryResultByToken(token);
		} catch {
			// Whoever follows the query is told.
			return undefined;
		}
	};
	paginatedClient.client = Object.assign(Object.create(all) as typeof all, {
		localQueryResultByToken
	});
}

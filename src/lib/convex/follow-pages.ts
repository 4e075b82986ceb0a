import type { ConvexClient } from 'convex/browser';

type FollowPages = ConvexClient['onPaginatedUpdate_experimental'];

/** The parts of Convex's client that read the pages of its paginated queries. They are private. */
interface Pages {
	client: { localQueryResultByToken(token: unknown): unknown };
}

/**
 * Convex's way to follow a paginated query, without what a page that fails does to all others: from then on the
 * client throws in the middle of each change and tells of none, whatever query it is about. Here the failure is
 * the query's own, and a page that has failed counts as one that has not come.
 */
export function followPages(client: ConvexClient): FollowPages {
	return (query, args, options, onPages, onError) => {
		withoutFailures(client);
		const follow = client.onPaginatedUpdate_experimental.bind(client);
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

function withoutFailures(client: ConvexClient): void {
	const { paginatedClient } = client as unknown as { paginatedClient: Pages };
	const all = paginatedClient.client;
	if (Object.hasOwn(all, 'localQueryResultByToken')) return;
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

import type { FunctionReference, PaginationOptions, PaginationResult } from 'convex/server';
import type { ClerkConvexClient } from '$lib';
import { api } from '$convex/_generated/api';
import { MAX_OWN_DATA_PAGE } from '$convex/limits';

type PagedQuery<Item> = FunctionReference<
	'query',
	'public',
	{ paginationOpts: PaginationOptions },
	PaginationResult<Item>
>;

/** Everything that the app has of the user, as one text in JSON. Page after page is asked for. */
export async function readOwnData(client: Pick<ClerkConvexClient, 'query'>): Promise<string> {
	const readAll = async <Item>(query: PagedQuery<Item>) => {
		const items: Item[] = [];
		for (let cursor: string | null = null, isDone = false; !isDone;) {
			const paginationOpts = { numItems: MAX_OWN_DATA_PAGE, cursor };
			const result: PaginationResult<Item> = await client.query(query, { paginationOpts });
			items.push(...result.page);
			({ isDone, continueCursor: cursor } = result);
		}
		return items;
	};
	const profile = await client.query(api.users.current, {});
	const memberships = await readAll(api.ownData.memberships);
	const messages = await readAll(api.ownData.messages);
	const drafts = await readAll(api.ownData.drafts);
	return JSON.stringify({ profile, memberships, messages, drafts }, undefined, '\t');
}

/** Has the browser save a text as a file. */
export function saveFile(
	{ document, URL }: Window & typeof globalThis,
	name: string,
	text: string
) {
	const href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
	Object.assign(document.createElement('a'), { href, download: name }).click();
	// The browser has taken it by then.
	setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

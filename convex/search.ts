import { v } from 'convex/values';
import { findConversation, isHere, requireReadable, type CallerCtx } from './access';
import { findSummary } from './conversationSummaries';
import type { Doc, Id } from './_generated/dataModel';
import { visibilityIn } from './direct';
import { userQuery } from './functions';
import {
	MAX_ENTRIES_OF_SEARCH,
	MAX_FOUND_MESSAGES,
	MAX_LISTED_CONVERSATIONS,
	MAX_SEARCHED_BYTES,
	MAX_SEARCHED_CONVERSATIONS,
	MAX_SEARCHED_ENTRIES,
	MAX_SEARCH_CHARACTERS
} from './limits';
import { refuseIfLonger } from './textLimits';
import { messageView, toMessageViews } from './messageViews';
import { findWords, toSearchQuery, type SearchQuery } from './searchTerms';

const foundMessage = v.object({ ...messageView.fields, conversationId: v.id('conversations') });

type Entry = Doc<'searchEntries'>;

/** How many conversations are searched at once: each of them may read one entry too many. */
const AT_ONCE = 8;

/** The entries that a search has found, and whether it has left something out. */
interface Found {
	entries: Entry[];
	isPartial: boolean;
}

/**
 * Finds messages that the caller may read, by any of the words of a text; the last word may be the
 * beginning of a word. In one conversation the best match is first; in all conversations, the best
 * matches of each one are ordered newest first. It searches all open conversations, and the most
 * recently active others of the caller. `isPartial` says that there may be more.
 */
export const messages = userQuery({
	args: { text: v.string(), conversationId: v.optional(v.id('conversations')) },
	returns: v.object({ messages: v.array(foundMessage), isPartial: v.boolean() }),
	handler: async (ctx, { text, conversationId }) => {
		refuseIfLonger('text', text, MAX_SEARCH_CHARACTERS);
		if (conversationId !== undefined) await requireReadable(ctx, conversationId);
		const query = toSearchQuery(text);
		if (query.words.length === 0) return { messages: [], isPartial: false };
		const found =
			conversationId === undefined
				? await searchAll(ctx, query)
				: await createSearch(ctx, query)({ conversationId });
		const shown = found.entries.slice(0, MAX_FOUND_MESSAGES);
		// Terms that were not looked for would have found more.
		const isCut = query.isCut || shown.length < found.entries.length;
		const isPartial = found.isPartial || isCut;
		return { messages: await toFound(ctx, shown), isPartial };
	}
});

/** All that the caller may read, newest first. */
async function searchAll(ctx: CallerCtx, query: SearchQuery): Promise<Found> {
	const closed = await closedConversations(ctx);
	const search = createSearch(ctx, query);
	const open = await search({ isOpen: true }, 0.5);
	// Where those of removed conversations, or of others' organisations, fill it up, some stand behind them.
	const hidden = open.isPartial && open.hasOthers ? await openConversations(ctx) : none;
	const results = [open];
	const searched = [...closed.ids, ...hidden.ids];
	for (let n = 0; n < searched.length; n += AT_ONCE) {
		const some = searched.slice(n, n + AT_ONCE);
		results.push(...(await Promise.all(some.map((conversationId) => search({ conversationId })))));
	}
	const found = new Map(results.flatMap(({ entries }) => entries.map((one) => [one._id, one])));
	const isPartial = closed.isCut || hidden.isCut || results.some((one) => one.isPartial);
	return { entries: [...found.values()].sort((a, b) => b.sentAt - a.sentAt), isPartial };
}

/**
 * Returns a function that searches one conversation, or all open ones, for the best matches. What all its
 * calls read together is bounded, because the longest entries have 37 KB; `share` is how much of that one
 * call may read.
 */
function createSearch(ctx: CallerCtx, query: SearchQuery) {
	let entriesLeft = MAX_SEARCHED_ENTRIES;
	let bytesLeft = MAX_SEARCHED_BYTES;
	const conversations = new Map<Id<'conversations'>, ReturnType<typeof findConversation>>();
	const isThere = async (id: Id<'conversations'>) => {
		const conversation = conversations.get(id) ?? findConversation(ctx, id);
		conversations.set(id, conversation);
		return isHere(ctx, await conversation);
	};

	return async (
		filter: Partial<Pick<Entry, 'conversationId' | 'isOpen'>>,
		share = 1
	): Promise<Found & { hasOthers: boolean }> => {
		const entries: Entry[] = [];
		let hasOthers = false;
		const end = (isPartial: boolean) => ({ entries, isPartial, hasOthers });
		const leastBytes = bytesLeft * (1 - share);
		if (entriesLeft <= 0 || bytesLeft <= leastBytes) return end(true);
		const candidates = ctx.db.query('searchEntries').withSearchIndex('search_terms', (q) => {
			const wanted = q.search('terms', query.words.flat().join(' '));
			return filter.conversationId
				? wanted.eq('conversationId', filter.conversationId)
				: wanted.eq('isOpen', true);
		});
		let read = 0;
		for await (const entry of candidates) {
			read += 1;
			entriesLeft -= 1;
			// In UTF-8, a character outside ASCII takes up to three times as many bytes.
			bytesLeft -= 3 * entry.terms.length;
			// Convex finds each pair of characters by itself, and what was just removed.
			const isFound = findWords(entry.terms.split(' '), query).length > 0;
			if (isFound && (await isThere(entry.conversationId))) entries.push(entry);
			else if (isFound) hasOthers = true;
			const isEnough = entries.length > MAX_FOUND_MESSAGES || read === MAX_ENTRIES_OF_SEARCH;
			if (isEnough || entriesLeft <= 0 || bytesLeft <= leastBytes) return end(true);
		}
		return end(false);
	};
}

/** Conversations to search, and whether there are more. */
interface Searched {
	ids: Id<'conversations'>[];
	isCut: boolean;
}

const none: Searched = { ids: [], isCut: false };

/** The newest open conversations. */
async function openConversations(ctx: CallerCtx): Promise<Searched> {
	const open = await ctx.db
		.query('conversations')
		.withIndex('by_organizationId_kind_removedAt', (q) =>
			q.eq('organizationId', ctx.organizationId).eq('kind', 'open').eq('removedAt', undefined)
		)
		.order('desc')
		.take(MAX_SEARCHED_CONVERSATIONS + 1);
	return toSearched(open.map(({ _id }) => _id));
}

function toSearched(ids: Id<'conversations'>[], isCut = false): Searched {
	const searched = ids.slice(0, MAX_SEARCHED_CONVERSATIONS);
	return { ids: searched, isCut: isCut || searched.length < ids.length };
}

/** The caller's conversations that are not open, the last active first. */
async function closedConversations(ctx: CallerCtx): Promise<Searched> {
	const userId = ctx.user?._id;
	if (userId === undefined) return none;
	const memberships = await ctx.db
		.query('memberships')
		.withIndex('by_userId', (q) => q.eq('userId', userId))
		.order('desc')
		.take(MAX_LISTED_CONVERSATIONS + 1);
	const found = await Promise.all(
		memberships.slice(0, MAX_LISTED_CONVERSATIONS).map(async ({ conversationId }) => {
			const conversation = await findConversation(ctx, conversationId);
			if (!isHere(ctx, conversation) || conversation.kind === 'open') return [];
			const summary = await findSummary(ctx, conversationId);
			return summary ? [{ conversationId, at: summary.last.at }] : [];
		})
	);
	const ids = found
		.flat()
		.sort((a, b) => b.at - a.at)
		.map(({ conversationId }) => conversationId);
	return toSearched(ids, memberships.length > MAX_LISTED_CONVERSATIONS);
}

async function toFound(ctx: CallerCtx, entries: Entry[]) {
	const messages = await Promise.all(entries.map((one) => ctx.db.get('messages', one.messageId)));
	const visibility = new Map<Id<'conversations'>, Awaited<ReturnType<typeof visibilityIn>>>();
	const there: Doc<'messages'>[] = [];
	for (const message of messages) {
		if (message === null) continue;
		const { conversationId } = message;
		const known = visibility.get(conversationId);
		const conversation = known ? null : await findConversation(ctx, conversationId);
		const isVisible = known ?? (conversation && (await visibilityIn(ctx, conversation)));
		if (isVisible) visibility.set(conversationId, isVisible);
		if (isVisible?.(message)) there.push(message);
	}
	const views = await toMessageViews(ctx, there);
	const conversationOf = new Map(there.map((one) => [one._id, one.conversationId]));
	return views.flatMap((view) => {
		const conversationId = conversationOf.get(view.id);
		return conversationId ? [{ ...view, conversationId }] : [];
	});
}

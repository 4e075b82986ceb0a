/**
 * Which preview a message has. It is a part of the message, so that whoever reads the message needs nothing
 * else, and a page that says something else later runs no list again. The table `linkPreviews` has what is
 * known of each address.
 */
import { internal } from './_generated/api';
import type { Doc, Id } from './_generated/dataModel';
import type { MutationCtx } from './_generated/server';
import { readVariable } from './environment';
import type { UserMutationCtx } from './functions';
import { mayBeAsked, type AskedHosts } from './linkGuard';
import type { PageSummary } from './linkPreview';
import { linkToPreview } from './linkToPreview';
import { parseText } from './messageText';
import { isWithinRateLimit } from './rateLimits';

/** A message, as far as it says which preview it has. */
type Previewed = Pick<Doc<'messages'>, '_id' | 'body' | 'preview' | 'hasNoPreviewOf'>;

const MINUTE_MS = 60_000;

/** How long an address is not asked again: while it is being asked, after an answer, and after none. */
const PENDING_MS = MINUTE_MS;
const KEPT_MS = 3 * 24 * 60 * MINUTE_MS;
const FAILED_MS = 60 * MINUTE_MS;

/** The most messages that wait for the same answer. Later ones have no preview. */
const MAX_WAITING = 100;

/** How many addresses nobody has used for long are deleted with each new one: more than are added. */
const MAX_FORGOTTEN = 2;

/** The hosts that may be asked: by the variable `LINK_PREVIEWS`, and else any public one. */
export function askedHosts(): AskedHosts {
	return readVariable('LINK_PREVIEWS') ?? 'public';
}

/**
 * Gives a message of the caller that was written or edited the preview of its link: at once when it is known,
 * else when its page has answered.
 */
export async function showPreview(ctx: UserMutationCtx, message: Previewed): Promise<void> {
	const url = ctx.user.makesNoPreviews ? undefined : wantedLink(message);
	if (url === message.preview?.url) return;
	const summary = url === undefined ? undefined : await summaryOf(ctx, url, message._id);
	if (!summary && !message.preview) return;
	const preview = url && summary ? { url, ...summary } : undefined;
	await ctx.db.patch('messages', message._id, { preview });
}

/** Keeps what an address has answered, and shows it in the messages that wait for it. */
export async function finishPreview(
	ctx: MutationCtx,
	previewId: Id<'linkPreviews'>,
	summary: PageSummary | undefined
): Promise<void> {
	const found = await ctx.db.get('linkPreviews', previewId);
	if (found === null) return;
	const { address, waiting = [] } = found;
	const until = Date.now() + (summary ? KEPT_MS : FAILED_MS);
	await ctx.db.patch('linkPreviews', previewId, { summary, until, waiting: undefined });
	if (!summary) return;
	for (const messageId of waiting) {
		const message = await ctx.db.get('messages', messageId);
		const url = message && wantedLink(message);
		// It may have been edited or removed since.
		if (!url || addressOf(url) !== address) continue;
		await ctx.db.patch('messages', messageId, { preview: { url, ...summary } });
	}
}

function wantedLink({ body, hasNoPreviewOf }: Previewed): string | undefined {
	const url = linkToPreview(parseText(body));
	return url === hasNoPreviewOf ? undefined : url;
}

/** What is known of a link's page. If it is not, the page is asked, and the message waits for the answer. */
async function summaryOf(ctx: UserMutationCtx, url: string, messageId: Id<'messages'>) {
	const address = addressOf(url);
	if (!mayBeAsked(address, askedHosts())) return undefined;
	const known = await ctx.db
		.query('linkPreviews')
		.withIndex('by_address', (q) => q.eq('address', address))
		.unique();
	const waiting = [...(known?.waiting ?? []), messageId].slice(0, MAX_WAITING);
	if (known && known.until > Date.now()) {
		if (known.waiting) await ctx.db.patch('linkPreviews', known._id, { waiting });
		return known.summary;
	}
	if (!(await isWithinRateLimit(ctx, 'preview'))) return undefined;
	const asked = { address, waiting, until: Date.now() + PENDING_MS };
	if (known) await ctx.db.replace('linkPreviews', known._id, asked);
	const previewId = known?._id ?? (await ctx.db.insert('linkPreviews', asked));
	await forgetOld(ctx);
	await ctx.scheduler.runAfter(0, internal.linkPreviews.make, { previewId, address });
	return undefined;
}

/** What comes after `#` is a place in the same page. */
function addressOf(url: string): string {
	return url.replace(/#.*$/, '');
}

async function forgetOld({ db }: MutationCtx): Promise<void> {
	const old = await db
		.query('linkPreviews')
		.withIndex('by_until', (q) => q.lt('until', Date.now()))
		.take(MAX_FORGOTTEN);
	for (const { _id } of old) await db.delete('linkPreviews', _id);
}

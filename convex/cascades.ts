/**
 * Deletes the documents of a removed conversation, user or message in steps. Each step deletes a bounded
 * number of documents and bytes, and schedules the next one until nothing is left.
 * `startedCascades.ts` begins them.
 */
import { getDocumentSize, v, type Value } from 'convex/values';
import { internal } from './_generated/api';
import type { Id } from './_generated/dataModel';
import { internalMutation, type MutationCtx } from './_generated/server';
import { startCascade, type Cascade } from './startedCascades';
import { removeMember } from './memberships';
import { takeBack } from './reactions';
import { removeMessage } from './removal';

/** The most documents that one step writes; Convex allows 16,000. */
const MAX_STEP_DOCUMENTS = 400;

/** The most bytes of documents that one step deletes: 4 MiB. Convex allows to write 16. */
const MAX_STEP_BYTES = 4 * 1024 * 1024;

/** What may still be written in a step. */
class Step {
	#documents = MAX_STEP_DOCUMENTS;
	#bytes = MAX_STEP_BYTES;

	constructor(attempts: number) {
		// A step that has failed may have been too large.
		this.#documents = Math.max(1, MAX_STEP_DOCUMENTS >> attempts);
	}

	get isOver(): boolean {
		return this.#documents <= 0 || this.#bytes <= 0;
	}

	/** Reads the documents whose removal still belongs to this step; each means `writes` documents. */
	async take<Document extends Record<string, Value>>(
		documents: AsyncIterable<Document>,
		writes = 1
	): Promise<Document[]> {
		const taken: Document[] = [];
		if (this.isOver) return taken;
		for await (const document of documents) {
			taken.push(document);
			this.#documents -= writes;
			this.#bytes -= getDocumentSize(document);
			if (this.isOver) break;
		}
		return taken;
	}
}

/** The tables with the documents of a conversation, by the index that finds them. */
const BY_CONVERSATION = [
	'searchEntries',
	'memberships',
	'activities',
	'edits',
	'reactions',
	'messages',
	'presenceSweeps'
] as const;
const BY_CONVERSATION_AND_USER = ['invitations', 'reads', 'presences', 'presenceSessions'] as const;

/** The tables with the documents of a user, by the index that finds them. */
const BY_USER = ['organizationMembers', 'invitations', 'presences', 'presenceSessions'] as const;

/** One step of a cascade, which schedules the next one. */
export const step = internalMutation({
	args: { cascadeId: v.id('cascades') },
	returns: v.null(),
	handler: async (ctx, { cascadeId }): Promise<null> => {
		const cascade = await ctx.db.get('cascades', cascadeId);
		if (cascade === null) return null;
		const ofStep = new Step(cascade.attempts);
		await deleteOf(ctx, cascade, ofStep);
		if (!ofStep.isOver) {
			await ctx.db.delete('cascades', cascadeId);
			return null;
		}
		await ctx.db.patch('cascades', cascadeId, { at: Date.now() });
		await ctx.scheduler.runAfter(0, internal.cascades.step, { cascadeId });
		return null;
	}
});

// The steps that a version of the functions before this one has scheduled.
export const emptyConversation = internalMutation({
	args: { conversationId: v.id('conversations') },
	returns: v.null(),
	handler: async (ctx, { conversationId }): Promise<null> => {
		await startCascade(ctx, { kind: 'conversation', of: conversationId });
		return null;
	}
});

export const deleteReactions = internalMutation({
	args: { messageId: v.id('messages') },
	returns: v.null(),
	handler: async (ctx, { messageId }): Promise<null> => {
		await startCascade(ctx, { kind: 'message', of: messageId });
		return null;
	}
});

export const emptyUser = internalMutation({
	args: { userId: v.id('users') },
	returns: v.null(),
	handler: async (ctx, { userId }): Promise<null> => {
		await startCascade(ctx, { kind: 'user', of: userId });
		return null;
	}
});

async function deleteOf(ctx: MutationCtx, { kind, of }: Cascade, ofStep: Step): Promise<void> {
	if (kind === 'conversation') await emptyOf(ctx, of as Id<'conversations'>, ofStep);
	else if (kind === 'message') await deleteReactionsTo(ctx, of as Id<'messages'>, ofStep);
	else if (kind === 'organizationMember') await leaveOrganization(ctx, of, ofStep);
	else await emptyOfUser(ctx, of as Id<'users'>, ofStep);
}

async function emptyOf(
	{ db }: MutationCtx,
	conversationId: Id<'conversations'>,
	ofStep: Step
): Promise<void> {
	for (const table of BY_CONVERSATION) {
		const found = db
			.query(table)
			.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId));
		for (const { _id } of await ofStep.take(found)) await db.delete(_id);
	}
	for (const table of BY_CONVERSATION_AND_USER) {
		const found = db
			.query(table)
			.withIndex('by_conversationId_userId', (q) => q.eq('conversationId', conversationId));
		for (const { _id } of await ofStep.take(found)) await db.delete(_id);
	}
}

/** The message itself stays, without its text. */
async function deleteReactionsTo(
	{ db }: MutationCtx,
	messageId: Id<'messages'>,
	ofStep: Step
): Promise<void> {
	const reactions = db
		.query('reactions')
		.withIndex('by_messageId_userId', (q) => q.eq('messageId', messageId));
	for (const { _id } of await ofStep.take(reactions)) await db.delete('reactions', _id);
}

/**
 * A removed user's messages stay without text and name, so that other people's conversations keep their
 * shape.
 */
async function emptyOfUser(ctx: MutationCtx, userId: Id<'users'>, ofStep: Step): Promise<void> {
	const { db } = ctx;
	const messages = db
		.query('messages')
		.withIndex('by_userId_removedAt', (q) => q.eq('userId', userId).eq('removedAt', undefined));
	// The message, its search entry, the summary, and a cascade of its reactions.
	for (const message of await ofStep.take(messages, 4)) await removeMessage(ctx, message);

	const reactions = db.query('reactions').withIndex('by_userId', (q) => q.eq('userId', userId));
	// The reaction, and its message's count.
	for (const reaction of await ofStep.take(reactions, 2)) await takeBack(ctx, reaction);

	const memberships = db.query('memberships').withIndex('by_userId', (q) => q.eq('userId', userId));
	// The membership, the read mark, presence, and the next owner's membership or the conversation.
	for (const membership of await ofStep.take(memberships, 6)) await removeMember(ctx, membership);

	const invited = db
		.query('invitations')
		.withIndex('by_inviterId', (q) => q.eq('inviterId', userId));
	for (const { _id } of await ofStep.take(invited)) await db.delete('invitations', _id);
	for (const table of BY_USER) {
		const found = db.query(table).withIndex('by_userId', (q) => q.eq('userId', userId));
		for (const { _id } of await ofStep.take(found)) await db.delete(_id);
	}
	const blocks = [
		db.query('blocks').withIndex('by_userId_blockedId', (q) => q.eq('userId', userId)),
		db.query('blocks').withIndex('by_blockedId', (q) => q.eq('blockedId', userId))
	];
	for (const found of blocks) {
		for (const { _id } of await ofStep.take(found)) await db.delete('blocks', _id);
	}
	const reports = db.query('reports').withIndex('by_reporterId', (q) => q.eq('reporterId', userId));
	for (const { _id } of await ofStep.take(reports)) await db.delete('reports', _id);
	const allowances = db
		.query('allowances')
		.withIndex('by_userId_kind', (q) => q.eq('userId', userId));
	for (const { _id } of await ofStep.take(allowances)) await db.delete('allowances', _id);
}

/** `of` is the user and the organisation. They leave its conversations, and are invited to none of them. */
async function leaveOrganization(ctx: MutationCtx, of: string, ofStep: Step): Promise<void> {
	const { db } = ctx;
	const [id = '', organizationId] = of.split(' ');
	const userId = id as Id<'users'>;
	const isThere = async ({ conversationId }: { conversationId: Id<'conversations'> }) =>
		(await db.get('conversations', conversationId))?.organizationId === organizationId;
	const memberships = db.query('memberships').withIndex('by_userId', (q) => q.eq('userId', userId));
	for (const one of await ofStep.take(where(memberships, isThere), 6)) await removeMember(ctx, one);
	const invited = db.query('invitations').withIndex('by_userId', (q) => q.eq('userId', userId));
	for (const { _id } of await ofStep.take(where(invited, isThere))) {
		await db.delete('invitations', _id);
	}
}

async function* where<One>(
	all: AsyncIterable<One>,
	isWanted: (one: One) => Promise<boolean>
): AsyncGenerator<One> {
	for await (const one of all) if (await isWanted(one)) yield one;
}

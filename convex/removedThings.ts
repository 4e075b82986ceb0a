/** What hangs on a removed conversation, user, message or membership, and is deleted after it. */
import type { Id } from './_generated/dataModel';
import type { MutationCtx } from './_generated/server';
import type { CascadeStep } from './cascadeSteps';
import { emptyEntry, entriesOf } from './inboxEntries';
import { removeMember } from './memberships';
import { deleteRateLimits } from './rateLimits';
import { takeBack } from './reactions';
import { removeMessage } from './removal';
import type { Cascade } from './startedCascades';

/** The tables with the documents of a conversation, by the index that finds them. */
const BY_CONVERSATION = [
	'searchEntries',
	'memberships',
	'activities',
	'edits',
	'reactions',
	'pins',
	'messages',
	'presenceSweeps',
	'inboxSpreads',
	'joinLinks'
] as const;
const BY_CONVERSATION_AND_USER = [
	'invitations',
	'reads',
	'receipts',
	'drafts',
	'presences',
	'presenceSessions'
] as const;

/** The tables with the documents of a user, by the index that finds them. */
const BY_USER = [
	'organizationMembers',
	'invitations',
	'presences',
	'presenceSessions',
	'receipts',
	'joinLinks'
] as const;

/** Deletes as much of what hangs on something removed as still belongs to a step. */
export async function deleteOf(
	ctx: MutationCtx,
	{ kind, of }: Cascade,
	ofStep: CascadeStep
): Promise<void> {
	if (kind === 'conversation') await emptyOf(ctx, of as Id<'conversations'>, ofStep);
	else if (kind === 'message') await deleteReactionsTo(ctx, of as Id<'messages'>, ofStep);
	else if (kind === 'drafts') await deleteDrafts(ctx, of as Id<'users'>, ofStep);
	else if (kind === 'organizationMember') await leaveOrganization(ctx, of, ofStep);
	else await emptyOfUser(ctx, of as Id<'users'>, ofStep);
}

async function emptyOf(
	ctx: MutationCtx,
	conversationId: Id<'conversations'>,
	ofStep: CascadeStep
): Promise<void> {
	const { db } = ctx;
	for (const table of BY_CONVERSATION) {
		const found = db
			.query(table)
			.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId));
		for (const { _id } of await ofStep.take(found)) await db.delete(table, _id);
	}
	for (const entry of await ofStep.take(entriesOf(ctx, conversationId))) {
		await emptyEntry(ctx, entry);
	}
	for (const table of BY_CONVERSATION_AND_USER) {
		const found = db
			.query(table)
			.withIndex('by_conversationId_userId', (q) => q.eq('conversationId', conversationId));
		for (const { _id } of await ofStep.take(found)) await db.delete(table, _id);
	}
}

/** The message itself stays, without its text. */
async function deleteReactionsTo(
	{ db }: MutationCtx,
	messageId: Id<'messages'>,
	ofStep: CascadeStep
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
async function emptyOfUser(
	ctx: MutationCtx,
	userId: Id<'users'>,
	ofStep: CascadeStep
): Promise<void> {
	const { db } = ctx;
	const messages = db
		.query('messages')
		.withIndex('by_userId_removedAt', (q) => q.eq('userId', userId).eq('removedAt', undefined));
	// The message, its search entry, its pin, the summary, and a cascade of its reactions.
	for (const message of await ofStep.take(messages, 5)) await removeMessage(ctx, message);

	const reactions = db.query('reactions').withIndex('by_userId', (q) => q.eq('userId', userId));
	// The reaction, and its message's count.
	for (const reaction of await ofStep.take(reactions, 2)) await takeBack(ctx, reaction);

	const memberships = db.query('memberships').withIndex('by_userId', (q) => q.eq('userId', userId));
	// The membership, the read mark, the receipts, the draft, the entry, presence, and the next owner's membership or the conversation.
	for (const membership of await ofStep.take(memberships, 10)) await removeMember(ctx, membership);

	const invited = db
		.query('invitations')
		.withIndex('by_inviterId', (q) => q.eq('inviterId', userId));
	for (const { _id } of await ofStep.take(invited)) await db.delete('invitations', _id);
	for (const table of BY_USER) {
		const found = db.query(table).withIndex('by_userId', (q) => q.eq('userId', userId));
		for (const { _id } of await ofStep.take(found)) await db.delete(table, _id);
	}
	await deleteDrafts(ctx, userId, ofStep);
	const entries = db
		.query('inboxEntries')
		.withIndex('by_userId_isGone_activeAt', (q) => q.eq('userId', userId));
	for (const { _id } of await ofStep.take(entries)) await db.delete('inboxEntries', _id);
	const blocks = [
		db.query('blocks').withIndex('by_userId_blockedId', (q) => q.eq('userId', userId)),
		db.query('blocks').withIndex('by_blockedId', (q) => q.eq('blockedId', userId))
	];
	for (const found of blocks) {
		for (const { _id } of await ofStep.take(found)) await db.delete('blocks', _id);
	}
	const reports = db.query('reports').withIndex('by_reporterId', (q) => q.eq('reporterId', userId));
	for (const { _id } of await ofStep.take(reports)) await db.delete('reports', _id);
	// A few more documents. They are deleted last, so that they come in one step.
	if (!ofStep.isOver) await deleteRateLimits(ctx, userId);
}

/** Deletes what a user is writing: everywhere, or in an organisation. */
async function deleteDrafts(
	{ db }: MutationCtx,
	userId: Id<'users'>,
	ofStep: CascadeStep,
	organizationId?: string
): Promise<void> {
	const drafts = db
		.query('drafts')
		.withIndex('by_userId_organizationId_changedAt', (q) =>
			organizationId === undefined
				? q.eq('userId', userId)
				: q.eq('userId', userId).eq('organizationId', organizationId)
		);
	for (const { _id } of await ofStep.take(drafts)) await db.delete('drafts', _id);
}

/** `of` is the user and the organisation. They leave its conversations, and are invited to none of them. */
async function leaveOrganization(ctx: MutationCtx, of: string, ofStep: CascadeStep): Promise<void> {
	const { db } = ctx;
	const [id = '', organizationId] = of.split(' ');
	const userId = id as Id<'users'>;
	const isThere = async ({ conversationId }: { conversationId: Id<'conversations'> }) =>
		(await db.get('conversations', conversationId))?.organizationId === organizationId;
	const memberships = db.query('memberships').withIndex('by_userId', (q) => q.eq('userId', userId));
	for (const one of await ofStep.take(where(memberships, isThere), 9)) await removeMember(ctx, one);
	const invited = db.query('invitations').withIndex('by_userId', (q) => q.eq('userId', userId));
	for (const { _id } of await ofStep.take(where(invited, isThere))) {
		await db.delete('invitations', _id);
	}
	// In open conversations they may have written as no member.
	await deleteDrafts(ctx, userId, ofStep, organizationId);
}

async function* where<One>(
	all: AsyncIterable<One>,
	isWanted: (one: One) => Promise<boolean>
): AsyncGenerator<One> {
	for await (const one of all) if (await isWanted(one)) yield one;
}

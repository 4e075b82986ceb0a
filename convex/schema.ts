import { defineSchema, defineTable } from 'convex/server';
import { v } from 'convex/values';
import { draftVersion } from './draftVersions';
import { linkPreview, pageSummary } from './linkPreview';
import { receiptMark } from './receiptMarks';

/**
 * The tables of the app. Times are the server's, never the sender's. A document's `_creationTime` is
 * when it was created.
 *
 * Data that changes at another rate, or that others need, has a document of its own: a query runs again
 * when any field of a document that it has read changes, whether the query uses that field or not.
 */
export default defineSchema({
	users: defineTable({
		tokenIdentifier: v.string(),
		subject: v.string(),
		// as others see it
		name: v.string(),
		pictureUrl: v.optional(v.string()),
		// what they have said to the app, and the name that Clerk had for them then
		ownName: v.optional(v.object({ name: v.string(), insteadOf: v.optional(v.string()) })),
		// whether they have been asked for a name and would rather not say one
		hasSkippedName: v.optional(v.boolean()),
		// whether they would rather not be found by their name in the personal space
		isUnfindable: v.optional(v.literal(true)),
		// whether nobody sees what they have read, and they see it of nobody
		hidesReceipts: v.optional(v.literal(true)),
		// whether the links that they send have no previews
		makesNoPreviews: v.optional(v.literal(true)),
		// whether what they are writing stays on the device on which they write it
		sharesNoDrafts: v.optional(v.literal(true))
	})
		// the caller's own document, and another user's of the same issuer
		.index('by_tokenIdentifier', ['tokenIdentifier'])
		.searchIndex('search_name', { searchField: 'name', filterFields: ['isUnfindable'] }),

	// Accounts that were deleted. They stay: nothing says which token is the last one, and Clerk gives no
	// user id twice. The identifier is all that is left of a person.
	goneUsers: defineTable({
		tokenIdentifier: v.string()
	}).index('by_tokenIdentifier', ['tokenIdentifier']),

	// Who is in an organisation, as far as this app knows, with a copy of their name to search for.
	organizationMembers: defineTable({
		organizationId: v.string(),
		userId: v.id('users'),
		name: v.string()
	})
		.index('by_organizationId_userId', ['organizationId', 'userId'])
		.index('by_userId', ['userId'])
		.searchIndex('search_name', { searchField: 'name', filterFields: ['organizationId'] }),

	conversations: defineTable({
		// empty for a direct conversation, which shows the other person's name, and after a removal
		name: v.string(),
		kind: v.union(v.literal('open'), v.literal('invited'), v.literal('direct')),
		// where it was made: an organisation, or the personal space
		organizationId: v.optional(v.string()),
		// its creator, and the creator's id for it
		creatorId: v.optional(v.id('users')),
		clientId: v.optional(v.string()),
		// for a direct conversation: the organisation if there is one, and the two ids, the lesser one first
		pair: v.optional(v.string()),
		removedAt: v.optional(v.number())
	})
		// open to everybody there
		.index('by_organizationId_kind_removedAt', ['organizationId', 'kind', 'removedAt'])
		.searchIndex('search_name', {
			searchField: 'name',
			filterFields: ['organizationId', 'kind']
		})
		// has this been made before?
		.index('by_creatorId_clientId', ['creatorId', 'clientId'])
		.index('by_pair', ['pair']),

	memberships: defineTable({
		conversationId: v.id('conversations'),
		userId: v.id('users'),
		role: v.union(v.literal('owner'), v.literal('member')),
		// the other one in a direct conversation
		peerId: v.optional(v.id('users')),
		// of a direct conversation: it is not in this member's list until somebody writes in it
		isHidden: v.optional(v.literal(true)),
		// and the number of the last message that this member has deleted for themselves
		deletedUpTo: v.optional(v.number()),
		// how this member has arranged it in their own list; see `arrangements.ts`
		isMuted: v.optional(v.literal(true)),
		isPinned: v.optional(v.literal(true)),
		isMarkedUnread: v.optional(v.literal(true)),
		archivedUpTo: v.optional(v.number()),
		// of a direct conversation: what was sent before this time says nothing of what this member has read
		receiptsFrom: v.optional(v.number())
	})
		.index('by_userId', ['userId'])
		// is this a member?
		.index('by_conversationId_userId', ['conversationId', 'userId'])
		// members, the longest-standing first
		.index('by_conversationId', ['conversationId']),

	invitations: defineTable({
		conversationId: v.id('conversations'),
		userId: v.id('users'),
		inviterId: v.id('users')
	})
		.index('by_userId', ['userId'])
		// who has invited this user
		.index('by_userId_inviterId', ['userId', 'inviterId'])
		.index('by_inviterId', ['inviterId'])
		// who is invited to this, and by this member
		.index('by_conversationId', ['conversationId'])
		.index('by_conversationId_inviterId', ['conversationId', 'inviterId'])
		.index('by_conversationId_userId', ['conversationId', 'userId']),

	// Blocks: the direct messages and invitations of the second do not arrive at the first.
	blocks: defineTable({
		userId: v.id('users'),
		blockedId: v.id('users')
	})
		.index('by_userId_blockedId', ['userId', 'blockedId'])
		.index('by_blockedId', ['blockedId']),

	// Reports: what somebody says is wrong, for the moderators.
	reports: defineTable({
		reporterId: v.id('users'),
		userId: v.id('users'),
		conversationId: v.optional(v.id('conversations')),
		messageId: v.optional(v.id('messages')),
		text: v.string()
	}).index('by_reporterId', ['reporterId']),

	// Conversation summaries: what the list shows of a conversation's messages; none before the first
	// message.
	activities: defineTable({
		conversationId: v.id('conversations'),
		// the number of messages so far, which is the number of the last one
		count: v.number(),
		// the number of the last message that mentions everybody
		allMentionedIn: v.optional(v.number()),
		last: v.object({
			userId: v.id('users'),
			excerpt: v.string(),
			at: v.number(),
			isRemoved: v.boolean()
		})
	}).index('by_conversationId', ['conversationId']),

	// Read marks: how far a member has read.
	reads: defineTable({
		conversationId: v.id('conversations'),
		userId: v.id('users'),
		// the number of the last message read
		number: v.number(),
		// the numbers of the member's own messages after it
		own: v.array(v.number())
	})
		.index('by_userId', ['userId'])
		.index('by_conversationId_userId', ['conversationId', 'userId']),

	// Receipts: what others are told of how far a member has read, and what has come to their devices.
	receipts: defineTable({
		conversationId: v.id('conversations'),
		userId: v.id('users'),
		// the last marks, the oldest first
		read: v.array(receiptMark),
		// those beyond what was read
		delivered: v.array(receiptMark)
	})
		.index('by_userId', ['userId'])
		.index('by_conversationId_userId', ['conversationId', 'userId']),

	// Drafts: what a person is writing in a conversation, for their other devices. The document stays when
	// nothing is being written any more: where there is none, a device keeps what it has.
	drafts: defineTable({
		conversationId: v.id('conversations'),
		userId: v.id('users'),
		organizationId: v.optional(v.string()),
		// what was written last, and what another device wrote meanwhile
		current: v.optional(draftVersion),
		others: v.array(draftVersion),
		changedAt: v.number()
	})
		.index('by_conversationId_userId', ['conversationId', 'userId'])
		// those that changed last
		.index('by_userId_organizationId_changedAt', ['userId', 'organizationId', 'changedAt']),

	// Inbox entries: one for each membership, with what the member's list shows of the conversation. So a list
	// reads one document for each conversation, and a message changes few lists.
	inboxEntries: defineTable({
		conversationId: v.id('conversations'),
		userId: v.id('users'),
		organizationId: v.optional(v.string()),
		// the conversation is not in the list any more: nothing else of it is left here
		isGone: v.optional(v.literal(true)),
		// the last activity, by which the list is sorted
		activeAt: v.number(),
		// when this entry has changed, in milliseconds; later at every change
		changedAt: v.number(),
		name: v.string(),
		kind: v.union(v.literal('open'), v.literal('invited'), v.literal('direct')),
		// for the creator only
		clientId: v.optional(v.string()),
		role: v.union(v.literal('owner'), v.literal('member')),
		// as in the membership
		isMuted: v.optional(v.literal(true)),
		isPinned: v.optional(v.literal(true)),
		isMarkedUnread: v.optional(v.literal(true)),
		archivedUpTo: v.optional(v.number()),
		// the other person of a direct conversation, unless their document was deleted
		peer: v.optional(
			v.object({ subject: v.string(), name: v.string(), pictureUrl: v.optional(v.string()) })
		),
		// the number of messages, and the last one
		count: v.number(),
		last: v.optional(
			v.object({
				author: v.string(),
				authorId: v.string(),
				text: v.string(),
				sentAt: v.number(),
				isRemoved: v.boolean()
			})
		),
		// from the read mark: its number, and how many of the messages after it are the member's own
		read: v.number(),
		ownCount: v.number(),
		deletedUpTo: v.optional(v.number()),
		// the number of the last message that mentions the member, and of the last one that mentions everybody
		mentionedIn: v.optional(v.number()),
		allMentionedIn: v.optional(v.number())
	})
		.index('by_conversationId_userId', ['conversationId', 'userId'])
		// those of the members, without whom it is hidden from
		.index('by_conversationId_isGone', ['conversationId', 'isGone', 'userId'])
		// a list, the last active first
		.index('by_userId_organizationId_isGone_activeAt', [
			'userId',
			'organizationId',
			'isGone',
			'activeAt'
		])
		// what of a list has changed
		.index('by_userId_organizationId_changedAt', ['userId', 'organizationId', 'changedAt'])
		.index('by_userId_isGone_activeAt', ['userId', 'isGone', 'activeAt']),

	// How far the entries of a conversation with many members are brought up to date.
	inboxSpreads: defineTable({
		conversationId: v.id('conversations'),
		// whether a step is scheduled
		isPending: v.boolean(),
		// when the last pass over all members has begun, and of what
		beganAt: v.number(),
		of: v.string(),
		// the member after whom it goes on, and how many it has come by
		after: v.optional(v.id('users')),
		members: v.number(),
		// whether this pass has left entries for a later one
		hasLeft: v.optional(v.boolean()),
		// the number of members, by the last pass that has come to its end
		size: v.optional(v.number())
	}).index('by_conversationId', ['conversationId']),

	messages: defineTable({
		conversationId: v.id('conversations'),
		userId: v.id('users'),
		clientId: v.string(),
		// its position in the conversation, from 1
		number: v.number(),
		// empty once removed
		body: v.string(),
		replyTo: v.optional(v.id('messages')),
		// whose words these are, when somebody forwards a message
		forwardedFrom: v.optional(v.id('users')),
		// whom its text names with `@`, by subject, and as they are called there
		mentions: v.optional(v.array(v.object({ userId: v.string(), name: v.string() }))),
		// what the page of its first link says, and the link whose preview its author has removed
		preview: v.optional(linkPreview),
		hasNoPreviewOf: v.optional(v.string()),
		// the counts; the people are in the table `reactions`
		reactions: v.optional(v.array(v.object({ emoji: v.string(), count: v.number() }))),
		// the last edit: when, and the id its sender gave it
		editedAt: v.optional(v.number()),
		editId: v.optional(v.string()),
		removedAt: v.optional(v.number()),
		// only its author sees it: the other person of a direct conversation blocked them then
		isWithheld: v.optional(v.literal(true)),
		// of earlier versions, and read by nothing: `searchEntries` has it
		isOpen: v.optional(v.boolean())
	})
		// newest messages and history
		.index('by_conversationId', ['conversationId'])
		// has this been sent before?
		.index('by_userId_clientId', ['userId', 'clientId'])
		// what somebody has written that is still there
		.index('by_userId_removedAt', ['userId', 'removedAt']),

	// What is known of the pages that messages link to; see `keptPreviews.ts`.
	linkPreviews: defineTable({
		// without what comes after `#`
		address: v.string(),
		// missing while the page is asked, and when it has said nothing
		summary: v.optional(pageSummary),
		// the messages that wait for its answer; missing when nobody asks it
		waiting: v.optional(v.array(v.id('messages'))),
		// until when it is not asked again
		until: v.number()
	})
		.index('by_address', ['address'])
		// those that are too old first
		.index('by_until', ['until']),

	// Pinned messages.
	pins: defineTable({
		conversationId: v.id('conversations'),
		messageId: v.id('messages')
	})
		// those of a conversation, the last pinned first
		.index('by_conversationId', ['conversationId'])
		// is this pinned?
		.index('by_messageId', ['messageId']),

	// What a search reads of a message that has a text. Every list reads messages, so this is not in them.
	searchEntries: defineTable({
		messageId: v.id('messages'),
		conversationId: v.id('conversations'),
		// when the message was sent
		sentAt: v.number(),
		// whether everybody may find it; a conversation's kind never changes
		isOpen: v.boolean(),
		// see `searchTerms.ts`
		terms: v.string()
	})
		.index('by_messageId', ['messageId'])
		.index('by_conversationId', ['conversationId'])
		.searchIndex('search_terms', {
			searchField: 'terms',
			filterFields: ['conversationId', 'isOpen']
		}),

	// Migrations: how far each has come.
	migrations: defineTable({
		name: v.string(),
		// where the next step begins
		cursor: v.union(v.null(), v.string()),
		isDone: v.boolean(),
		// when a step was last taken, or begun
		at: v.number()
	}).index('by_name', ['name']),

	// Cascades: what is being deleted step by step.
	cascades: defineTable({
		kind: v.union(
			v.literal('conversation'),
			v.literal('message'),
			v.literal('user'),
			v.literal('organizationMember'),
			v.literal('drafts')
		),
		// the id of what was removed
		of: v.string(),
		// when a step was last taken, or begun
		at: v.number(),
		// how often it was taken up again
		attempts: v.number()
	}).index('by_at', ['at']),

	// All edits, not only the last one: between the two arrivals of a repeated edit, another device may
	// have made
	// a newer one.
	edits: defineTable({
		conversationId: v.id('conversations'),
		messageId: v.id('messages'),
		editId: v.string()
	})
		.index('by_conversationId', ['conversationId'])
		// has this edit been made before?
		.index('by_messageId_editId', ['messageId', 'editId']),

	reactions: defineTable({
		conversationId: v.id('conversations'),
		messageId: v.id('messages'),
		userId: v.id('users'),
		emoji: v.string()
	})
		.index('by_conversationId', ['conversationId'])
		.index('by_userId', ['userId'])
		// has this person reacted, and how?
		.index('by_messageId_userId', ['messageId', 'userId']),

	// Presence: one document for each person in a conversation. It changes when they arrive, leave and type.
	presences: defineTable({
		conversationId: v.id('conversations'),
		userId: v.id('users'),
		typingUntil: v.optional(v.number()),
		// of earlier versions: their sessions, and when the person expires
		expiresAt: v.optional(v.number()),
		places: v.optional(
			v.array(
				v.object({ id: v.string(), expiresAt: v.number(), typingUntil: v.optional(v.number()) })
			)
		)
	})
		// who is present, the last to arrive first
		.index('by_conversationId', ['conversationId'])
		.index('by_conversationId_userId', ['conversationId', 'userId'])
		.index('by_userId', ['userId']),

	// Presence sessions: windows of the app, on any device. Each heartbeat writes one, and no query reads
	// them.
	presenceSessions: defineTable({
		conversationId: v.id('conversations'),
		userId: v.id('users'),
		// the client's id of the window
		key: v.string(),
		expiresAt: v.number(),
		typingUntil: v.optional(v.number())
	})
		.index('by_conversationId_userId', ['conversationId', 'userId'])
		// the first deadline first
		.index('by_conversationId_expiresAt', ['conversationId', 'expiresAt'])
		.index('by_userId', ['userId']),

	// When the sessions of a conversation are looked through next.
	presenceSweeps: defineTable({
		conversationId: v.id('conversations'),
		at: v.number(),
		// earlier versions have not noted it
		jobId: v.optional(v.id('_scheduled_functions'))
	}).index('by_conversationId', ['conversationId']),

	// Rate limits of earlier versions, which `allowances.ts` deletes.
	allowances: defineTable({
		userId: v.id('users'),
		kind: v.string(),
		left: v.number(),
		at: v.number()
	}),

	// Links to hand out: to a conversation, or to who has made it.
	joinLinks: defineTable({
		token: v.string(),
		userId: v.id('users'),
		conversationId: v.optional(v.id('conversations')),
		organizationId: v.optional(v.string()),
		expiresAt: v.number()
	})
		.index('by_token', ['token'])
		.index('by_userId', ['userId'])
		// one of each maker
		.index('by_userId_conversationId_organizationId', [
			'userId',
			'conversationId',
			'organizationId'
		])
		.index('by_conversationId', ['conversationId'])
});

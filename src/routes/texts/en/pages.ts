import type { Counting } from '../speaking';

/** What the pages and dialogs that no launch shows say in English. */
export const pages = ({ count, number, isolate }: Counting) => ({
	/** Why a pane shows nothing, and what to do or what will happen. */
	empty: {
		messages: {
			loading: { why: 'Loading messages', todo: '' },
			notHere: {
				why: 'Not on this device yet.',
				todo: 'It will load when you are online.'
			},
			failed: {
				why: 'The messages could not be loaded.',
				todo: 'The app tries again by itself.'
			},
			none: { why: 'Nobody has written here yet.', todo: 'What you write is the first message.' }
		},
		conversation: {
			loading: { why: 'Loading messages', todo: '' },
			notHere: {
				why: 'Not on this device yet.',
				todo: 'It will load when you are online.'
			},
			failed: {
				why: 'The conversation could not be loaded.',
				todo: 'The app tries again by itself.'
			},
			gone: {
				why: 'This conversation does not exist, or you may not read it.',
				todo: 'Choose another one.'
			},
			none: { why: 'You have no conversations yet.', todo: 'Start one, or join an open one.' },
			unchosen: { why: 'No conversation is open.', todo: 'Choose a conversation.' }
		},
		conversations: {
			loading: { why: 'Loading conversations', todo: '' },
			notHere: {
				why: 'Not on this device yet.',
				todo: 'It will load when you are online.'
			},
			failed: {
				why: 'Your conversations could not be loaded.',
				todo: 'The app tries again by itself.'
			},
			none: { why: 'You have no conversations yet.', todo: 'Start one with “New conversation”.' }
		},
		members: {
			loading: { why: 'Loading members', todo: '' },
			notHere: {
				why: 'Not on this device yet.',
				todo: 'It will load when you are online.'
			},
			failed: {
				why: 'The members could not be loaded.',
				todo: 'The app tries again by itself.'
			},
			none: { why: 'There are no members.', todo: 'Join, or invite somebody.' }
		},
		people: {
			loading: { why: 'Looking for people', todo: '' },
			notHere: {
				why: 'You need a connection to find people.',
				todo: 'Try again when there is one.'
			},
			failed: { why: 'The search did not work.', todo: 'Change the name to try again.' },
			none: { why: 'Nobody has that name.', todo: 'Check the spelling.' },
			nobody: {
				why: 'There is nobody to show yet.',
				todo: 'Search for somebody by name, or send them a link.'
			}
		},
		directory: {
			loading: { why: 'Loading open conversations', todo: '' },
			notHere: {
				why: 'You need a connection to see open conversations.',
				todo: 'They appear as soon as there is one.'
			},
			failed: {
				why: 'The open conversations could not be loaded.',
				todo: 'The app tries again by itself.'
			},
			none: { why: 'No conversation is open to everyone yet.', todo: 'Start one.' },
			notFound: { why: 'No open conversation has that name.', todo: 'Try another word.' }
		},
		joinLink: {
			loading: { why: 'Loading the invitation', todo: '' },
			notHere: {
				why: 'You need a connection to answer the invitation.',
				todo: 'It appears as soon as there is one.'
			},
			failed: {
				why: 'The invitation could not be loaded.',
				todo: 'The app tries again by itself.'
			},
			none: { why: 'This link does not work.', todo: 'Ask for a new one.' },
			gone: {
				why: 'This link is no longer valid, or it is for another organisation.',
				todo: 'Ask for a new one.'
			}
		},
		reports: {
			loading: { why: 'Loading reports', todo: '' },
			notHere: {
				why: 'You need a connection to see reports.',
				todo: 'They appear as soon as there is one.'
			},
			failed: { why: 'Reports could not be loaded.', todo: 'The app tries again by itself.' },
			gone: {
				why: 'Only moderators see reports.',
				todo: 'Whoever runs this app chooses them.'
			},
			none: { why: 'Nobody has reported anything.', todo: 'There is nothing to do here.' }
		},
		search: {
			idle: {
				why: 'Search your messages.',
				todo: 'Type a word, or the beginning of one.'
			},
			loading: { why: 'Searching', todo: '' },
			failed: { why: 'The search did not work.', todo: 'The app tries again by itself.' },
			none: { why: 'No message has these words.', todo: 'Try other words, or fewer.' }
		},
		unsent: {
			none: {
				why: 'Everything you have written has been sent.',
				todo: 'There is nothing to do here.'
			}
		}
	},
	errorPage: {
		notFound: 'Not found',
		failed: 'Not opened',
		noSuchPage: 'There is no such page.',
		pageFailed: 'This page could not be opened.',
		openMessages: 'Open your messages'
	},
	signedOut: {
		what: 'Messages that work without a network',
		explained:
			'Read and write in a tunnel, on a train, on a plane. What you write is sent when you are back online.',
		signIn: 'Sign in',
		signUp: 'Sign up',
		unsent: 'Unsent',
		signInToSend: (messages: number) =>
			`Sign in to send ${count(messages, { one: '# message', other: '# messages' })}.`,
		loading: 'Loading…',
		needsConnection: 'You need a connection to sign in.',
		goesOn: 'This page continues by itself as soon as there is one.',
		left: 'You are signed out, but some of your data may still be on this device: its disk is full or does not respond. Free some space and choose “Remove now”, or remove the data of this site in the settings of your browser.',
		removeNow: 'Remove now',
		signOut: 'Sign-out',
		signOutPending:
			'You are signed out on this device, and your messages are removed from it. Your session ends everywhere as soon as there is a connection.'
	},
	notAccepted: {
		yet: 'Your sign-in has not been accepted yet. The app tries again by itself.',
		clock: 'The clock of this device is wrong. Set it right, and this page continues by itself.'
	},
	notShown: {
		app: 'The app cannot be shown.',
		conversations: 'Your conversations cannot be shown.',
		messages: 'This conversation cannot be shown.',
		page: 'This page cannot be shown.',
		reload: 'Reload'
	},
	copyDropped: {
		label: 'Removed from this device',
		app: 'The data on this device could not be shown and has been removed. It is loaded again when there is a connection.',
		conversations:
			'The copy of your conversations on this device could not be shown and has been removed. They are loaded again when there is a connection.',
		messages:
			'The copy of these messages on this device could not be shown and has been removed. They are loaded again when there is a connection.',
		page: 'The data of this page on this device could not be shown and has been removed. It is loaded again when there is a connection.'
	},
	refusal: {
		serverFailed: 'The server could not accept it.',
		notUnderstood: 'The server could not read it.',
		tooOld: 'It has waited here for two weeks. Send it only if you still want to.',
		unauthenticated: 'Sign in again.',
		forbidden: 'You may not write in this conversation.',
		messageDeleted: 'The message was deleted.',
		conversationGone: 'This conversation is no longer here.',
		tooLong: (limit: number) => `A message can have at most ${number(limit)} characters.`,
		rateLimited: 'Too much at once. Try again in a moment.',
		empty: 'The message is empty.'
	},
	menu: {
		manage: 'Manage account',
		settings: 'Settings',
		unsent: (messages: number) => `Unsent messages (${number(messages)})`,
		signOut: 'Sign out'
	},
	signOut: {
		unsent: (messages: number) =>
			count(messages, { one: '# message not sent', other: '# messages not sent' }),
		waits: 'There is no connection. You will be signed out when it is back and everything is sent.',
		sending: 'Sending. You will be signed out when everything is sent.',
		question: 'What should happen to your unsent messages?',
		sendFirst: 'Send first',
		cannotBeSent: 'They cannot be sent as they are:',
		seeWhy: 'see why',
		keep: 'Keep for my next sign-in',
		discard: 'Discard',
		cancel: 'Cancel'
	},
	arrivals: {
		from: (author: string) => `New message from ${isolate(author)}`
	},
	presence: {
		isHere: (name: string) => `${isolate(name)} is here`,
		areHere: (people: number) =>
			count(people, { one: '# other is here', other: '# others are here' }),
		isTyping: (name: string) => `${isolate(name)} is typing…`,
		areTyping: (people: number) =>
			count(people, { one: '# person is typing…', other: '# people are typing…' })
	},
	markedText: {
		code: 'Code',
		spoiler: 'Hidden text, show it'
	},
	receipts: {
		sent: 'Sent',
		delivered: 'Sent, delivered',
		read: 'Sent, read',
		readBy: (people: number) => `Sent, read by ${number(people)}`
	},
	messageInfo: {
		title: 'Info',
		sent: 'Sent',
		edited: 'Edited',
		readBy: 'Read by',
		deliveredTo: 'Delivered to',
		none: 'Nobody yet',
		many: 'Read receipts are shown in conversations of up to 20 people.',
		off: 'You have turned off read receipts in the settings.',
		nobody: 'Nobody here has read receipts turned on.',
		unknown: 'You can see who has read it when you are online.',
		close: 'Close'
	},
	emoji: {
		label: 'Emoji',
		search: 'Search emoji',
		recent: 'Recent',
		found: 'Found',
		groups: 'Groups of emoji',
		none: 'No emoji has that name.',
		failed: 'The emoji could not be loaded. Try again.',
		tone: 'Skin tone',
		tones: ['None', 'Light', 'Medium-light', 'Medium', 'Medium-dark', 'Dark']
	},
	emojiGroups: {
		smileys: 'Smileys',
		people: 'People',
		nature: 'Animals and nature',
		food: 'Food and drink',
		travel: 'Travel and places',
		activities: 'Activities',
		objects: 'Objects',
		symbols: 'Symbols',
		flags: 'Flags'
	},
	messageActions: {
		toolbar: 'Message',
		reply: 'Reply',
		forward: 'Forward',
		select: 'Select',
		react: 'React',
		moreReactions: 'More reactions',
		reactionsLater: 'You can see who has reacted when you are online.',
		more: 'More',
		edit: 'Edit',
		copy: 'Copy',
		copyLink: 'Copy link',
		removePreview: 'Remove preview',
		info: 'Info',
		copied: 'Copied',
		notCopied: 'Not copied',
		delete: 'Delete',
		deleted: 'Deleted',
		undo: 'Undo',
		retry: 'Retry'
	},
	forward: {
		title: 'Forward to',
		search: 'Search conversations',
		list: 'Conversations',
		none: 'No conversation has that name.',
		forwarded: 'Forwarded',
		from: (name: string) => `Forwarded from ${isolate(name)}`
	},
	select: {
		toolbar: 'Selected messages',
		count: (messages: number) => count(messages, { one: '# selected', other: '# selected' }),
		message: (author: string, text: string) => `${isolate(author)}: ${text}`,
		cancel: 'Cancel'
	},
	pins: {
		pin: 'Pin',
		unpin: 'Unpin',
		title: 'Pinned message',
		oneOf: (at: number, messages: number) => `Pinned message ${number(at)} of ${number(messages)}`,
		tooMany: (most: number) =>
			count(most, {
				one: 'At most # message can be pinned',
				other: 'At most # messages can be pinned'
			})
	},
	composing: {
		everybody: 'all',
		people: 'People to mention',
		editing: 'Editing a message',
		answering: (author: string) => `Replying to ${isolate(author)}`,
		answeringSelf: 'Replying to yourself',
		noAnswer: 'Cancel reply',
		cancel: 'Cancel',
		otherDraft: 'Other draft:',
		useOther: 'Use',
		discardOther: 'Discard',
		discarded: 'Draft discarded',
		left: (characters: number) =>
			count(characters, { one: '# character left', other: '# characters left' }),
		tooMany: (characters: number) =>
			count(characters, { one: '# character too many', other: '# characters too many' })
	},
	conversation: {
		unnamed: 'A conversation',
		noLonger: (name: string) => `You are no longer a member of ${isolate(name)}.`,
		deleted: (name: string) => `${isolate(name)} was deleted.`
	},
	wait: {
		update: 'update the app to send it',
		signIn: 'sign in again to send it',
		tooMuch: (seconds: number) =>
			count(seconds, {
				one: 'too many at once, sent in # second',
				other: 'too many at once, sent in # seconds'
			})
	},
	scrolling: {
		toNewest: (unread: number) =>
			unread > 0
				? `To the newest messages, ${count(unread, { one: '# new', other: '# new' })}`
				: 'To the newest messages'
	},
	list: {
		filter: 'Show',
		all: 'All',
		groups: 'Groups',
		nothingUnread: 'You have read everything.',
		noGroups: 'You are not in any group.',
		nothingArchived: 'Nothing is archived.',
		more: 'Show more',
		archived: 'Archived',
		back: 'Back to all conversations',
		actions: 'Conversation actions',
		pin: 'Pin',
		unpin: 'Unpin',
		markRead: 'Mark as read',
		markUnread: 'Mark as unread',
		archive: 'Archive',
		unarchive: 'Unarchive',
		isArchived: 'Archived',
		isUnarchived: 'Unarchived'
	},
	invitations: {
		title: 'Invitations',
		invitedBy: (name: string) => `${isolate(name)} invites you`,
		accept: 'Accept',
		acceptNamed: (name: string) => `Accept the invitation to ${isolate(name)}`,
		decline: 'Decline',
		declined: 'Declined',
		declineNamed: (name: string) => `Decline the invitation to ${isolate(name)}`
	},
	newConversation: {
		name: 'Name',
		who: 'Who can join',
		everyone: 'Everyone',
		forEveryone: 'Everyone can read and write in it.',
		invited: 'By invitation',
		forInvited: 'Only members can read and write in it.',
		cancel: 'Cancel',
		create: 'Create',
		pending: 'It will be created when you are online. Then you can write in it.',
		group: 'New group',
		notConnected: 'Not created: there is no connection.',
		outcomeUnknown: 'The connection ended before an answer came. Check whether it is in the list.',
		signInAgain: 'Not created: sign in again.',
		tooMany: 'Too many at once. Try again in a moment.',
		noSuchPerson: 'This person is no longer here.',
		serverFailed: 'Not created: the server could not accept it.'
	},
	people: {
		find: 'Search people',
		list: 'People',
		found: (people: number) => count(people, { one: '# person', other: '# people' })
	},
	ownName: {
		question: 'What should people call you?',
		save: 'Save',
		saved: 'Saved',
		skip: 'Skip',
		emailAddress:
			'That is an e-mail address, and everyone you write to would see it. Choose a name.',
		notConnected: 'Not saved: there is no connection.',
		notSaved: 'Not saved. Try again.'
	},
	details: {
		open: 'Open to everyone',
		invited: 'By invitation',
		direct: 'Between the two of you',
		rename: 'Rename',
		invite: 'Invite',
		isInvited: (name: string) => `${isolate(name)} is invited.`,
		members: 'Members',
		find: 'Search',
		moreMembers: 'Show more members',
		owner: 'Owner',
		removeMember: 'Remove',
		removeNamed: (name: string) => `Remove ${isolate(name)}`,
		removeQuestion: (name: string) => `Remove ${isolate(name)} from this conversation?`,
		profile: 'Profile',
		isMuted: 'Muted: new messages show in the list only.',
		pending: 'Invited, no answer yet',
		invitedBy: (name: string) => `Invited by ${isolate(name)}`,
		withdraw: 'Withdraw',
		withdrawNamed: (name: string) => `Withdraw the invitation of ${isolate(name)}`,
		hide: 'Hide',
		hideQuestion: (name: string) => `Hide the conversation with ${isolate(name)}?`,
		hideConsequence: 'It comes back when one of you writes in it.',
		deleteForMe: 'Delete for me',
		deleteForMeQuestion: (name: string) =>
			`Delete the conversation with ${isolate(name)} for yourself?`,
		deleteForMeConsequence: 'You do not see its messages again. The other person keeps them.',
		leave: 'Leave',
		leaveQuestion: (name: string) => `Leave ${isolate(name)}?`,
		leaveInvited: 'You can come back only if somebody invites you.',
		leaveLast: 'You are the last member, so it is deleted.',
		leaveTo: (name: string) => `Leave and make ${isolate(name)} the owner`,
		newOwner: 'New owner',
		oldestOwns: 'The longest-standing member becomes the owner.',
		delete: 'Delete conversation',
		deleteQuestion: (name: string) => `Delete ${isolate(name)}?`,
		deleteConsequence: 'All its messages are deleted, for everyone.'
	},
	directory: {
		title: 'Open conversations',
		open: 'Open to everyone',
		search: 'Search open conversations',
		join: 'Join',
		joinNamed: (name: string) => `Join ${isolate(name)}`,
		joined: 'Joined'
	},
	start: {
		people: 'Write to somebody',
		open: 'Open to you',
		all: 'All open conversations'
	},
	profile: {
		close: 'Close',
		gone: 'This person is no longer here.',
		blocked: 'You have blocked this person. You do not get their direct messages or invitations.',
		message: 'Message',
		mute: 'Mute',
		unmute: 'Unmute',
		block: 'Block',
		unblock: 'Unblock',
		report: 'Report',
		shared: 'Conversations you share'
	},
	report: {
		message: 'Their message is sent with the report.',
		what: 'What is wrong?',
		who: 'Only the moderators of this app read it. The person is not told.',
		send: 'Send report',
		sent: 'Reported. The moderators will look at it.',
		back: 'Back to the profile'
	},
	reports: {
		title: 'Reports',
		about: (name: string) => `About ${isolate(name)}`,
		by: (name: string) => `Reported by ${isolate(name)}`,
		removeMessage: 'Remove message',
		removeQuestion: 'Remove this message for everyone?',
		close: 'Close conversation',
		closeQuestion: 'Close this conversation?'
	},
	joinLink: {
		title: 'Invitation link',
		label: 'Link',
		toSelf: 'Anyone with your link can write to you.',
		toConversation: 'Anyone with the link can join.',
		create: 'Create link',
		copy: 'Copy link',
		share: 'Share…',
		revoke: 'End link',
		isEnded: 'The link has ended.',
		until: (day: string) => `Valid until ${day}`,
		needsConnection: 'You need a connection for this.',
		invites: (name: string) => `${isolate(name)} invites you to this conversation.`,
		wants: (name: string) => `${isolate(name)} would like to hear from you.`,
		isYours: 'This is your own link. Send it to somebody.',
		join: 'Join',
		write: 'Write a message',
		open: 'Open conversation',
		signIn: 'You are invited. Sign in or sign up to continue.'
	},
	search: {
		label: 'Search messages',
		clear: 'Clear the search',
		nothing: 'Nothing found',
		results: 'Found messages',
		all: 'All messages',
		device: 'On this device',
		found: (messages: number) => count(messages, { one: '# message', other: '# messages' }),
		partial: 'there may be more',
		cut: (words: number) =>
			`only the beginning of your text is searched for: at most ${number(words)} words`
	},
	keys: {
		title: 'Keyboard shortcuts',
		goTo: 'Go to a conversation, person or message',
		previous: 'Previous conversation',
		next: 'Next conversation',
		nth: 'First to ninth conversation',
		search: 'Search messages',
		shortcuts: 'This list',
		send: 'Send the message',
		newLine: 'New line',
		menu: 'Menu of a message',
		close: 'Close what is open',
		done: 'Close'
	},
	switcher: {
		title: 'Go to',
		label: 'Search',
		hint: 'Conversations, people, messages',
		options: 'Results',
		none: 'Nothing found',
		searching: 'Searching…',
		device: 'Offline: only what is on this device',
		conversations: 'Conversations',
		commands: 'Actions',
		people: 'People',
		messages: 'Messages',
		others: 'Other people'
	},
	commands: {
		newConversation: 'New conversation',
		findHere: 'Search in this conversation',
		details: 'Details of this conversation',
		search: 'Search all messages',
		directory: 'Open conversations',
		markAllRead: 'Mark all as read',
		unsent: 'Unsent messages',
		settings: 'Settings',
		shortcuts: 'Keyboard shortcuts',
		signOut: 'Sign out'
	},
	find: {
		label: 'Search in this conversation',
		place: (hit: number, hits: number) => `${number(hit)} of ${number(hits)}`,
		none: 'Nothing found',
		noneHere: 'Not on this device',
		previous: 'Earlier',
		next: 'Later',
		close: 'Close search'
	},
	day: {
		title: 'Go to a day',
		label: 'Day',
		none: 'There are no messages from this day on.',
		notHere:
			'This device has no messages from that day. You can go to any day when you are online.',
		cancel: 'Cancel',
		go: 'Go'
	},
	link: {
		leadsTo: (host: string) => `Leads to ${isolate(host)}`,
		question: 'Open this address?',
		open: 'Open',
		cancel: 'Cancel'
	},
	unsent: {
		title: 'Unsent',
		list: 'Unsent messages',
		unreadable:
			'Another version of the app has left something here that this one cannot read. It stays here; update the app to send it.',
		edits: 'Changes a message to:',
		deletes: 'Deletes a message',
		removesPreview: 'Removes the preview of a link',
		reacts: (emoji: string) => `Reacts with ${emoji}`,
		takesBack: (emoji: string) => `Takes back ${emoji}`,
		pins: 'Pins a message',
		unpins: 'Unpins a message',
		creates: 'Creates a conversation:',
		renames: 'Renames the conversation to:',
		deletesConversation: 'Deletes the conversation',
		mutes: 'Mutes the conversation',
		unmutes: 'Unmutes the conversation',
		hides: 'Hides the conversation',
		deletesForSelf: 'Deletes the conversation for you',
		blocks: 'Blocks a person',
		unblocks: 'Unblocks a person',
		joins: 'Joins the conversation',
		leaves: 'Leaves the conversation',
		handsOver: 'Makes somebody else the owner, and leaves',
		removesMember: 'Removes a member',
		invites: 'Invites a person',
		accepts: 'Accepts the invitation',
		declines: 'Declines the invitation',
		changes: 'Changes a conversation'
	},
	tooLong: {
		splitInto: (messages: number) =>
			count(messages, { one: 'Split into # message', other: 'Split into # messages' }),
		shorten: 'That is too long to send. Shorten it, or send a part of it.'
	},
	problem: {
		keepsNothing:
			'This browser keeps nothing: anything you have not sent is lost when you close the page.',
		draftNotKept:
			'This device has no room left, or its storage does not work. What you write here is lost when you close the page.',
		noRoom: 'Not saved: this device has no room left. Your text stays here.',
		storageFailed: 'Not saved: this device’s storage does not work now. Your text stays here.',
		notConnected: 'Not sent: there is no connection. Your text stays here.',
		outcomeUnknown:
			'The connection ended before an answer came. Send again: it will not be sent twice.',
		notSent: (why: string) => `Not sent. ${why}`,
		offline: 'There is no connection. Try again when there is one.',
		notDone: 'That did not work. Try again.'
	}
});

/** What those pages say, in one language. */
export type PageWords = ReturnType<typeof pages>;

/** A language: what those pages say, given how it writes numbers. */
export type SpeakPages = (counting: Counting) => PageWords;

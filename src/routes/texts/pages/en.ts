import type { Counting } from '../speaking';

/** What the pages and dialogs that no launch shows say in English. */
export const en = ({ count, number, isolate }: Counting) => ({
	/** Why a pane shows nothing, and what to do or what will happen. */
	empty: {
		messages: {
			loading: { why: 'Loading messages', todo: '' },
			notHere: {
				why: 'Not on this device yet',
				todo: 'The messages come as soon as there is a connection. You can write now.'
			},
			failed: {
				why: 'The messages could not be loaded.',
				todo: 'They are asked for again by themselves.'
			},
			none: { why: 'Nobody has written here yet.', todo: 'What you write is the first message.' }
		},
		conversation: {
			loading: { why: 'Loading messages', todo: '' },
			notHere: {
				why: 'Not on this device yet',
				todo: 'This conversation opens as soon as there is a connection.'
			},
			failed: {
				why: 'The conversation could not be loaded.',
				todo: 'It is asked for again by itself.'
			},
			gone: {
				why: 'This conversation is not here, or not for you.',
				todo: 'Choose another one.'
			},
			none: { why: 'You have no conversation yet.', todo: 'Begin one, or join an open one.' },
			unchosen: { why: 'No conversation is open.', todo: 'Choose a conversation.' }
		},
		conversations: {
			loading: { why: 'Loading conversations', todo: '' },
			notHere: {
				why: 'Not on this device yet',
				todo: 'Your conversations come as soon as there is a connection.'
			},
			failed: {
				why: 'Your conversations could not be loaded.',
				todo: 'They are asked for again by themselves.'
			},
			none: { why: 'You have no conversation yet.', todo: 'Begin one with “New conversation”.' }
		},
		members: {
			loading: { why: 'Loading members', todo: '' },
			notHere: {
				why: 'Not on this device yet',
				todo: 'To see the members you need a connection.'
			},
			failed: {
				why: 'The members could not be loaded.',
				todo: 'They are asked for again by themselves.'
			},
			none: { why: 'There are no members.', todo: 'Join, or invite somebody.' }
		},
		people: {
			loading: { why: 'Looking for people', todo: '' },
			notHere: { why: 'To find people you need a connection.', todo: 'Try again then.' },
			failed: { why: 'The search did not work.', todo: 'Change the name to try again.' },
			none: { why: 'Nobody is called that.', todo: 'Check the spelling.' }
		},
		search: {
			idle: {
				why: 'Words in messages can be found here.',
				todo: 'Write one, or the beginning of one.'
			},
			loading: { why: 'Searching', todo: '' },
			failed: { why: 'The search did not work.', todo: 'It is tried again.' },
			none: { why: 'Nothing found', todo: 'Try other words, or fewer.' }
		},
		unsent: {
			none: { why: 'Everything you have written is sent.', todo: 'There is nothing to do here.' }
		}
	},
	errorPage: {
		notFound: 'Not found',
		noSuchPage: 'There is no such page.',
		pageFailed: 'This page could not be opened.',
		openMessages: 'Open your messages'
	},
	signedOut: {
		signIn: 'Sign in',
		signUp: 'Sign up',
		unsent: 'Unsent',
		signInToSend: (messages: number) =>
			`Sign in to send ${count(messages, { one: '# message', other: '# messages' })}.`,
		loading: 'Loading…',
		needsConnection: 'You need a connection to sign in.',
		goesOn: 'This page goes on by itself as soon as there is one.',
		left: 'You are signed out, but something of yours may still be on this device: its disk is full or does not answer. Make room on it and choose “Remove now”, or remove the data of this site in the settings of your browser.',
		removeNow: 'Remove now',
		signOut: 'Sign-out',
		signOutPending:
			'You are signed out on this device, and your messages are removed from it. Your session ends everywhere as soon as there is a connection.'
	},
	notAccepted: {
		yet: 'Your sign-in has not been accepted yet. It is tried again.',
		clock: 'The clock of this device is wrong. Set it, and this page goes on by itself.'
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
		app: 'What this device kept could not be shown and has been removed. It is loaded again when there is a connection.',
		conversations:
			'What this device kept of your conversations could not be shown and has been removed. They are loaded again when there is a connection.',
		messages:
			'What this device kept of these messages could not be shown and has been removed. They are loaded again when there is a connection.',
		page: 'What this device kept of this page could not be shown and has been removed. It is loaded again when there is a connection.'
	},
	refusal: {
		serverFailed: 'The server could not take it.',
		tooOld: 'It has waited here for two weeks. Send it only if it is still wanted.',
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
		waits: 'There is no connection. You are signed out when it is back and all are sent.',
		sending: 'Sending. You are signed out when all are sent.',
		question: 'What should happen to what you have written and not sent?',
		sendFirst: 'Send first',
		cannotBeSent: 'It cannot be sent as it is:',
		seeWhy: 'see why',
		keep: 'Keep for my next sign-in',
		discard: 'Discard',
		cancel: 'Cancel'
	},
	presence: {
		isHere: (name: string) => `${isolate(name)} is here`,
		areHere: (people: number) =>
			count(people, { one: '# other is here', other: '# others are here' }),
		isTyping: (name: string) => `${isolate(name)} is typing…`,
		areTyping: (people: number) =>
			count(people, { one: '# person is typing…', other: '# people are typing…' })
	},
	messageActions: {
		reply: 'Reply',
		react: 'React',
		edit: 'Edit',
		copy: 'Copy',
		copyLink: 'Copy link',
		copied: 'Copied',
		notCopied: 'Not copied',
		delete: 'Delete',
		retry: 'Retry'
	},
	composing: {
		editing: 'Editing a message',
		answering: (author: string) => `Replying to ${isolate(author)}`,
		answeringSelf: 'Replying to yourself',
		noAnswer: 'Cancel reply',
		cancel: 'Cancel',
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
		tooMuch: (seconds: number) =>
			count(seconds, {
				one: 'much at once, sent in # second',
				other: 'much at once, sent in # seconds'
			})
	},
	scrolling: {
		toNewest: (unread: number) =>
			unread > 0
				? `To the newest messages, ${count(unread, { one: '# new', other: '# new' })}`
				: 'To the newest messages'
	},
	invitations: {
		title: 'Invitations',
		invitedBy: (name: string) => `${isolate(name)} invites you`,
		accept: 'Accept',
		acceptNamed: (name: string) => `Accept the invitation to ${isolate(name)}`,
		decline: 'Decline',
		declineNamed: (name: string) => `Decline the invitation to ${isolate(name)}`
	},
	newConversation: {
		name: 'Name',
		who: 'Who can join',
		everyone: 'Everyone',
		forEveryone: 'Everyone can read it and write in it.',
		invited: 'By invitation',
		forInvited: 'Only its members can read it and write in it.',
		cancel: 'Cancel',
		create: 'Create',
		pending: 'It is made as soon as there is a connection. You can write in it then.',
		person: 'Message a person',
		notConnected: 'Not made: there is no connection.',
		outcomeUnknown: 'The connection ended before an answer came. See whether it is in the list.',
		signInAgain: 'Not made: sign in again.',
		tooMany: 'Too many at once. Try again in a moment.',
		noSuchPerson: 'This person is no longer here.',
		serverFailed: 'Not made: the server could not take it.'
	},
	people: {
		find: 'Find a person by name',
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
		moreMembers: 'Show more members',
		owner: 'Owner',
		removeMember: 'Remove',
		removeNamed: (name: string) => `Remove ${isolate(name)}`,
		removeQuestion: (name: string) => `Remove ${isolate(name)} from this conversation?`,
		leave: 'Leave',
		leaveQuestion: (name: string) => `Leave ${isolate(name)}?`,
		leaveInvited: 'You can come back only when somebody invites you.',
		delete: 'Delete conversation',
		deleteQuestion: (name: string) => `Delete ${isolate(name)}?`,
		deleteConsequence: 'All its messages are deleted, for everyone.'
	},
	search: {
		label: 'Search messages',
		results: 'Found messages',
		all: 'All messages',
		device: 'On this device',
		found: (messages: number) => count(messages, { one: '# message', other: '# messages' }),
		partial: 'there may be more',
		cut: (words: number) =>
			`only the beginning of your text is searched for: at most ${number(words)} words`
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
		reacts: (emoji: string) => `Reacts with ${emoji}`,
		takesBack: (emoji: string) => `Takes back ${emoji}`,
		creates: 'Makes a conversation:',
		renames: 'Renames the conversation to:',
		deletesConversation: 'Deletes the conversation',
		joins: 'Joins the conversation',
		leaves: 'Leaves the conversation',
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
		keepsNothing: 'This browser keeps nothing: what is not sent is lost when you close the page.',
		draftNotKept:
			'This device has no room left, or its storage does not work. What you write here is lost when you close the page.',
		noRoom: 'Not saved: this device has no room left. Your text stays here.',
		storageFailed: 'Not saved: this device’s storage does not work now. Your text stays here.',
		notConnected: 'Not sent: there is no connection. Your text stays here.',
		outcomeUnknown:
			'The connection ended before an answer came. Send again: it will not be sent twice.',
		notSent: (why: string) => `Not sent. ${why}`
	}
});

/** What those pages say, in one language. */
export type PageWords = ReturnType<typeof en>;

/** A language: what those pages say, given how it writes numbers. */
export type SpeakPages = (counting: Counting) => PageWords;

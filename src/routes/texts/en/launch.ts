import type { Counting } from '../speaking';

/** What the app says in English; every other language says the same. */
export const launch = ({ count, number, isolate }: Counting) => ({
	app: {
		name: 'Messages',
		title: (page: string) => `${isolate(page)} · Messages`,
		unreadTitle: (messages: number, title: string) => `(${number(messages)}) ${title}`,
		opening: 'Opening…',
		install: 'Install app',
		update: 'Update',
		updateReady: 'A new version is ready'
	},
	connection: {
		label: 'Connection',
		offline: 'Offline',
		asOf: 'as of',
		connecting: 'Connecting…'
	},
	time: {
		withClock: (what: string, clock: string) => `${what}, ${clock}`
	},
	account: {
		label: 'Account'
	},
	conversations: {
		title: 'Conversations',
		new: 'New conversation',
		details: 'Details',
		search: 'Search',
		draft: 'Draft',
		muted: 'Muted',
		unread: 'Unread',
		pinned: 'Pinned',
		mentioned: 'You are mentioned',
		count: number
	},
	messages: {
		label: 'Messages',
		scrollable: 'Messages, scrollable',
		new: (messages: number) => count(messages, { one: '# new message', other: '# new messages' }),
		loading: 'Loading messages…',
		missing: 'Messages are missing here. They are loaded when there is a connection.',
		newLine: 'New messages'
	},
	message: {
		you: 'You',
		actions: 'Message actions',
		youDeleted: 'You deleted this message',
		deleted: 'This message was deleted',
		notShown: 'This message cannot be shown',
		edited: 'edited',
		inReplyTo: 'In reply to',
		earlier: 'An earlier message',
		reactions: 'Reactions'
	},
	composer: {
		label: 'Message',
		send: 'Send'
	},
	delivery: {
		waiting: 'Saved on this device',
		notKept: 'Not sent yet',
		sending: 'Sending',
		sent: 'Sent',
		held: 'Held',
		rejected: 'Not sent.',
		notMade: 'Not created'
	}
});

/** What the app says, in one language. */
export type Words = ReturnType<typeof launch>;

/** A language: what it says, given how it writes numbers. */
export type Speak = (counting: Counting) => Words;

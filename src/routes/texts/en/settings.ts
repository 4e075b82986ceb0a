import type { Counting } from '../speaking';
import type { Release } from '../settings/releases';

/** What the settings say in English. */
export const settings = ({ number, isolate }: Counting) => ({
	finding: {
		label: 'Search settings',
		none: 'No setting has these words.'
	},
	profile: {
		title: 'Profile',
		manage: 'Manage account',
		findable: 'Let people find me',
		findableHint: 'They find you by your name. Members of your organisation always can.',
		receipts: 'Read receipts',
		receiptsHint:
			'Others see when you have read their messages, and you see when they have read yours. Without this, neither of you does.',
		previews: 'Link previews',
		previewsHint:
			'A link that you send shows what its page says of itself. The server asks the page, and never the devices of those who read your message.',
		drafts: 'Drafts on my other devices',
		draftsHint:
			'What you begin to write here can be finished on your phone or computer. Without this, a draft stays on its device.',
		needsConnection: 'Your profile can be changed when there is a connection.'
	},
	organization: {
		title: 'Organisation'
	},
	blocked: {
		title: 'Blocked people',
		hint: 'You do not get their direct messages or invitations. They are not told.',
		none: 'You have not blocked anyone.',
		unblock: 'Unblock',
		unblockNamed: (name: string) => `Unblock ${isolate(name)}`
	},
	moderating: {
		title: 'Moderators',
		hint: 'You are a moderator of this app.',
		open: 'Reports'
	},
	appearance: {
		title: 'Appearance',
		theme: 'Theme',
		themes: { system: 'Follow the system', light: 'Light', dark: 'Dark' },
		textSize: 'Text size',
		systemSize: 'System',
		letter: 'A',
		sizes: {
			85: 'Smallest',
			93: 'Smaller',
			112: 'Larger',
			125: 'Much larger',
			150: 'Largest'
		},
		density: 'Density',
		densities: { comfortable: 'Comfortable', compact: 'Compact' },
		language: 'Language',
		systemLanguage: 'Follow the browser'
	},
	device: {
		title: 'This device',
		keep: 'Keep messages on this device',
		kept: 'The app opens with them at once, and you can read them offline.',
		notKept:
			'They are loaded again each time, and you cannot read them offline. What you write is kept until it is sent.',
		used: (size: string) => `Space used: about ${size}`,
		remove: 'Remove now',
		removed: 'The messages are removed from this device.',
		unsent: (messages: number) => `Unsent messages (${number(messages)})`
	},
	install: {
		open: 'Install…',
		title: 'Install the app',
		share: 'Tap Share in Safari’s bar, or behind its three dots.',
		add: 'Choose “Add to Home Screen”.',
		close: 'Close'
	},
	ownData: {
		title: 'Your data',
		download: 'Download my data',
		what: 'A file with your profile, your memberships and all the messages you have written.',
		collecting: 'Collecting your data…',
		delete: 'Delete my account',
		deleteWhat:
			'This deletes your profile, your memberships and your messages, for everyone. It cannot be undone.'
	},
	about: {
		title: 'About',
		version: (version: string) => `Version ${version}`,
		build: (build: string) => `Build ${build}`,
		changes: 'What changed',
		licences: 'Licences',
		loading: 'Loading…',
		noLicences: 'The licences could not be loaded. Close this and open it again.'
	},
	signOut: {
		title: 'Sign out',
		here: 'Sign out',
		everywhere: 'Sign out everywhere',
		explained: 'Everywhere: in every browser and on every device where you are signed in.',
		needsConnection: 'To sign out everywhere, you need a connection.',
		failed: 'You are still signed in: not all of your other sessions could be ended. Try again.'
	},
	changes: {
		'0.1.0': [
			'Messages open and can be read with no connection.',
			'What you write with no connection is sent when the connection is back.',
			'You can install the app, and it tells you when there is a new version.'
		]
	} as Record<Release, readonly string[]>
});

/** What the settings say, in one language. */
export type SettingsWords = ReturnType<typeof settings>;

/** A language: what the settings say, given how it writes numbers. */
export type SpeakSettings = (counting: Counting) => SettingsWords;

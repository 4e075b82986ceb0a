import type { Speak } from '../en/launch';

/** What the app says in German. */
export const launch: Speak = ({ count, number, isolate }) => ({
	app: {
		name: 'Nachrichten',
		title: (page) => `${isolate(page)} · Nachrichten`,
		unreadTitle: (messages, title) => `(${number(messages)}) ${title}`,
		opening: 'Wird geöffnet …',
		install: 'App installieren',
		update: 'Aktualisieren',
		updateReady: 'Eine neue Version ist da'
	},
	connection: {
		label: 'Verbindung',
		offline: 'Offline',
		asOf: 'Stand',
		connecting: 'Wird verbunden …'
	},
	time: {
		withClock: (what, clock) => `${what}, ${clock}`
	},
	account: {
		label: 'Konto'
	},
	conversations: {
		title: 'Unterhaltungen',
		new: 'Neue Unterhaltung',
		details: 'Details',
		search: 'Suchen',
		draft: 'Entwurf',
		muted: 'Stumm',
		unread: 'Ungelesen',
		pinned: 'Angeheftet',
		mentioned: 'Du wurdest erwähnt',
		count: number
	},
	messages: {
		label: 'Nachrichten',
		scrollable: 'Nachrichten, scrollbar',
		new: (messages) => count(messages, { one: '# neue Nachricht', other: '# neue Nachrichten' }),
		loading: 'Nachrichten werden geladen …',
		missing: 'Hier fehlen Nachrichten. Sie werden geladen, sobald du online bist.',
		newLine: 'Neue Nachrichten'
	},
	message: {
		you: 'Du',
		actions: 'Aktionen für die Nachricht',
		youDeleted: 'Du hast diese Nachricht gelöscht',
		deleted: 'Diese Nachricht wurde gelöscht',
		notShown: 'Diese Nachricht kann nicht angezeigt werden',
		edited: 'bearbeitet',
		inReplyTo: 'Antwort auf',
		earlier: 'Eine frühere Nachricht',
		reactions: 'Reaktionen'
	},
	composer: {
		label: 'Nachricht',
		send: 'Senden'
	},
	delivery: {
		waiting: 'Auf diesem Gerät gespeichert',
		notKept: 'Noch nicht gesendet',
		sending: 'Wird gesendet',
		sent: 'Gesendet',
		held: 'Zurückgehalten',
		rejected: 'Nicht gesendet.',
		notMade: 'Nicht erstellt'
	}
});

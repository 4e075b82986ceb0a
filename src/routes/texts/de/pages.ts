import type { SpeakPages } from '../en/pages';

/** What the pages and dialogs that no launch shows say in German. */
export const pages: SpeakPages = ({ count, number, isolate }) => ({
	empty: {
		messages: {
			loading: { why: 'Nachrichten werden geladen', todo: '' },
			notHere: {
				why: 'Noch nicht auf diesem Gerät.',
				todo: 'Wird geladen, sobald du online bist.'
			},
			failed: {
				why: 'Die Nachrichten konnten nicht geladen werden.',
				todo: 'Die App versucht es von selbst noch einmal.'
			},
			none: {
				why: 'Hier hat noch niemand geschrieben.',
				todo: 'Was du schreibst, ist die erste Nachricht.'
			}
		},
		conversation: {
			loading: { why: 'Nachrichten werden geladen', todo: '' },
			notHere: {
				why: 'Noch nicht auf diesem Gerät.',
				todo: 'Wird geladen, sobald du online bist.'
			},
			failed: {
				why: 'Die Unterhaltung konnte nicht geladen werden.',
				todo: 'Die App versucht es von selbst noch einmal.'
			},
			gone: {
				why: 'Diese Unterhaltung gibt es nicht, oder du darfst sie nicht lesen.',
				todo: 'Wähle eine andere.'
			},
			none: {
				why: 'Du hast noch keine Unterhaltungen.',
				todo: 'Starte eine oder tritt einer offenen bei.'
			},
			unchosen: { why: 'Keine Unterhaltung ist geöffnet.', todo: 'Wähle eine Unterhaltung.' }
		},
		conversations: {
			loading: { why: 'Unterhaltungen werden geladen', todo: '' },
			notHere: {
				why: 'Noch nicht auf diesem Gerät.',
				todo: 'Wird geladen, sobald du online bist.'
			},
			failed: {
				why: 'Deine Unterhaltungen konnten nicht geladen werden.',
				todo: 'Die App versucht es von selbst noch einmal.'
			},
			none: {
				why: 'Du hast noch keine Unterhaltungen.',
				todo: 'Starte eine mit „Neue Unterhaltung“.'
			}
		},
		members: {
			loading: { why: 'Mitglieder werden geladen', todo: '' },
			notHere: {
				why: 'Noch nicht auf diesem Gerät.',
				todo: 'Wird geladen, sobald du online bist.'
			},
			failed: {
				why: 'Die Mitglieder konnten nicht geladen werden.',
				todo: 'Die App versucht es von selbst noch einmal.'
			},
			none: { why: 'Es gibt keine Mitglieder.', todo: 'Tritt bei oder lade jemanden ein.' }
		},
		people: {
			loading: { why: 'Personen werden gesucht', todo: '' },
			notHere: {
				why: 'Um Personen zu finden, brauchst du eine Verbindung.',
				todo: 'Versuche es noch einmal, sobald du online bist.'
			},
			failed: {
				why: 'Die Suche hat nicht geklappt.',
				todo: 'Ändere den Namen, um es noch einmal zu versuchen.'
			},
			none: { why: 'Niemand hat diesen Namen.', todo: 'Prüfe die Schreibweise.' },
			nobody: {
				why: 'Hier ist noch niemand.',
				todo: 'Suche jemanden nach dem Namen oder schicke einen Link.'
			}
		},
		directory: {
			loading: { why: 'Offene Unterhaltungen werden geladen', todo: '' },
			notHere: {
				why: 'Um offene Unterhaltungen zu sehen, brauchst du eine Verbindung.',
				todo: 'Sie erscheinen, sobald du online bist.'
			},
			failed: {
				why: 'Die offenen Unterhaltungen konnten nicht geladen werden.',
				todo: 'Die App versucht es von selbst noch einmal.'
			},
			none: { why: 'Noch keine Unterhaltung ist für alle offen.', todo: 'Starte eine.' },
			notFound: {
				why: 'Keine offene Unterhaltung hat diesen Namen.',
				todo: 'Versuche ein anderes Wort.'
			}
		},
		joinLink: {
			loading: { why: 'Die Einladung wird geladen', todo: '' },
			notHere: {
				why: 'Um auf die Einladung zu antworten, brauchst du eine Verbindung.',
				todo: 'Sie erscheint, sobald du online bist.'
			},
			failed: {
				why: 'Die Einladung konnte nicht geladen werden.',
				todo: 'Die App versucht es von selbst noch einmal.'
			},
			none: { why: 'Dieser Link führt ins Leere.', todo: 'Frag nach einem neuen.' },
			gone: {
				why: 'Dieser Link gilt nicht mehr, oder er ist für eine andere Organisation.',
				todo: 'Frag nach einem neuen.'
			}
		},
		reports: {
			loading: { why: 'Meldungen werden geladen', todo: '' },
			notHere: {
				why: 'Um Meldungen zu sehen, brauchst du eine Verbindung.',
				todo: 'Sie erscheinen, sobald du online bist.'
			},
			failed: {
				why: 'Die Meldungen konnten nicht geladen werden.',
				todo: 'Die App versucht es von selbst noch einmal.'
			},
			gone: {
				why: 'Nur die Moderation sieht Meldungen.',
				todo: 'Wer dazugehört, legt der Betreiber der App fest.'
			},
			none: { why: 'Niemand hat etwas gemeldet.', todo: 'Hier ist nichts zu tun.' }
		},
		search: {
			idle: {
				why: 'Durchsuche deine Nachrichten.',
				todo: 'Schreibe ein Wort oder den Anfang davon.'
			},
			loading: { why: 'Wird gesucht', todo: '' },
			failed: {
				why: 'Die Suche hat nicht geklappt.',
				todo: 'Die App versucht es von selbst noch einmal.'
			},
			none: {
				why: 'Keine Nachricht enthält diese Wörter.',
				todo: 'Versuche andere Wörter oder weniger.'
			}
		},
		unsent: {
			none: {
				why: 'Alles, was du geschrieben hast, ist gesendet.',
				todo: 'Hier ist nichts zu tun.'
			}
		}
	},
	errorPage: {
		notFound: 'Nicht gefunden',
		failed: 'Nicht geöffnet',
		noSuchPage: 'Diese Seite gibt es nicht.',
		pageFailed: 'Diese Seite konnte nicht geöffnet werden.',
		openMessages: 'Deine Nachrichten öffnen'
	},
	signedOut: {
		what: 'Nachrichten, die auch ohne Netz da sind',
		explained:
			'Lies und schreib im Tunnel, im Zug, im Flugzeug. Deine Nachrichten gehen raus, sobald du wieder Netz hast.',
		signIn: 'Anmelden',
		signUp: 'Registrieren',
		unsent: 'Nicht gesendet',
		signInToSend: (messages) =>
			`Melde dich an, um ${count(messages, { one: '# Nachricht', other: '# Nachrichten' })} zu senden.`,
		loading: 'Wird geladen …',
		needsConnection: 'Um dich anzumelden, brauchst du eine Verbindung.',
		goesOn: 'Sobald du online bist, geht es hier von selbst weiter.',
		left: 'Du bist abgemeldet, aber einige deiner Daten sind vielleicht noch auf diesem Gerät: Sein Speicher ist voll oder antwortet nicht. Schaffe etwas Platz und wähle „Jetzt entfernen“, oder lösche die Daten dieser Website in den Einstellungen deines Browsers.',
		removeNow: 'Jetzt entfernen',
		signOut: 'Abmeldung',
		signOutPending:
			'Du bist auf diesem Gerät abgemeldet, und deine Nachrichten sind hier gelöscht. Überall sonst endet deine Sitzung, sobald du online bist.'
	},
	notAccepted: {
		yet: 'Deine Anmeldung wurde noch nicht angenommen. Die App versucht es von selbst noch einmal.',
		clock:
			'Die Uhr dieses Geräts geht falsch. Stelle sie richtig, dann geht es hier von selbst weiter.'
	},
	notShown: {
		app: 'Die App kann nicht angezeigt werden.',
		conversations: 'Deine Unterhaltungen können nicht angezeigt werden.',
		messages: 'Diese Unterhaltung kann nicht angezeigt werden.',
		page: 'Diese Seite kann nicht angezeigt werden.',
		reload: 'Neu laden'
	},
	copyDropped: {
		label: 'Von diesem Gerät entfernt',
		app: 'Die Daten auf diesem Gerät konnten nicht angezeigt werden und wurden entfernt. Sie werden neu geladen, sobald du online bist.',
		conversations:
			'Die Kopie deiner Unterhaltungen auf diesem Gerät konnte nicht angezeigt werden und wurde entfernt. Sie werden neu geladen, sobald du online bist.',
		messages:
			'Die Kopie dieser Nachrichten auf diesem Gerät konnte nicht angezeigt werden und wurde entfernt. Sie werden neu geladen, sobald du online bist.',
		page: 'Die Daten dieser Seite auf diesem Gerät konnten nicht angezeigt werden und wurden entfernt. Sie werden neu geladen, sobald du online bist.'
	},
	refusal: {
		serverFailed: 'Der Server konnte es nicht annehmen.',
		notUnderstood: 'Der Server konnte es nicht lesen.',
		tooOld: 'Das liegt hier seit zwei Wochen. Sende es nur, wenn du es noch willst.',
		unauthenticated: 'Melde dich noch einmal an.',
		forbidden: 'Du darfst in dieser Unterhaltung nicht schreiben.',
		messageDeleted: 'Die Nachricht wurde gelöscht.',
		conversationGone: 'Diese Unterhaltung gibt es nicht mehr.',
		tooLong: (limit) => `Eine Nachricht darf höchstens ${number(limit)} Zeichen haben.`,
		rateLimited: 'Zu viel auf einmal. Versuche es gleich noch einmal.',
		empty: 'Die Nachricht ist leer.'
	},
	menu: {
		manage: 'Konto verwalten',
		settings: 'Einstellungen',
		unsent: (messages) => `Nicht gesendete Nachrichten (${number(messages)})`,
		signOut: 'Abmelden'
	},
	signOut: {
		unsent: (messages) =>
			count(messages, { one: '# Nachricht nicht gesendet', other: '# Nachrichten nicht gesendet' }),
		waits:
			'Du bist offline. Du wirst abgemeldet, sobald du wieder online bist und alles gesendet ist.',
		sending: 'Wird gesendet. Du wirst abgemeldet, sobald alles gesendet ist.',
		question: 'Was soll mit deinen nicht gesendeten Nachrichten geschehen?',
		sendFirst: 'Erst senden',
		cannotBeSent: 'So können sie nicht gesendet werden:',
		seeWhy: 'Gründe ansehen',
		keep: 'Für später behalten',
		discard: 'Verwerfen',
		cancel: 'Abbrechen'
	},
	arrivals: {
		from: (author) => `Neue Nachricht von ${isolate(author)}`
	},
	presence: {
		isHere: (name) => `${isolate(name)} ist da`,
		areHere: (people) =>
			count(people, { one: '# andere Person ist da', other: '# andere sind da' }),
		isTyping: (name) => `${isolate(name)} schreibt …`,
		areTyping: (people) =>
			count(people, { one: '# Person schreibt …', other: '# Personen schreiben …' })
	},
	markedText: {
		code: 'Code',
		spoiler: 'Verdeckter Text, anzeigen'
	},
	receipts: {
		sent: 'Gesendet',
		delivered: 'Gesendet, zugestellt',
		read: 'Gesendet, gelesen',
		readBy: (people) => `Gesendet, von ${number(people)} gelesen`
	},
	messageInfo: {
		title: 'Info',
		sent: 'Gesendet',
		edited: 'Bearbeitet',
		readBy: 'Gelesen von',
		deliveredTo: 'Zugestellt an',
		none: 'Noch niemand',
		many: 'Wer eine Nachricht gelesen hat, siehst du in Unterhaltungen mit bis zu 20 Personen.',
		off: 'Du hast die Lesebestätigungen in den Einstellungen ausgeschaltet.',
		nobody: 'Hier hat niemand Lesebestätigungen eingeschaltet.',
		unknown: 'Wer sie gelesen hat, siehst du, sobald du online bist.',
		close: 'Schließen'
	},
	emoji: {
		label: 'Emoji',
		search: 'Emojis suchen',
		recent: 'Zuletzt verwendet',
		found: 'Gefunden',
		groups: 'Emoji-Gruppen',
		none: 'Kein Emoji hat diesen Namen.',
		failed: 'Die Emojis konnten nicht geladen werden. Versuche es noch einmal.',
		tone: 'Hautfarbe',
		tones: ['Keine', 'Hell', 'Mittelhell', 'Mittel', 'Mitteldunkel', 'Dunkel']
	},
	emojiGroups: {
		smileys: 'Smileys',
		people: 'Menschen',
		nature: 'Tiere und Natur',
		food: 'Essen und Trinken',
		travel: 'Reisen und Orte',
		activities: 'Aktivitäten',
		objects: 'Gegenstände',
		symbols: 'Symbole',
		flags: 'Flaggen'
	},
	messageActions: {
		toolbar: 'Nachricht',
		reply: 'Antworten',
		forward: 'Weiterleiten',
		select: 'Auswählen',
		react: 'Reagieren',
		moreReactions: 'Mehr Reaktionen',
		reactionsLater: 'Wer reagiert hat, siehst du, sobald du online bist.',
		more: 'Mehr',
		edit: 'Bearbeiten',
		copy: 'Kopieren',
		copyLink: 'Link kopieren',
		removePreview: 'Vorschau entfernen',
		info: 'Info',
		copied: 'Kopiert',
		notCopied: 'Nicht kopiert',
		delete: 'Löschen',
		deleted: 'Gelöscht',
		undo: 'Rückgängig',
		retry: 'Erneut senden'
	},
	forward: {
		title: 'Weiterleiten an',
		search: 'Unterhaltungen suchen',
		list: 'Unterhaltungen',
		none: 'Keine Unterhaltung hat diesen Namen.',
		forwarded: 'Weitergeleitet',
		from: (name) => `Weitergeleitet von ${isolate(name)}`
	},
	select: {
		toolbar: 'Ausgewählte Nachrichten',
		count: (messages) => count(messages, { one: '# ausgewählt', other: '# ausgewählt' }),
		message: (author, text) => `${isolate(author)}: ${text}`,
		cancel: 'Abbrechen'
	},
	pins: {
		pin: 'Anheften',
		unpin: 'Loslösen',
		title: 'Angeheftete Nachricht',
		oneOf: (at, messages) => `Angeheftete Nachricht ${number(at)} von ${number(messages)}`,
		tooMany: (most) =>
			count(most, {
				one: 'Höchstens # Nachricht kann angeheftet sein',
				other: 'Höchstens # Nachrichten können angeheftet sein'
			})
	},
	composing: {
		everybody: 'alle',
		people: 'Personen zum Erwähnen',
		editing: 'Nachricht bearbeiten',
		answering: (author) => `Antwort an ${isolate(author)}`,
		answeringSelf: 'Antwort an dich selbst',
		noAnswer: 'Antwort abbrechen',
		cancel: 'Abbrechen',
		otherDraft: 'Anderer Entwurf:',
		useOther: 'Verwenden',
		discardOther: 'Verwerfen',
		discarded: 'Entwurf verworfen',
		left: (characters) => count(characters, { one: 'Noch # Zeichen', other: 'Noch # Zeichen' }),
		tooMany: (characters) =>
			count(characters, { one: '# Zeichen zu viel', other: '# Zeichen zu viel' })
	},
	conversation: {
		unnamed: 'Eine Unterhaltung',
		noLonger: (name) => `Du bist nicht mehr in ${isolate(name)}.`,
		deleted: (name) => `${isolate(name)} wurde gelöscht.`
	},
	wait: {
		update: 'aktualisiere die App, um es zu senden',
		signIn: 'melde dich noch einmal an, um es zu senden',
		tooMuch: (seconds) =>
			count(seconds, {
				one: 'zu viele auf einmal, wird in # Sekunde gesendet',
				other: 'zu viele auf einmal, wird in # Sekunden gesendet'
			})
	},
	scrolling: {
		toNewest: (unread) =>
			unread > 0
				? `Zu den neuesten Nachrichten, ${count(unread, { one: '# neue', other: '# neue' })}`
				: 'Zu den neuesten Nachrichten'
	},
	list: {
		filter: 'Anzeigen',
		all: 'Alle',
		groups: 'Gruppen',
		nothingUnread: 'Du hast alles gelesen.',
		noGroups: 'Du bist in keiner Gruppe.',
		nothingArchived: 'Nichts ist archiviert.',
		more: 'Mehr anzeigen',
		archived: 'Archiviert',
		back: 'Zurück zu allen Unterhaltungen',
		actions: 'Aktionen für die Unterhaltung',
		pin: 'Anheften',
		unpin: 'Loslösen',
		markRead: 'Als gelesen markieren',
		markUnread: 'Als ungelesen markieren',
		archive: 'Archivieren',
		unarchive: 'Aus dem Archiv holen',
		isArchived: 'Archiviert',
		isUnarchived: 'Aus dem Archiv geholt'
	},
	invitations: {
		title: 'Einladungen',
		invitedBy: (name) => `${isolate(name)} lädt dich ein`,
		accept: 'Annehmen',
		acceptNamed: (name) => `Einladung zu ${isolate(name)} annehmen`,
		decline: 'Ablehnen',
		declined: 'Abgelehnt',
		declineNamed: (name) => `Einladung zu ${isolate(name)} ablehnen`
	},
	newConversation: {
		name: 'Name',
		who: 'Wer beitreten kann',
		everyone: 'Alle',
		forEveryone: 'Alle können darin lesen und schreiben.',
		invited: 'Auf Einladung',
		forInvited: 'Nur Mitglieder können darin lesen und schreiben.',
		cancel: 'Abbrechen',
		create: 'Erstellen',
		pending: 'Sie wird erstellt, sobald du online bist. Dann kannst du darin schreiben.',
		group: 'Neue Gruppe',
		notConnected: 'Nicht erstellt: Du bist offline.',
		outcomeUnknown:
			'Die Verbindung brach ab, bevor eine Antwort kam. Sieh nach, ob sie in der Liste steht.',
		signInAgain: 'Nicht erstellt: Melde dich noch einmal an.',
		tooMany: 'Zu viele auf einmal. Versuche es gleich noch einmal.',
		noSuchPerson: 'Diese Person ist nicht mehr hier.',
		serverFailed: 'Nicht erstellt: Der Server konnte sie nicht annehmen.'
	},
	people: {
		find: 'Personen suchen',
		list: 'Personen',
		found: (people) => count(people, { one: '# Person', other: '# Personen' })
	},
	ownName: {
		question: 'Wie heißt du?',
		save: 'Speichern',
		saved: 'Gespeichert',
		skip: 'Später',
		emailAddress:
			'Das ist eine E-Mail-Adresse, und alle, denen du schreibst, würden sie sehen. Wähle einen Namen.',
		notConnected: 'Nicht gespeichert: Du bist offline.',
		notSaved: 'Nicht gespeichert. Versuche es noch einmal.'
	},
	details: {
		open: 'Für alle offen',
		invited: 'Auf Einladung',
		direct: 'Nur ihr beide',
		rename: 'Umbenennen',
		invite: 'Einladen',
		isInvited: (name) => `${isolate(name)} ist eingeladen.`,
		members: 'Mitglieder',
		find: 'Suchen',
		moreMembers: 'Mehr Mitglieder anzeigen',
		owner: 'Admin',
		removeMember: 'Entfernen',
		removeNamed: (name) => `${isolate(name)} entfernen`,
		removeQuestion: (name) => `${isolate(name)} aus dieser Unterhaltung entfernen?`,
		profile: 'Profil',
		isMuted: 'Stummgeschaltet: Neue Nachrichten werden nur in der Liste gezählt.',
		pending: 'Eingeladen, noch keine Antwort',
		invitedBy: (name) => `Eingeladen von ${isolate(name)}`,
		withdraw: 'Zurückziehen',
		withdrawNamed: (name) => `Einladung von ${isolate(name)} zurückziehen`,
		hide: 'Ausblenden',
		hideQuestion: (name) => `Unterhaltung mit ${isolate(name)} ausblenden?`,
		hideConsequence: 'Sie erscheint wieder, wenn jemand von euch darin schreibt.',
		deleteForMe: 'Für mich löschen',
		deleteForMeQuestion: (name) => `Unterhaltung mit ${isolate(name)} für dich löschen?`,
		deleteForMeConsequence: 'Du siehst ihre Nachrichten nicht mehr. Die andere Person behält sie.',
		leave: 'Verlassen',
		leaveQuestion: (name) => `${isolate(name)} verlassen?`,
		leaveInvited: 'Du kannst nur zurück, wenn dich jemand einlädt.',
		leaveLast: 'Du bist das letzte Mitglied, deshalb wird sie gelöscht.',
		leaveTo: (name) => `Verlassen und an ${isolate(name)} übergeben`,
		newOwner: 'Wem sie dann gehört',
		oldestOwns: 'Sie gehört dann dem Mitglied, das am längsten dabei ist.',
		delete: 'Unterhaltung löschen',
		deleteQuestion: (name) => `${isolate(name)} löschen?`,
		deleteConsequence: 'Alle ihre Nachrichten werden gelöscht, für alle.'
	},
	directory: {
		title: 'Offene Unterhaltungen',
		open: 'Für alle offen',
		search: 'Offene Unterhaltungen suchen',
		join: 'Beitreten',
		joinNamed: (name) => `${isolate(name)} beitreten`,
		joined: 'Beigetreten'
	},
	start: {
		people: 'Jemandem schreiben',
		open: 'Offen für dich',
		all: 'Alle offenen Unterhaltungen'
	},
	profile: {
		close: 'Schließen',
		gone: 'Diese Person ist nicht mehr hier.',
		blocked:
			'Du hast diese Person blockiert. Ihre Direktnachrichten und Einladungen kommen nicht an.',
		message: 'Nachricht',
		// It may be broken there: a round button is narrow.
		mute: 'Stumm\u00ADschalten',
		unmute: 'Laut schalten',
		block: 'Blockieren',
		unblock: 'Freigeben',
		report: 'Melden',
		shared: 'Gemeinsame Unterhaltungen'
	},
	report: {
		message: 'Die Nachricht wird mitgeschickt.',
		what: 'Was ist nicht in Ordnung?',
		who: 'Nur die Moderation dieser App liest das. Die Person erfährt nichts davon.',
		send: 'Melden',
		sent: 'Gemeldet. Die Moderation sieht es sich an.',
		back: 'Zurück zum Profil'
	},
	reports: {
		title: 'Meldungen',
		about: (name) => `Über ${isolate(name)}`,
		by: (name) => `Gemeldet von ${isolate(name)}`,
		removeMessage: 'Nachricht entfernen',
		removeQuestion: 'Diese Nachricht für alle entfernen?',
		close: 'Unterhaltung schließen',
		closeQuestion: 'Diese Unterhaltung schließen?'
	},
	joinLink: {
		title: 'Einladungslink',
		label: 'Link',
		toSelf: 'Wer deinen Link hat, kann dir schreiben.',
		toConversation: 'Wer den Link hat, kann beitreten.',
		create: 'Link erstellen',
		copy: 'Link kopieren',
		share: 'Teilen …',
		revoke: 'Link deaktivieren',
		isEnded: 'Der Link gilt nicht mehr.',
		until: (day) => `Gültig bis ${day}`,
		needsConnection: 'Dafür brauchst du eine Verbindung.',
		invites: (name) => `${isolate(name)} lädt dich zu dieser Unterhaltung ein.`,
		wants: (name) => `${isolate(name)} möchte von dir hören.`,
		isYours: 'Das ist dein eigener Link. Schicke ihn jemandem.',
		join: 'Beitreten',
		write: 'Nachricht schreiben',
		open: 'Unterhaltung öffnen',
		signIn: 'Du bist eingeladen. Melde dich an oder registriere dich, dann geht es dort weiter.'
	},
	search: {
		label: 'Nachrichten durchsuchen',
		clear: 'Suche leeren',
		nothing: 'Nichts gefunden',
		results: 'Gefundene Nachrichten',
		all: 'Alle Nachrichten',
		device: 'Auf diesem Gerät',
		found: (messages) => count(messages, { one: '# Nachricht', other: '# Nachrichten' }),
		partial: 'vielleicht gibt es mehr',
		cut: (words) =>
			`gesucht wird nur nach dem Anfang deines Textes: höchstens ${number(words)} Wörter`
	},
	keys: {
		title: 'Tastenkürzel',
		goTo: 'Zu einer Unterhaltung, Person oder Nachricht',
		previous: 'Vorige Unterhaltung',
		next: 'Nächste Unterhaltung',
		nth: 'Erste bis neunte Unterhaltung',
		search: 'Nachrichten durchsuchen',
		shortcuts: 'Diese Liste',
		send: 'Nachricht senden',
		newLine: 'Neue Zeile beginnen',
		menu: 'Aktionen für eine Nachricht',
		close: 'Schließen, was offen ist',
		done: 'Schließen'
	},
	switcher: {
		title: 'Gehe zu',
		label: 'Suchen',
		hint: 'Name oder Wort',
		options: 'Ergebnisse',
		none: 'Nichts gefunden',
		searching: 'Wird gesucht …',
		device: 'Offline: nur, was auf diesem Gerät ist',
		conversations: 'Unterhaltungen',
		commands: 'Aktionen',
		people: 'Personen',
		messages: 'Nachrichten',
		others: 'Andere Personen'
	},
	commands: {
		newConversation: 'Neue Unterhaltung',
		findHere: 'Hier suchen',
		details: 'Details dieser Unterhaltung',
		search: 'Alles durchsuchen',
		directory: 'Offene Unterhaltungen',
		markAllRead: 'Alle als gelesen markieren',
		unsent: 'Nicht gesendete Nachrichten',
		settings: 'Einstellungen',
		shortcuts: 'Tastenkürzel',
		signOut: 'Abmelden'
	},
	find: {
		label: 'In dieser Unterhaltung suchen',
		place: (hit, hits) => `${number(hit)} von ${number(hits)}`,
		none: 'Nichts gefunden',
		noneHere: 'Nicht auf diesem Gerät',
		previous: 'Früher',
		next: 'Später',
		close: 'Suche schließen'
	},
	day: {
		title: 'Zu einem Tag springen',
		label: 'Tag',
		none: 'Von diesem Tag an gibt es keine Nachrichten.',
		notHere:
			'Auf diesem Gerät sind keine Nachrichten von diesem Tag. Mit Verbindung lassen sich alle Tage finden.',
		cancel: 'Abbrechen',
		go: 'Anzeigen'
	},
	link: {
		leadsTo: (host) => `Führt zu ${isolate(host)}`,
		question: 'Diese Adresse öffnen?',
		open: 'Öffnen',
		cancel: 'Abbrechen'
	},
	unsent: {
		title: 'Nicht gesendet',
		list: 'Nicht gesendete Nachrichten',
		unreadable:
			'Eine andere Version der App hat hier etwas hinterlassen, das diese nicht lesen kann. Es bleibt hier; aktualisiere die App, um es zu senden.',
		edits: 'Ändert eine Nachricht in:',
		deletes: 'Löscht eine Nachricht',
		removesPreview: 'Entfernt die Vorschau eines Links',
		reacts: (emoji) => `Reagiert mit ${emoji}`,
		takesBack: (emoji) => `Nimmt ${emoji} zurück`,
		pins: 'Heftet eine Nachricht an',
		unpins: 'Löst eine Nachricht los',
		creates: 'Erstellt eine Unterhaltung:',
		renames: 'Benennt die Unterhaltung um in:',
		deletesConversation: 'Löscht die Unterhaltung',
		mutes: 'Schaltet die Unterhaltung stumm',
		unmutes: 'Schaltet die Unterhaltung laut',
		hides: 'Blendet die Unterhaltung aus',
		deletesForSelf: 'Löscht die Unterhaltung für dich',
		blocks: 'Blockiert eine Person',
		unblocks: 'Gibt eine Person frei',
		joins: 'Tritt der Unterhaltung bei',
		leaves: 'Verlässt die Unterhaltung',
		handsOver: 'Gibt die Unterhaltung weiter und verlässt sie',
		removesMember: 'Entfernt ein Mitglied',
		invites: 'Lädt eine Person ein',
		accepts: 'Nimmt die Einladung an',
		declines: 'Lehnt die Einladung ab',
		changes: 'Ändert eine Unterhaltung'
	},
	tooLong: {
		splitInto: (messages) =>
			count(messages, {
				one: 'In # Nachricht aufteilen',
				other: 'In # Nachrichten aufteilen'
			}),
		shorten: 'Das ist zu lang zum Senden. Kürze es oder sende einen Teil davon.'
	},
	problem: {
		keepsNothing:
			'Dieser Browser behält nichts: Was du nicht gesendet hast, geht verloren, wenn du die Seite schließt.',
		draftNotKept:
			'Auf diesem Gerät ist kein Platz mehr, oder sein Speicher funktioniert nicht. Was du hier schreibst, geht verloren, wenn du die Seite schließt.',
		noRoom: 'Nicht gespeichert: Auf diesem Gerät ist kein Platz mehr. Dein Text bleibt hier.',
		storageFailed:
			'Nicht gespeichert: Der Speicher dieses Geräts funktioniert gerade nicht. Dein Text bleibt hier.',
		notConnected: 'Nicht gesendet: Du bist offline. Dein Text bleibt hier.',
		outcomeUnknown:
			'Die Verbindung brach ab, bevor eine Antwort kam. Sende es noch einmal, es kommt nicht doppelt an.',
		notSent: (why) => `Nicht gesendet. ${why}`,
		offline: 'Du bist offline. Versuche es noch einmal, sobald du wieder online bist.',
		notDone: 'Das hat nicht geklappt. Versuche es noch einmal.'
	}
});

import type { SpeakSettings } from '../en/settings';

/** What the settings say in German. */
export const settings: SpeakSettings = ({ number, isolate }) => ({
	finding: {
		label: 'Einstellungen durchsuchen',
		none: 'Keine Einstellung enthält diese Wörter.'
	},
	profile: {
		title: 'Profil',
		manage: 'Konto verwalten',
		findable: 'Andere können mich finden',
		findableHint:
			'Sie finden dich über deinen Namen. Mitglieder deiner Organisation können das immer.',
		receipts: 'Lesebestätigungen',
		receiptsHint:
			'Andere sehen, wann du ihre Nachrichten gelesen hast, und du siehst, wann sie deine gelesen haben. Ohne Lesebestätigungen seht ihr es beide nicht.',
		previews: 'Link-Vorschau',
		previewsHint:
			'Ein Link, den du sendest, zeigt, was seine Seite über sich sagt. Der Server fragt die Seite, nie die Geräte derer, die deine Nachricht lesen.',
		drafts: 'Entwürfe auf meinen anderen Geräten',
		draftsHint:
			'Was du hier zu schreiben beginnst, kannst du auf deinem Telefon oder Computer fertig schreiben. Ohne das bleibt ein Entwurf auf seinem Gerät.',
		needsConnection: 'Dein Profil kannst du ändern, sobald du online bist.'
	},
	organization: {
		title: 'Organisation'
	},
	blocked: {
		title: 'Blockierte Personen',
		hint: 'Ihre Direktnachrichten und Einladungen kommen nicht an. Sie erfahren nichts davon.',
		none: 'Du hast niemanden blockiert.',
		unblock: 'Freigeben',
		unblockNamed: (name) => `${isolate(name)} freigeben`
	},
	moderating: {
		title: 'Moderation',
		hint: 'Du gehörst zur Moderation dieser App.',
		open: 'Meldungen'
	},
	appearance: {
		title: 'Darstellung',
		theme: 'Design',
		themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
		textSize: 'Schriftgröße',
		systemSize: 'System',
		letter: 'A',
		sizes: {
			85: 'Kleinste',
			93: 'Kleiner',
			112: 'Größer',
			125: 'Viel größer',
			150: 'Größte'
		},
		density: 'Abstände',
		densities: { comfortable: 'Luftig', compact: 'Kompakt' },
		language: 'Sprache',
		systemLanguage: 'Wie der Browser'
	},
	device: {
		title: 'Dieses Gerät',
		keep: 'Nachrichten auf diesem Gerät behalten',
		kept: 'Die App zeigt sie sofort, und du kannst sie ohne Verbindung lesen.',
		notKept:
			'Sie werden jedes Mal neu geladen, und du kannst sie ohne Verbindung nicht lesen. Was du schreibst, bleibt hier, bis es gesendet ist.',
		used: (size) => `Belegter Speicher: etwa ${size}`,
		remove: 'Jetzt entfernen',
		removed: 'Die Nachrichten sind von diesem Gerät entfernt.',
		unsent: (messages) => `Nicht gesendete Nachrichten (${number(messages)})`
	},
	install: {
		open: 'Installieren …',
		title: 'App installieren',
		share: 'Tippe auf „Teilen“ in der Leiste von Safari oder hinter den drei Punkten.',
		add: 'Wähle „Zum Home-Bildschirm“.',
		close: 'Schließen'
	},
	ownData: {
		title: 'Deine Daten',
		download: 'Meine Daten herunterladen',
		what: 'Eine Datei mit deinem Profil, deinen Mitgliedschaften und allen Nachrichten, die du geschrieben hast.',
		collecting: 'Deine Daten werden gesammelt …',
		delete: 'Mein Konto löschen',
		deleteWhat:
			'Das löscht dein Profil, deine Mitgliedschaften und deine Nachrichten, für alle. Es lässt sich nicht rückgängig machen.'
	},
	about: {
		title: 'Über die App',
		version: (version) => `Version ${version}`,
		build: (build) => `Build ${build}`,
		changes: 'Was sich geändert hat',
		licences: 'Lizenzen',
		loading: 'Wird geladen …',
		noLicences: 'Die Lizenzen konnten nicht geladen werden. Schließe das und öffne es noch einmal.'
	},
	signOut: {
		title: 'Abmelden',
		here: 'Abmelden',
		everywhere: 'Überall abmelden',
		explained: 'Überall: in jedem Browser und auf jedem Gerät, wo du angemeldet bist.',
		needsConnection: 'Um dich überall abzumelden, brauchst du eine Verbindung.',
		failed:
			'Du bist noch angemeldet: Nicht alle deine anderen Sitzungen konnten beendet werden. Versuche es noch einmal.'
	},
	changes: {
		'0.1.0': [
			'Nachrichten öffnen sich auch ohne Verbindung, und du kannst sie lesen.',
			'Was du ohne Verbindung schreibst, wird gesendet, sobald du wieder online bist.',
			'Du kannst die App installieren, und sie sagt dir, wenn es eine neue Version gibt.'
		]
	}
});

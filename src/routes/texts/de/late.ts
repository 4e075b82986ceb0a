import type { SpeakLate } from '../en/late';

/** What the page says in German without the app. */
export const late: SpeakLate = () => ({
	late: {
		slow: 'Das dauert länger als sonst.',
		old: 'Was du siehst, ist von deinem letzten Besuch.',
		reload: 'Neu laden',
		signOut: 'Auf diesem Gerät abmelden',
		unsent: 'Nicht gesendete Nachrichten, die beim Abmelden gelöscht werden:',
		confirm: 'Löschen und abmelden',
		cancel: 'Abbrechen',
		done: 'Du bist auf diesem Gerät abgemeldet, und deine Nachrichten sind hier gelöscht. Überall sonst endet deine Sitzung, sobald die App mit Verbindung geöffnet wird.',
		failed:
			'Nicht alles konnte gelöscht werden, und vielleicht bist du noch angemeldet. Lösche die Daten dieser Website in den Einstellungen deines Browsers.',
		tooOld:
			'Dieser Browser ist zu alt für die App Nachrichten. Aktualisiere ihn oder öffne Nachrichten in einem anderen Browser.'
	}
});

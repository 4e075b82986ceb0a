/** What the page says in English without the app: while it does not come, and where it does not run. */
export const late = () => ({
	late: {
		slow: 'This takes longer than usual.',
		old: 'What you see is from your last visit.',
		reload: 'Reload',
		signOut: 'Sign out on this device',
		unsent: 'Unsent messages, which signing out here deletes:',
		confirm: 'Delete and sign out',
		cancel: 'Cancel',
		done: 'You are signed out on this device, and your messages are removed from it. Your session ends everywhere when the app next opens with a connection.',
		failed:
			'Not everything could be removed, and you may still be signed in. Remove the data of this site in the settings of your browser.',
		tooOld: 'This browser is too old for Messages. Update it, or open Messages in another browser.'
	}
});

/** The same in one language. */
export type SpeakLate = typeof late;

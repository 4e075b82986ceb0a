/**
 * What went wrong and was dealt with, as a stable code. docs/diagnostics.md says what each means, and what
 * the library does then.
 */
export type DiagnosticCode =
	| 'auth_failed'
	| 'browser_refused'
	| 'clerk_ui_not_loaded'
	| 'connection_failed'
	| 'delivery_failed'
	| 'localization_failed'
	| 'lock_lost'
	| 'migration_failed'
	| 'module_not_loaded'
	| 'note_failed'
	| 'open_failed'
	| 'outdated_check_failed'
	| 'persistence_refused'
	| 'policy_failed'
	| 'server_unreachable'
	| 'snapshots_failed'
	| 'storage_failed'
	| 'update_failed';

/** Something that went wrong and was dealt with: nobody else hears of it. */
export interface Diagnostic {
	code: DiagnosticCode;
	/** What was caught. It has no token, and nothing that a user has written. */
	error: unknown;
	/** When, in milliseconds since 1970. */
	at: number;
}

/** Says what went wrong. It never throws. */
export type Report = (code: DiagnosticCode, error?: unknown) => void;

/** As many diagnostics are remembered, for a bug report. */
const MOST_REMEMBERED = 50;

/**
 * Creates the function that the parts of a client report to. The handler is called after what it is told of
 * has been dealt with.
 *
 * @param recent takes the last diagnostics
 */
export function createReport(
	recent: Diagnostic[],
	onDiagnostic: ((diagnostic: Diagnostic) => void) | undefined
): Report {
	return (code, error) => {
		const diagnostic = { code, error, at: Date.now() };
		recent.splice(0, recent.push(diagnostic) - MOST_REMEMBERED);
		// A handler that throws, at once or later, harms nothing.
		Promise.resolve(diagnostic).then(onDiagnostic).catch(console.error);
	};
}

/**
 * The error of a function of the app's, without its words: they may quote what a user has written. Its name
 * stays, and where it was thrown.
 */
export function withoutWords(thrown: unknown): Error {
	const { name, message, stack = '' } = thrown instanceof Error ? thrown : new Error();
	return Object.assign(new Error(), { name, stack: stack.replace(message, '') });
}

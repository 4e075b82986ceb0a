/** Why a file cannot be used, by the code of what was thrown. */
const REASONS: [RegExp, string][] = [
	[/^(ENOSPC|EDQUOT|SQLITE_FULL)$/, 'the disk is full'],
	[/^(EFBIG|EIO|SQLITE_IOERR\w*)$/, 'the disk refuses it'],
	[/^(EACCES|EPERM|EROFS|SQLITE_(PERM|READONLY|CANTOPEN)\w*)$/, 'this user may not'],
	[/^SQLITE_(BUSY|LOCKED)\w*$/, 'another process uses it'],
	[/^SQLITE_(NOTADB|CORRUPT)\w*$/, 'it is damaged']
];
const REMEDIES = {
	read: 'Put a copy of it back, or begin with no accounts and no messages: `npm start -- --reset`.',
	write: 'Make room on the disk, or let this user write there. What was kept before is still there.'
};

/** A file of the local servers' state cannot be used. The message names it, and says what to do. */
export class StateFileError extends Error {
	override name = 'StateFileError';

	/** `cause` is what was thrown, or the reason itself. */
	constructor(server: string, does: 'read' | 'write', file: string, cause: unknown) {
		super(`${server} cannot ${does} ${file}: ${reasonOf(cause)}. ${REMEDIES[does]}`, { cause });
	}
}

function reasonOf(cause: unknown): string {
	if (!(cause instanceof Error)) return String(cause);
	if (cause instanceof SyntaxError) return 'it is damaged';
	const code = String((cause as NodeJS.ErrnoException).code ?? '');
	const reason = REASONS.find(([codes]) => codes.test(code))?.[1];
	return reason ? `${reason} (${code})` : cause.message;
}

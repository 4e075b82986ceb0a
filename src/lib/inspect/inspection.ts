import type { DiagnosticCode } from '../diagnostics.js';
import type { AuthLook } from './look-at-auth.js';
import type { CachedLook } from './look-at-cache.js';
import type { ConnectionLook } from './look-at-connection.js';
import type { EntryLook } from './look-at-outbox.js';
import type { TabsLook } from './look-at-tabs.js';

/**
 * What {@link ClerkConvexClient.inspect} says. It has no token and nothing that a user has written: of
 * arguments it has the names only, of results the sizes, of errors the names and codes.
 */
export interface Inspection {
	/** Raised when a part of this changes its meaning. */
	schema: 1;
	at: string;
	browser: { userAgent: string; visibility: string; hasServiceWorker: boolean };
	auth: Omit<AuthLook, 'error'> & { error: string | undefined };
	connection: ConnectionLook;
	/** Whether data survives a restart here. */
	durability: 'device' | 'memory' | undefined;
	outbox: { entries: EntryLook[]; unreadable: number } | undefined;
	tabs: TabsLook | undefined;
	/** What the device keeps, by user; of a key, the arguments are a hash. */
	cache: { subject: string; bytes: number; cached: CachedLook[] }[];
	/** The last diagnostics, oldest first. */
	diagnostics: { code: DiagnosticCode; at: string; error: string | undefined }[];
}

import type { Account } from '../account.svelte.js';
import type { AuthState } from '../auth/auth-state.js';
import type { ClerkContext } from '../auth/clerk-context.js';
import type { ConnectionStatus } from '../connection.svelte.js';
import type { Device } from '../device.svelte.js';
import type { Diagnostic } from '../diagnostics.js';
import type { Inspection } from './inspection.js';
import { lookAtAuth } from './look-at-auth.js';
import { lookAtCache } from './look-at-cache.js';
import { lookAtConnection } from './look-at-connection.js';
import { lookAtOutbox, type EntryLook } from './look-at-outbox.js';
import { lookAtTabs } from './look-at-tabs.js';
import { hashOf, shortenId, shortenText } from './shorten.js';

/** What is looked at of a client. */
export interface InspectedClient {
	authState: { current: AuthState };
	clerkContext: ClerkContext;
	connection: { current: ConnectionStatus };
	account: Account | undefined;
	outbox: Account['outbox'] | undefined;
	parts: { device: Device; diagnostics: readonly Diagnostic[] };
}

/** Looks at all parts of a client, and leaves out what is nobody else's business. */
export async function inspect(client: InspectedClient): Promise<Inspection> {
	const { navigator, document } = window;
	const { device, diagnostics } = client.parts;
	const { error, ...auth } = lookAtAuth(client);
	const { outbox } = client;
	const locks = navigator.locks as LockManager | undefined;
	const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
	return {
		schema: 1,
		at: new Date().toISOString(),
		browser: {
			userAgent: navigator.userAgent,
			visibility: document.visibilityState,
			hasServiceWorker: Boolean(workers?.controller)
		},
		auth: {
			...auth,
			error: error?.code,
			subject: auth.subject && shortenId(auth.subject),
			organization: auth.organization && shortenId(auth.organization)
		},
		connection: lookAtConnection(client, window),
		durability: client.account?.durability,
		outbox: outbox && {
			entries: lookAtOutbox(outbox.parts).map(redactEntry),
			unreadable: outbox.unreadable
		},
		tabs: outbox && (await lookAtTabs(outbox.parts, locks && (() => locks.query()))),
		cache: (await lookAtCache(device.cache.store)).map(({ subject, bytes, cached }) => ({
			subject: shortenId(subject),
			bytes,
			cached: cached.map((one) => ({ ...one, key: redactKey(one.key) }))
		})),
		diagnostics: diagnostics.map(redactDiagnostic)
	};
}

/** An app may make ordering keys of anything; most are ids. */
function redactEntry(entry: EntryLook): EntryLook {
	return { ...entry, orderingKey: shortenText(entry.orderingKey) };
}

/** `messages:search({"text":"…"})` without what is asked for: equal arguments have equal hashes. */
export function redactKey(key: string): string {
	const at = key.indexOf('(');
	if (at === -1) return `#${hashOf(key)}`;
	const name = key.slice(0, at).split(/\s/).at(-1) ?? '';
	return `${name}(#${hashOf(key)})`;
}

function redactDiagnostic({ code, error, at }: Diagnostic): Inspection['diagnostics'][number] {
	return { code, at: new Date(at).toISOString(), error: nameOf(error) };
}

/** The name of an error's class, and its code. An error's words stay here. */
function nameOf(error: unknown): string | undefined {
	if (!(error instanceof Error)) return undefined;
	const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
	return error.name + code;
}

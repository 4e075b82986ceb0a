import {
	buildClerkJSScriptAttributes,
	clerkJSScriptUrl,
	clerkUIScriptUrl
} from '@clerk/shared/loadClerkJsScript';
import type { ClerkSettings } from './clerk-settings.js';

/** Clerk's scripts, and what they read from their element. */
export interface ClerkScripts {
	clerkUrl: string;
	uiUrl: string;
	attributes: Record<string, string | boolean>;
}

/** Names Clerk's scripts for a page. */
export function clerkScriptsFor(settings: ClerkSettings, page: URL): ClerkScripts {
	const { publishableKey, proxyUrl, domain, nonce } = settings;
	const { clerkJSUrl, clerkJSVersion, clerkUIUrl, clerkUIVersion } = settings;
	const here = {
		publishableKey,
		...given({ proxyUrl: at(page, proxyUrl), domain: at(page, domain) })
	};
	const js = { __internal_clerkJSUrl: clerkJSUrl, __internal_clerkJSVersion: clerkJSVersion };
	const ui = { __internal_clerkUIUrl: clerkUIUrl, __internal_clerkUIVersion: clerkUIVersion };
	return {
		clerkUrl: clerkJSScriptUrl({ ...here, ...given(js) }),
		uiUrl: clerkUIScriptUrl({ ...here, ...given(ui) }),
		attributes: buildClerkJSScriptAttributes({ ...here, ...given({ nonce }) })
	};
}

function at(page: URL, value: string | ((url: URL) => string) | undefined): string | undefined {
	return typeof value === 'function' ? value(page) : value;
}

/** Without the fields that are undefined. */
function given<Value>(fields: Record<string, Value | undefined>): Record<string, Value> {
	const known = Object.entries(fields).filter(
		(field): field is [string, Value] => field[1] !== undefined
	);
	return Object.fromEntries(known);
}

/** The page of the contract tests: the real clerk-js and Clerk's UI, loaded as svelte-clerk does. */
import { loadClerkJSScript, loadClerkUIScript } from '@clerk/shared/loadClerkJsScript';
import type { BrowserClerk, ClerkUIConstructor } from '@clerk/shared/types';
import { LOCAL_PROXY_URL, LOCAL_PUBLISHABLE_KEY } from './publishable-key.js';

declare const Clerk: BrowserClerk;
declare const __internal_ClerkUICtor: ClerkUIConstructor;

const where = { publishableKey: LOCAL_PUBLISHABLE_KEY, proxyUrl: LOCAL_PROXY_URL };
await Promise.all([loadClerkJSScript(where), loadClerkUIScript(where)]);
await Clerk.load({
	ui: { ClerkUI: __internal_ClerkUICtor },
	appearance: { options: { showOptionalFields: true } },
	telemetry: false,
	signInUrl: '/sign-in',
	signUpUrl: '/sign-up'
});

const place = document.body.appendChild(document.createElement('div'));
const who = document.body.appendChild(document.createElement('output'));
Clerk.addListener(({ user }) => {
	who.textContent = user?.primaryEmailAddress?.emailAddress ?? 'nobody';
});
if (location.pathname.startsWith('/sign-in')) Clerk.mountSignIn(place);
else if (location.pathname.startsWith('/sign-up')) Clerk.mountSignUp(place);
else if (location.pathname.startsWith('/organizations')) Clerk.mountOrganizationSwitcher(place);
else Clerk.mountUserButton(place);

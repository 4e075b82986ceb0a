import { goto } from '$app/navigation';
import type { ClerkSettings } from '$lib';

type ClerkOptions = Awaited<ReturnType<Extract<ClerkSettings['options'], () => unknown>>>;

/** Clerk's own options. */
export const clerkOptions: ClerkOptions = {
	appearance: {
		options: { showOptionalFields: true },
		elements: {
			badge: { color: 'var(--ink-quiet)' },
			formButtonPrimary: { boxShadow: 'none', '&::after': { display: 'none' } },
			formFieldInput: { border: '1px solid var(--control-line)' }
		}
	},
	signInUrl: '/sign-in',
	signUpUrl: '/sign-up',
	signInFallbackRedirectUrl: '/',
	signUpFallbackRedirectUrl: '/',
	afterSignOutUrl: '/sign-in',
	afterMultiSessionSingleSignOutUrl: '/sign-in',
	routerPush: (to) => goto(to),
	routerReplace: (to) => goto(to, { replaceState: true })
};

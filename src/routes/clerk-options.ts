import { goto } from '$app/navigation';
import type { ClerkSettings } from '$lib';

type ClerkOptions = Awaited<ReturnType<Extract<ClerkSettings['options'], () => unknown>>>;

/** More than the two classes and attributes of Clerk's own rules. */
const STRONGER = '&&&';

/** As large as a finger, with the line of the app's own fields. */
const control = {
	minHeight: 'var(--touch)',
	maxHeight: 'none',
	border: '1px solid var(--control-line)',
	borderRadius: 'var(--radius-control)',
	boxShadow: 'none'
};

/** A box to tick is a field of Clerk's too. A code has its focus beside its fields, so they say whose it is. */
const field = {
	[`${STRONGER}:not([type='checkbox'])`]: control,
	[`${STRONGER}:focus-visible, ${STRONGER}[data-focus-within='true']`]: {
		outline: '2px solid var(--accent)',
		outlineOffset: '2px'
	}
};

/** Clerk's own options. */
export const clerkOptions: ClerkOptions = {
	appearance: {
		options: { showOptionalFields: true },
		elements: {
			badge: { color: 'var(--ink-quiet)' },
			formButtonPrimary: {
				minHeight: 'var(--touch)',
				boxShadow: 'none',
				'&::after': { display: 'none' }
			},
			formButtonReset: { minHeight: 'var(--touch)' },
			alternativeMethodsBlockButton: { [STRONGER]: control },
			socialButtonsBlockButton: { [STRONGER]: control },
			formFieldInput: field,
			// The field in it has the line.
			formFieldInputGroup: { [STRONGER]: { border: 0, boxShadow: 'none' } },
			otpCodeFieldInput: field
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

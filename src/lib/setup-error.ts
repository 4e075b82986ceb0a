import { DEV } from 'esm-env';
import { CodedError } from './errors.js';

/** What happened, and what to do, by the code of a `SetupError`. A production build has none of these texts. */
export const EXPLANATIONS = {
	second_provider:
		'There is a <ClerkConvexProvider> in this page already. An app has one, in its root layout: remove the second one.',
	invalid_convex_url:
		'`convexUrl` is no address of a Convex deployment: it is empty, or does not begin with https:// (http:// for a local one). Take it from the Convex dashboard, or from .env.local after `npx convex dev`. An environment variable reaches a browser only under a name that begins with PUBLIC_ (SvelteKit) or VITE_ (Vite).',
	no_provider:
		'There is no <ClerkConvexProvider> above this component. Put one into the root layout of the app.',
	outside_initialization:
		'A function of clerk-convex-svelte was called outside of a component’s initialisation. Call it at the top of <script>, before any await, and not in a callback or an effect: keep what useClerkConvex() returns.'
};

/** Mistakes in how an app uses the library. */
export type SetupErrorCode = keyof typeof EXPLANATIONS;

/**
 * A mistake in how the app uses the library. It is thrown at once, and nothing is tried again. The message
 * says in development what to do; docs/errors.md says it always.
 */
export class SetupError extends CodedError<SetupErrorCode> {
	override name = 'SetupError';

	constructor(code: SetupErrorCode) {
		super(code, DEV ? EXPLANATIONS[code] : code);
	}
}

/** What happened, and what to do, by the code of a `SetupError`. A production build has none of these texts. */
export const EXPLANATIONS = {
	second_provider:
		'There is a <ClerkConvexProvider> in this page already. An app has one, in its root layout: remove the second one.',
	no_provider:
		'There is no <ClerkConvexProvider> above this component. Put one into the root layout of the app.',
	outside_initialization:
		'A function of clerk-convex-svelte was called outside of a component’s initialisation. Call it at the top of <script>, before any await, and not in a callback or an effect: keep what useClerkConvex() returns.'
};

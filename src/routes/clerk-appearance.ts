import type { ClerkSettings } from '$lib';

/** Clerk's components in the colours and the type of the app (app.css). */
export const clerkAppearance: NonNullable<ClerkSettings['options']>['appearance'] = {
	variables: {
		colorPrimary: 'var(--accent)',
		colorPrimaryForeground: 'var(--accent-ink)',
		colorBackground: 'var(--surface)',
		colorForeground: 'var(--ink)',
		colorMutedForeground: 'var(--ink-quiet)',
		colorInput: 'var(--surface)',
		colorInputForeground: 'var(--ink)',
		colorNeutral: 'var(--ink)',
		colorBorder: 'var(--control-line)',
		colorDanger: 'var(--danger)',
		fontFamily: 'var(--font)',
		fontSize: '16px',
		borderRadius: '10px'
	}
};

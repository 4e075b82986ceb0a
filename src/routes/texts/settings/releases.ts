/** The versions of the app, the newest first. */
export const RELEASES = ['0.1.0'] as const;

/** A version of the app. */
export type Release = (typeof RELEASES)[number];

import { deDE } from '@clerk/localizations/de-DE';

/** What Clerk's components say in German. */
export const clerk: typeof deDE = deDE;

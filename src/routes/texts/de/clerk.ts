import { deDE } from '@clerk/localizations/de-DE';
import { clerkWords } from './clerk-words';

type Words = Record<string, unknown>;

const isArea = (value: unknown): value is Words => typeof value === 'object' && value !== null;

/** The texts of `all`, with those of `own` in their places. */
function withOwn(all: Words, own: Words): Words {
	const entries = Object.entries(own).map(([name, text]) => {
		const given = all[name];
		return [name, isArea(given) && isArea(text) ? withOwn(given, text) : text];
	});
	return { ...all, ...(Object.fromEntries(entries) as Words) };
}

/** What Clerk's components say in German. */
export const clerk: typeof deDE = withOwn({ ...deDE }, { ...clerkWords });

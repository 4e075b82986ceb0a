import { anyApi, type ApiFromModules } from 'convex/server';
import type * as accounts from './functions/accounts.ts';
import type * as files from './functions/files.ts';
import type * as later from './functions/later.ts';
import type * as notes from './functions/notes.ts';
import type * as odd from './functions/odd.ts';

/** References to the fixture functions. */
export const api = anyApi as unknown as ApiFromModules<{
	accounts: typeof accounts;
	files: typeof files;
	later: typeof later;
	notes: typeof notes;
	odd: typeof odd;
}>;

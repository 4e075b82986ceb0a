import type { FunctionReturnType } from 'convex/server';
import type { api } from '$convex/_generated/api';

/** A person as `people:search` returns them. */
export type Person = FunctionReturnType<typeof api.people.search>[number];

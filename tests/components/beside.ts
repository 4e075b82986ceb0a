import type { FunctionReturnType } from 'convex/server';
import type { api } from '$convex/_generated/api';

type Beside = FunctionReturnType<typeof api.besideMessages.of>;

/** What an open conversation shows beside its messages: nothing, unless it is said. */
export const beside = ({
	receipts = { members: [] },
	pinning = { mayPin: false, pins: [] }
}: Partial<Beside> = {}): Beside => ({ receipts, pinning });

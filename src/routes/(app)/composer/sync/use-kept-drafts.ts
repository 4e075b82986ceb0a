import { useQuery } from 'convex-svelte';
import { useCachedQuery } from '$lib';
import { api } from '$convex/_generated/api';
import type { KeptDraft } from './draft-step';

/**
 * What the backend has of the user's drafts. It is live while there is a connection: asking at each return to the
 * window would cost more calls (docs/backend-cost.md).
 */
export function useKeptDrafts() {
	const me = useCachedQuery(api.users.current, () => ({}));
	const drafts = useQuery(api.drafts.list, () => (me.data?.sharesDrafts ? {} : 'skip'));
	return {
		/** Whether the user wants their drafts on their other devices; `undefined` while that is not known. */
		get isOn(): boolean | undefined {
			return me.data?.sharesDrafts;
		},
		/** By conversation, the ones that changed last; `undefined` while nothing is known. */
		get all(): readonly KeptDraft[] | undefined {
			return drafts.data;
		}
	};
}

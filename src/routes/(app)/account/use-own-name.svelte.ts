import { useCachedQuery, useClerkConvex } from '$lib';
import { api } from '$convex/_generated/api';

/**
 * What the user is called: as others see it, else as Clerk has it; empty while they have said no name.
 * Call it while a component is initialised; nothing is asked while it is not needed.
 */
export function useOwnName(isNeeded: () => boolean = () => true): { readonly current: string } {
	const { authState } = useClerkConvex();
	const me = useCachedQuery(api.users.current, () => (isNeeded() ? {} : 'skip'));
	const atClerk = $derived(
		authState.current.status === 'authenticated' ? authState.current.profile.name : ''
	);
	return {
		get current() {
			return me.data?.isNamed ? me.data.name : atClerk;
		}
	};
}

import { untrack } from 'svelte';
import { useClerkConvex, type Account } from '$lib';
import type { Id } from '$convex/_generated/dataModel';
import type { Presence } from './presence.svelte';

interface PresenceOptions {
	account: () => Account;
	conversationId: () => Id<'conversations'>;
	/** The text in the composer. */
	text: () => string;
}

/**
 * The presence of others in the open conversation, while there is a connection. Its code is loaded only
 * then. Call it while the component of a conversation is initialised.
 */
export function usePresence({ account, conversationId, text }: PresenceOptions): {
	readonly current: Pick<Presence, 'here' | 'typing'> | undefined;
} {
	const { connection } = useClerkConvex();
	let presence = $state.raw<Presence>();
	/** The backend while it answers. */
	const backend = $derived(connection.current === 'online' ? account().convexClient : undefined);

	$effect(() => {
		if (presence || !backend) return;
		const id = conversationId();
		const now = untrack(text);
		void import('./presence.svelte').then(
			(module) => (presence ??= new module.Presence(id, now)),
			// Without it the conversation still works.
			() => undefined
		);
	});
	$effect(() => (backend ? presence?.watch(backend, document) : undefined));
	$effect(() => presence?.type(text()));

	return {
		get current() {
			return backend && presence;
		}
	};
}

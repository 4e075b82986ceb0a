import type { Connection } from './connection.svelte.js';

/** Resolves once `isReady`, or once the connection is not `connecting`. Both are reactive. */
export async function untilConnected(
	connection: Pick<Connection, 'current'>,
	isReady: () => boolean
): Promise<void> {
	let stop: () => void = () => undefined;
	await new Promise<void>((resolve) => {
		stop = $effect.root(() => {
			$effect(() => {
				if (isReady() || connection.current !== 'connecting') resolve();
			});
		});
	});
	stop();
}

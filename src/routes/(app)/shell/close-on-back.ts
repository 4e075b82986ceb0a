import { onMount } from 'svelte';
import { beforeNavigate } from '$app/navigation';
import { page } from '$app/state';

/**
 * Makes Back close what is over the page, before it leaves the page. For a component that is there as long as
 * it is open. On Android, Chrome asks a `CloseWatcher` first, also where Back would leave the app; otherwise
 * going back is stopped.
 *
 * @param isOnTop whether nothing else is over it, which is closed first
 */
export function closeOnBack(close: () => void, isOnTop: () => boolean = () => true): void {
	beforeNavigate(({ type, cancel }) => {
		// The list beneath the first page is an entry of the history that is reached without a navigation.
		const { isBeneath } = page.state;
		if ((type !== 'popstate' && !isBeneath) || !isOnTop()) return;
		cancel();
		if (isBeneath) history.forward();
		close();
	});
	onMount(() => {
		if (!('CloseWatcher' in window)) return;
		const watcher = new CloseWatcher();
		watcher.onclose = close;
		return () => watcher.destroy();
	});
}

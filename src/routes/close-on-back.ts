import { onMount } from 'svelte';
import { beforeNavigate } from '$app/navigation';
import { page } from '$app/state';

/**
 * Makes Back close what is over the page, before it leaves the page. Call it while a component is created.
 *
 * @param isOnTop whether it is open, and nothing else is over it, which is closed first
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
}

/**
 * The same for what is no dialog, in a component that is there as long as it is open. On Android, Chrome asks a
 * `CloseWatcher` before it goes back, also where Back would leave the app. Dialogs have one from the browser.
 */
export function closeLikeDialog(close: () => void, isOnTop?: () => boolean): void {
	closeOnBack(close, isOnTop);
	onMount(() => {
		if (!('CloseWatcher' in window)) return;
		const watcher = new CloseWatcher();
		watcher.onclose = close;
		return () => watcher.destroy();
	});
}

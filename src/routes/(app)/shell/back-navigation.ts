import { pushState, replaceState } from '$app/navigation';

const LIST = '/conversations';

/**
 * Makes Back lead to the list, where one pane shows at a time. If the app was opened at another page,
 * and going back would leave the app, the list is inserted below it in the history. A Back link to the
 * previous page goes back in the history. All this ends when the signal is aborted.
 */
export function setUpBackNavigation(window: Window, signal: AbortSignal): void {
	const { document, history, location } = window;
	// In a tab with a history, going back leads to the previous page, as everywhere.
	if (history.length === 1 && location.pathname !== LIST) insertListBelow(location.href);
	const goBack = (event: MouseEvent) => {
		const { target, button, metaKey, ctrlKey, shiftKey } = event;
		const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a.back') : null;
		if (!link || button !== 0 || metaKey || ctrlKey || shiftKey) return;
		if (previousPath(window) !== link.pathname) return;
		event.preventDefault();
		history.back();
	};
	document.addEventListener('click', goBack, { signal, capture: true });
}

/** Inserts the list below the current history entry. `isBeneath` is stored in the history. */
function insertListBelow(href: string): void {
	replaceState(LIST, { isBeneath: true });
	pushState(href, {});
}

/** The path of the previous history entry in the app; not every browser tells. */
function previousPath({ navigation }: Window & { navigation?: Navigation }): string | undefined {
	const index = navigation?.currentEntry?.index;
	const url = index === undefined ? undefined : navigation?.entries()[index - 1]?.url;
	return url ? new URL(url).pathname : undefined;
}

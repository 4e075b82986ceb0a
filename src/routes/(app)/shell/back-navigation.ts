import { pushState, replaceState } from '$app/navigation';

const LIST = '/conversations';

/**
 * What is shown in one pane at a time has a way back: where the app was opened at a conversation or another
 * page, and going back would leave it, the list is put beneath. A link back to the page one has come from
 * goes back to it, until the signal is aborted.
 */
export function setUpBackNavigation(window: Window, signal: AbortSignal): void {
	const { document, history, location } = window;
	// Of a tab with a history one goes back to where one has come from, as everywhere.
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

/** The app goes to the list when this entry of the history is gone back to. */
function insertListBelow(href: string): void {
	replaceState(LIST, { isBeneath: true });
	pushState(href, {});
}

/** Where going back leads to within the app; not every browser tells. */
function previousPath({ navigation }: Window & { navigation?: Navigation }): string | undefined {
	const index = navigation?.currentEntry?.index;
	const url = index === undefined ? undefined : navigation?.entries()[index - 1]?.url;
	return url ? new URL(url).pathname : undefined;
}

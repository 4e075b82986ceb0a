/** Whether somebody has the page before their eyes, as far as the browser can tell. */
export function isWatched(document: Document): boolean {
	return document.visibilityState === 'visible' && document.hasFocus();
}

import { SNAPSHOT_ID, part } from './snapshot-names';
import type { SelectedEnds } from './restore-selection';

/** The user whose snapshot the page shows; `undefined` when it was removed. */
export function paintedSubject(document: Document): string | undefined {
	return document.getElementById(SNAPSHOT_ID)?.dataset.subject;
}

/** Removes the snapshot: the app shows something else. */
export function removeSnapshot(document: Document): void {
	document.getElementById(SNAPSHOT_ID)?.remove();
}

/**
 * Restores the selection in the snapshot: SvelteKit clears the selection when it starts, in a task that is
 * already queued.
 */
export function keepSelection(document: Document): void {
	const selection = document.getSelection();
	if (!selection?.anchorNode || !selection.focusNode || paintedSubject(document) === undefined)
		return;
	const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
	setTimeout(() => selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset));
}

/**
 * Removes the snapshot when the app has drawn the same messages, and restores scroll position and
 * selection. What restores the selection is loaded only if there is one. The time is in the page's
 * performance entries as `taken-over`.
 */
export function hydrateSnapshot(document: Document): void {
	const snapshot = document.getElementById(SNAPSHOT_ID);
	const app = document.getElementById('app');
	if (!snapshot || !app) return;
	const [painted, drawn] = [snapshot, app].map((root) => root.querySelector(part('scroller')));
	const scrollTop = painted?.scrollTop ?? 0;
	const selected = endsOfSelection(document);
	snapshot.remove();
	performance.mark('taken-over');
	// Measured from the bottom: there may be more messages above by now.
	if (drawn && scrollTop !== 0) drawn.scrollTop = scrollTop;
	if (!selected) return;
	void import('./restore-selection').then(
		({ restoreSelection }) => restoreSelection(selected, snapshot, app),
		() => undefined
	);
}

/** The ends of the selection; `undefined` when nothing is selected. */
function endsOfSelection(document: Document): SelectedEnds | undefined {
	const selection = document.getSelection();
	if (!selection?.anchorNode || !selection.focusNode || selection.isCollapsed) return undefined;
	const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
	return [anchorNode, anchorOffset, focusNode, focusOffset];
}

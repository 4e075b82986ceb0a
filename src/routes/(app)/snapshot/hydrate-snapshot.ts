import { part, SNAPSHOT_ID } from './snapshot-names';

/** A position in the messages that is the same in the snapshot and in the app. */
interface Position {
	/** The number of the message, counted from the newest. */
	fromNewest: number;
	characters: number;
}

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
 * selection. The time is in the page's performance entries as `taken-over`.
 */
export function hydrateSnapshot(document: Document): void {
	const snapshot = document.getElementById(SNAPSHOT_ID);
	const app = document.getElementById('app');
	if (!snapshot || !app) return;
	const [painted, drawn] = [snapshot, app].map((root) => root.querySelector(part('scroller')));
	const scrollTop = painted?.scrollTop ?? 0;
	const selected = readSelection(document, snapshot);
	snapshot.remove();
	performance.mark('taken-over');
	// Measured from the bottom: there may be more messages above by now.
	if (drawn && scrollTop !== 0) drawn.scrollTop = scrollTop;
	if (selected) select(document, app, selected);
}

function readSelection(document: Document, root: Element): [Position, Position] | undefined {
	const selection = document.getSelection();
	if (!selection || selection.isCollapsed) return undefined;
	const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
	const anchor = findPosition(root, anchorNode, anchorOffset);
	const focus = findPosition(root, focusNode, focusOffset);
	return anchor && focus && [anchor, focus];
}

function select(document: Document, root: Element, [anchor, focus]: [Position, Position]): void {
	const from = findPoint(root, anchor);
	const to = findPoint(root, focus);
	if (from && to) document.getSelection()?.setBaseAndExtent(...from, ...to);
}

function messagesIn(root: Element): Element[] {
	return [...root.querySelectorAll(part('message'))];
}

function findPosition(root: Element, node: Node | null, offset: number): Position | undefined {
	const messages = messagesIn(root);
	const index = messages.findIndex((message) => message.contains(node));
	const message = messages[index];
	if (!message || !node) return undefined;
	const before = root.ownerDocument.createRange();
	before.setStart(message, 0);
	before.setEnd(node, offset);
	return { fromNewest: messages.length - index, characters: before.toString().length };
}

function findPoint(
	root: Element,
	{ fromNewest, characters }: Position
): [Node, number] | undefined {
	const message = messagesIn(root).at(-fromNewest);
	if (!message) return undefined;
	const texts = root.ownerDocument.createTreeWalker(message, NodeFilter.SHOW_TEXT);
	let left = characters;
	for (let text = texts.nextNode(); text; text = texts.nextNode()) {
		const { length } = text.textContent ?? '';
		if (left <= length) return [text, left];
		left -= length;
	}
	return undefined;
}

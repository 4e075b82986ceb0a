import { SNAPSHOT_ID } from './snapshot-cache';

/** A place in the messages that is the same in the snapshot and in the app. */
interface Place {
	/** How many messages from the newest. */
	fromNewest: number;
	characters: number;
}

/** Whose messages the page was painted with before the app ran, until they are taken away. */
export function paintedSubject(document: Document): string | undefined {
	return document.getElementById(SNAPSHOT_ID)?.dataset.subject;
}

/** Takes away what the page was painted with: the app shows something else. */
export function removeSnapshot(document: Document): void {
	document.getElementById(SNAPSHOT_ID)?.remove();
}

/**
 * Keeps what the user has selected of the painted messages: SvelteKit clears the selection as it starts,
 * in a task that is waiting already.
 */
export function keepSelection(document: Document): void {
	const selection = document.getSelection();
	if (!selection?.anchorNode || !selection.focusNode || paintedSubject(document) === undefined)
		return;
	const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
	setTimeout(() => selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset));
}

/**
 * Takes away what the page was painted with, now that the app has drawn the same: the place where the
 * user has scrolled to and what they have selected go over to the app's own messages. The time stands
 * among the page's performance entries, as `taken-over`.
 */
export function hydrateSnapshot(document: Document): void {
	const snapshot = document.getElementById(SNAPSHOT_ID);
	const app = document.getElementById('app');
	if (!snapshot || !app) return;
	const [painted, drawn] = [snapshot, app].map((root) => root.querySelector('.scroller'));
	const scrollTop = painted?.scrollTop ?? 0;
	const selected = readSelection(document, snapshot);
	snapshot.remove();
	performance.mark('taken-over');
	// From the bottom: what is above may be more by now.
	if (drawn && scrollTop !== 0) drawn.scrollTop = scrollTop;
	if (selected) select(document, app, selected);
}

function readSelection(document: Document, root: Element): [Place, Place] | undefined {
	const selection = document.getSelection();
	if (!selection || selection.isCollapsed) return undefined;
	const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
	const anchor = findPlace(root, anchorNode, anchorOffset);
	const focus = findPlace(root, focusNode, focusOffset);
	return anchor && focus && [anchor, focus];
}

function select(document: Document, root: Element, [anchor, focus]: [Place, Place]): void {
	const from = findPoint(root, anchor);
	const to = findPoint(root, focus);
	if (from && to) document.getSelection()?.setBaseAndExtent(...from, ...to);
}

function findPlace(root: Element, node: Node | null, offset: number): Place | undefined {
	const messages = [...root.querySelectorAll('article')];
	const index = messages.findIndex((message) => message.contains(node));
	const message = messages[index];
	if (!message || !node) return undefined;
	const before = root.ownerDocument.createRange();
	before.setStart(message, 0);
	before.setEnd(node, offset);
	return { fromNewest: messages.length - index, characters: before.toString().length };
}

function findPoint(root: Element, { fromNewest, characters }: Place): [Node, number] | undefined {
	const message = [...root.querySelectorAll('article')].at(-fromNewest);
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

import { part } from './snapshot-names';

/** Where a selection begins and ends. */
export type SelectedEnds = [anchor: Node, offset: number, focus: Node, offset: number];

/** A position in the messages that is the same in the snapshot and in the app. */
interface Position {
	/** The number of the message, counted from the newest. */
	fromNewest: number;
	characters: number;
}

/**
 * Selects in the app what was selected in the snapshot, which has left the page, unless the user has
 * selected something since.
 */
export function restoreSelection(selected: SelectedEnds, snapshot: Element, app: Element): void {
	const selection = app.ownerDocument.getSelection();
	if (!selection?.isCollapsed) return;
	const [anchor, anchorOffset, focus, focusOffset] = selected;
	const from = findPoint(app, findPosition(snapshot, anchor, anchorOffset));
	const to = findPoint(app, findPosition(snapshot, focus, focusOffset));
	if (from && to) selection.setBaseAndExtent(...from, ...to);
}

function messagesIn(root: Element): Element[] {
	return [...root.querySelectorAll(part('message'))];
}

function findPosition(root: Element, node: Node, offset: number): Position | undefined {
	const messages = messagesIn(root);
	const index = messages.findIndex((message) => message.contains(node));
	const message = messages[index];
	if (!message) return undefined;
	const before = root.ownerDocument.createRange();
	before.setStart(message, 0);
	before.setEnd(node, offset);
	return { fromNewest: messages.length - index, characters: before.toString().length };
}

function findPoint(root: Element, position: Position | undefined): [Node, number] | undefined {
	const message = position && messagesIn(root).at(-position.fromNewest);
	if (!message) return undefined;
	const texts = root.ownerDocument.createTreeWalker(message, NodeFilter.SHOW_TEXT);
	let left = position.characters;
	for (let text = texts.nextNode(); text; text = texts.nextNode()) {
		const { length } = text.textContent ?? '';
		if (left <= length) return [text, left];
		left -= length;
	}
	return undefined;
}

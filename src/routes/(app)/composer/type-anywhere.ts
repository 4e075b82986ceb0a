/** Where a letter means something else: a field, or a list that goes to what begins with it. */
const TAKES_LETTERS =
	'input, textarea, select, [contenteditable]:not([contenteditable=false]), dialog, [popover], ' +
	'[role=menu], [role=listbox], [role=radiogroup], [role=tablist], [role=dialog]';

/**
 * Gives the field the focus when somebody begins to write anywhere else on the page, so that the first letter
 * is in it too: the browser inserts it after this. It ends with the
 * signal.
 */
export function typeAnywhere(field: HTMLTextAreaElement, signal: AbortSignal): void {
	const document = field.ownerDocument;
	const onkeydown = (event: KeyboardEvent) => {
		if (!isLetter(event) || !isFree(document, event.target)) return;
		field.focus({ preventScroll: true });
	};
	document.addEventListener('keydown', onkeydown, { signal });
}

/** Whether the key writes something. The space bar scrolls, and presses buttons. */
function isLetter(event: KeyboardEvent): boolean {
	const { key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented } = event;
	if (ctrlKey || metaKey || altKey || isComposing || defaultPrevented) return false;
	return key !== ' ' && [...key].length === 1;
}

function isFree(document: Document, target: EventTarget | null): boolean {
	if (target instanceof Element && target.closest(TAKES_LETTERS)) return false;
	return document.querySelector('dialog[open], :popover-open') === null;
}

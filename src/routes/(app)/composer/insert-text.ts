/**
 * Replaces a part of what is written, without what is selected where no part is said, and leaves the caret behind it.
 * The field hears of it as of a keystroke.
 */
export function insertText(
	area: HTMLTextAreaElement,
	text: string,
	from = area.selectionStart,
	to = area.selectionEnd
): void {
	area.setRangeText(text, from, to, 'end');
	area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
}

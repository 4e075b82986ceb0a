/** What the Tab key leads to. */
const TABBABLE = 'a[href], button:not(:disabled), input, textarea, [tabindex="0"]';

/** Gives a message the focus, and brings it into view. */
export function focusMessage(message: HTMLElement): void {
	message.tabIndex = -1;
	message.focus({ preventScroll: true });
	message.scrollIntoView({ block: 'nearest' });
}

/** The message that an arrow key leads to; `undefined` for another key, and at the ends. */
export function messageBy<T>(key: string, messages: readonly T[], from: number): T | undefined {
	if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
	// From the list itself both lead to the newest, which is at its end.
	if (from < 0) return messages.at(-1);
	return messages[from + (key === 'ArrowUp' ? -1 : 1)];
}

/** The button with the author of a message, who may be the reader: then there is none. */
function authorOf(message: HTMLElement): HTMLElement | null | undefined {
	return message.closest('section')?.querySelector<HTMLElement>('.author, .face[tabindex="0"]');
}

/**
 * Makes a list of messages one stop of the Tab key: it leads from the list on behind it, and within a message
 * through what is in it, and back to its author. Call it before the browser moves the focus.
 *
 * @param end an element behind the messages, which may have the focus
 */
export function leaveBy(
	event: KeyboardEvent,
	focused: HTMLElement,
	scroller: HTMLElement,
	end: HTMLElement
): HTMLElement | undefined {
	const message = focused.closest<HTMLElement>('article');
	const { shiftKey } = event;
	if (focused === scroller) return shiftKey ? undefined : end;
	if (!message) return undefined;
	const inside = [...message.querySelectorAll<HTMLElement>(TABBABLE)];
	if (shiftKey) {
		if (focused !== message) return undefined;
		const author = authorOf(message);
		// It is where the key leads, and not where the browser goes on from.
		if (author) event.preventDefault();
		return author ?? scroller;
	}
	return inside.length === 0 || focused === inside.at(-1) ? end : undefined;
}

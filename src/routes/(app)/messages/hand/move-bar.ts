/** Moves the one bar of a list to a message, or out of the page: so no message has a bar of its own. */
export function moveBar(bar: HTMLElement, message: HTMLElement | undefined): void {
	if (message) message.append(bar);
	else bar.remove();
}

/** The distance between a button and its tooltip, and from the edge of the window, in pixels. */
const GAP_PX = 6;

/** The button or link at an event's target, if it shows an icon alone and has no tooltip of the browser's. */
export function iconButtonAt(target: EventTarget | null): HTMLElement | undefined {
	if (!(target instanceof Element)) return undefined;
	const button = target.closest<HTMLElement>('button[aria-label], a[aria-label]');
	return button && !button.title && button.innerText.trim() === '' ? button : undefined;
}

/** Places a tooltip below its button, or above where there is no room, and within the window. */
export function placeTooltip(tooltip: HTMLElement, button: HTMLElement): void {
	const { top, bottom, left, width } = button.getBoundingClientRect();
	const { offsetWidth, offsetHeight } = tooltip;
	const end = innerWidth - offsetWidth - GAP_PX;
	const isBelow = bottom + GAP_PX + offsetHeight < innerHeight;
	const x = Math.max(GAP_PX, Math.min(end, left + (width - offsetWidth) / 2));
	const y = isBelow ? bottom + GAP_PX : top - GAP_PX - offsetHeight;
	Object.assign(tooltip.style, { left: `${x}px`, top: `${y}px` });
}

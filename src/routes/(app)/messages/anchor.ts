/** A point of a message in the middle of the screen, and where it was when it was captured. */
export interface Anchor {
	element: Element;
	/** How far down in the message the point is: 0 is its top, 1 its bottom. */
	fraction: number;
	/** The distance of the point from the middle of the scroller, in pixels. */
	offset: number;
	/** The scroll position, in pixels. */
	scrollTop: number;
}

/**
 * Finds the message in the middle of a scroller, or the one on the screen that is nearest to it; `undefined`
 * when the screen shows none.
 */
export function findAnchor(scroller: Element, elements: readonly Element[]): Anchor | undefined {
	const middle = middleOf(scroller);
	const element =
		elements.find((one) => one.getBoundingClientRect().bottom > middle) ?? elements.at(-1);
	if (!element) return undefined;
	const { top, bottom, height } = element.getBoundingClientRect();
	const screen = scroller.getBoundingClientRect();
	if (bottom < screen.top || top > screen.bottom) return undefined;
	const fraction = height > 0 ? Math.min(1, Math.max(0, (middle - top) / height)) : 0;
	const offset = offsetOf(scroller, element, fraction);
	return { element, fraction, offset, scrollTop: scroller.scrollTop };
}

/** How far an anchor has moved from the middle, in pixels; 0 when its message is no longer there. */
export function movedFrom(scroller: Element, { element, fraction, offset }: Anchor): number {
	return element.isConnected ? offsetOf(scroller, element, fraction) - offset : 0;
}

/** How far it has been scrolled down since an anchor was captured, in pixels. */
export function scrolledFrom(scroller: Element, { scrollTop }: Anchor): number {
	return scroller.scrollTop - scrollTop;
}

function offsetOf(scroller: Element, element: Element, fraction: number): number {
	const { top, height } = element.getBoundingClientRect();
	return top + fraction * height - middleOf(scroller);
}

function middleOf(scroller: Element): number {
	const { top, height } = scroller.getBoundingClientRect();
	return top + height / 2;
}

/** A rectangle on the screen, in pixels. */
export interface Box {
	left: number;
	top: number;
	width: number;
	height: number;
}

/** Where a menu goes: its top left corner, and the point that it grows from, in pixels of the screen. */
export interface Place {
	left: number;
	top: number;
	origin: string;
}

/** Between a menu and its message, and the edges of the screen. */
const GAP_PX = 8;

/**
 * Places a menu beside a message: below it, else above it, else over it, and always on the screen. Where
 * both ends of the message are off the screen, it is beside the point that was asked at.
 *
 * @param isAtRight whether it is in line with the right edge of the message
 */
export function placeMenu(
	message: Box,
	menu: Pick<Box, 'width' | 'height'>,
	screen: Box,
	isAtRight: boolean
): Place {
	const within = (start: number, size: number, from: number, length: number) =>
		Math.max(from + GAP_PX, Math.min(start, from + length - size - GAP_PX));
	const bottom = message.top + message.height;
	const above = message.top - GAP_PX - menu.height;
	const isBelow = bottom + 2 * GAP_PX + menu.height <= screen.top + screen.height;
	const isAbove = !isBelow && above >= screen.top + GAP_PX;
	const wanted = isAbove ? above : bottom + GAP_PX;
	const start = isAtRight ? message.left + message.width - menu.width : message.left;
	return {
		left: within(start, menu.width, screen.left, screen.width),
		top: within(wanted, menu.height, screen.top, screen.height),
		origin: `${isAtRight ? 'right' : 'left'} ${isAbove ? 'bottom' : 'top'}`
	};
}

/** The part of a message that is on the screen of the list. */
export function seenPart(message: Box, list: Box): Box {
	// What the browser measures has no fields of its own to copy.
	const { left, width } = message;
	const top = Math.max(message.top, list.top);
	const bottom = Math.min(message.top + message.height, list.top + list.height);
	return { left, width, top, height: Math.max(0, bottom - top) };
}

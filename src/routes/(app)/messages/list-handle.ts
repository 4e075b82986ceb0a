import type { ScrollWindow } from './scroll-window.svelte';

/** What goes to a message needs this of the list. */
export interface ListHandle {
	readonly list: ScrollWindow;
	/** Notes that nothing sent after this time has been on the screen. */
	noteRead: (sentAt: number) => void;
	/** Called when the heading of a day is pressed, with a time on that day. */
	onDay?: (at: number) => void;
}

import type { ScrollWindow } from './scroll-window.svelte';

/** What goes to a message needs this of the list. */
export interface ListHandle {
	readonly list: ScrollWindow;
	/** Notes that nothing sent after this time has been on the screen. */
	noteRead: (sentAt: number) => void;
	/** A time on the day whose heading was pressed, until {@link leaveDay}. */
	readonly day: number | undefined;
	leaveDay: () => void;
}

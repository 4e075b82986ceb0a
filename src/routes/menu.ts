import { on } from 'svelte/events';
import type { Attachment } from 'svelte/attachments';

/**
 * Makes a list of `menuitem`s in a popover a menu: it takes the focus when the popover opens, and the
 * arrow keys, Home and End move it. What the browser does not do for `role="menu"` by itself.
 */
export const menu: Attachment<HTMLElement> = (node) => {
	const items = () => [...node.querySelectorAll<HTMLElement>('[role=menuitem]:not(:disabled)')];
	const stopKeys = on(node, 'keydown', (event) => {
		const all = items();
		const next = nextIndex(event.key, all.indexOf(event.target as HTMLElement), all.length);
		if (next === undefined) return;
		event.preventDefault();
		all[next]?.focus();
	});
	const popover = node.closest<HTMLElement>('[popover]');
	const stopOpening = popover
		? on(popover, 'toggle', ({ newState }) => {
				if (newState === 'open') items()[0]?.focus();
			})
		: () => {};
	return () => {
		stopKeys();
		stopOpening();
	};
};

/** Which item of a menu a key leads to; `undefined` when it leads to none. `index` is -1 for none. */
export function nextIndex(key: string, index: number, count: number): number | undefined {
	switch (key) {
		case 'ArrowDown':
			return (index + 1) % count;
		case 'ArrowUp':
			return index <= 0 ? count - 1 : index - 1;
		case 'Home':
			return 0;
		case 'End':
			return count - 1;
		default:
			return undefined;
	}
}

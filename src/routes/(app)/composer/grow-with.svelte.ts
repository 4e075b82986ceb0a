import type { Attachment } from 'svelte/attachments';

/** Makes a text area as high as its text, in browsers without `field-sizing`. */
export function growWith(text: () => string): Attachment<HTMLTextAreaElement> {
	return (area) => {
		if (CSS.supports('field-sizing', 'content')) return;
		$effect(() => {
			text();
			area.style.height = 'auto';
			area.style.height = `${area.scrollHeight}px`;
		});
	};
}

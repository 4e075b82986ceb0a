import type { Attachment } from 'svelte/attachments';

/** A text of so many UTF-16 units is higher than the text area ever is, at any width. */
const LONG_UNITS = 2_000;

/**
 * Makes a text area as high as its text. Under a long text, which the browser would measure again and again,
 * it has its greatest height and the class `long`.
 */
export function growWith(text: () => string): Attachment<HTMLTextAreaElement> {
	return (area) => {
		const isMeasured = !CSS.supports('field-sizing', 'content');
		const fit = (units: number) => area.classList.toggle('long', units > LONG_UNITS);
		// Before the browser lays out what is pasted.
		area.onbeforeinput = ({ data }) => {
			// What a handler gives back would decide whether the text is taken.
			fit(text().length + (data?.length ?? 0));
		};
		$effect(() => {
			const isLong = fit(text().length);
			if (!isMeasured) return;
			area.style.height = 'auto';
			area.style.height = isLong ? '' : `${area.scrollHeight}px`;
		});
	};
}

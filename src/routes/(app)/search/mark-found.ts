import type { SearchQuery } from '$convex/searchTerms';
import { placesOf } from './search-words';

/** The name by which styles know the marked words. */
const NAME = 'found';

/**
 * Marks the words of a search in all messages that are drawn, and in those that will be. The elements stay as they
 * are: the browser paints the marks over them. Returns what takes the marks away.
 */
export function markFound(scroller: HTMLElement, query: SearchQuery): () => void {
	if (!('highlights' in CSS)) return () => undefined;
	let frame: number | undefined;
	const mark = () => {
		frame = undefined;
		CSS.highlights.set(NAME, new Highlight(...rangesIn(scroller, query)));
	};
	const drawing = new MutationObserver(() => (frame ??= requestAnimationFrame(mark)));
	drawing.observe(scroller, { childList: true, characterData: true, subtree: true });
	mark();
	return () => {
		drawing.disconnect();
		if (frame !== undefined) cancelAnimationFrame(frame);
		CSS.highlights.delete(NAME);
	};
}

function rangesIn(scroller: HTMLElement, query: SearchQuery): Range[] {
	return [...scroller.querySelectorAll('article .body')].flatMap((body) => {
		const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
		const ranges: Range[] = [];
		while (texts.nextNode()) ranges.push(...rangesOf(texts.currentNode as Text, query));
		return ranges;
	});
}

function rangesOf(text: Text, query: SearchQuery): Range[] {
	return placesOf(text.data, query).map(({ from, to }) => {
		const range = document.createRange();
		range.setStart(text, from);
		range.setEnd(text, to);
		return range;
	});
}

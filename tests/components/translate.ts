/**
 * Translates what an element shows as Google Translate does: each text node is replaced by elements with
 * another text, except where `translate="no"` stands. Returns how many were.
 */
export function translate(root: Element): number {
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	const texts: Text[] = [];
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		if (!(node instanceof Text) || node.data.trim() === '') continue;
		if (!node.parentElement?.closest('[translate=no], style, script, font')) texts.push(node);
	}
	for (const text of texts) {
		const [outer, inner] = [document.createElement('font'), document.createElement('font')];
		inner.textContent = `«${text.data}»`;
		outer.append(inner);
		text.replaceWith(outer);
	}
	return texts.length;
}

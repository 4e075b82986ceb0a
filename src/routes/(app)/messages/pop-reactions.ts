const POP_MS = 160;

/** A reaction of the reader's own. */
const GIVEN = 'button[aria-pressed="true"]';

/** A reaction that the reader gives pops: one that a message already had when it was drawn does not. Returns the stop. */
export function popReactions(list: Element): () => void {
	const observer = new MutationObserver((records) => {
		if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
		for (const { type, target, addedNodes } of records) {
			const changed = type === 'attributes' ? [target] : [...addedNodes].filter(isOfReactions);
			changed.filter((one) => one instanceof Element).forEach(pop);
		}
	});
	const attributeFilter = ['aria-pressed'];
	observer.observe(list, { subtree: true, childList: true, attributes: true, attributeFilter });
	return () => observer.disconnect();
}

/** Whether it came to a message that was there. */
const isOfReactions = (node: Node) =>
	node instanceof Element && node.matches('article > [role=group], article > [role=group] > *');

function pop(element: Element): void {
	const given = element.matches(GIVEN) ? [element] : element.querySelectorAll(GIVEN);
	for (const one of given) {
		one.animate({ transform: ['scale(0.5)', 'scale(1.15)', 'none'] }, POP_MS);
	}
}

/** How long a message takes to rise, in milliseconds. */
const RISE_MS = 160;

/** A message that is sent within this time says so by its icon alone: no line comes and goes. */
const QUIET_MS = 600;

/** The message that was just written rises from the composer. The words for its state come only when it is slow. */
export function rise(article: HTMLElement): void {
	const { ownerDocument } = article;
	const state = article.querySelector('.state');
	state?.animate({ height: ['0px', '0px'], opacity: [0, 0] }, QUIET_MS);
	const isStill = ownerDocument.defaultView?.matchMedia('(prefers-reduced-motion: reduce)').matches;
	if (isStill) return;
	article.animate(
		{ transform: ['translateY(2rem)', 'none'], opacity: [0, 1] },
		{ duration: RISE_MS, easing: 'ease-out' }
	);
}

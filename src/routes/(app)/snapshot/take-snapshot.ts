import { SNAPSHOT_ID } from './snapshot-cache';

/** How many of the newest messages a snapshot has: more than any screen does. */
const MESSAGES = 50;

/** What is open for a moment: it would be painted at the next launch, and vanish. So would old messages. */
const OPEN = '[aria-expanded="true"], :popover-open, dialog[open], [data-away]';

/** What is true now and may not be at the next launch, and what does not show: it would only take time. */
const MOMENTARY = '[data-momentary], [popover], dialog, article:not(.last) .meta';

/** What only shows where a mouse points. */
const POINTED_AT = 'article .more > *';

/** Once the app has drawn the same, the element goes, and with it this. */
const STYLE = `#${SNAPSHOT_ID} { display: contents } #${SNAPSHOT_ID} ~ #app { visibility: hidden }`;

/**
 * The app's frame as HTML that looks the same with no script; `undefined` while something is open in it.
 * The texts in it are the users' own: the browser escapes them as it writes the HTML.
 *
 * @param subject whose messages they are
 * @param styles the styles of the page
 */
export function takeSnapshot(
	frame: HTMLElement,
	subject: string,
	styles: string
): string | undefined {
	if (frame.querySelector(OPEN)) return undefined;
	const { ownerDocument } = frame;
	const copy = frame.cloneNode(true) as HTMLElement;
	for (const one of copy.querySelectorAll(MOMENTARY)) one.remove();
	const hasMouse = ownerDocument.defaultView?.matchMedia('(hover: hover)').matches;
	if (hasMouse) for (const one of copy.querySelectorAll(POINTED_AT)) one.remove();
	removeComments(copy);
	keepNewest(copy);
	for (const time of copy.querySelectorAll<HTMLElement>('time[data-earlier]')) {
		// "5 min" is wrong by the next launch.
		time.firstElementChild?.replaceChildren(time.dataset.earlier ?? '');
	}
	for (const area of copy.querySelectorAll('textarea')) area.textContent = area.value;
	// Nothing answers yet. Links, scrolling and selecting work without a script.
	for (const control of copy.querySelectorAll<HTMLElement>('button, form')) {
		control.inert = true;
		// Whoever works the page by its names, and not by hand, does not see that it is inert.
		control.ariaDisabled = 'true';
	}

	const style = ownerDocument.createElement('style');
	style.textContent = STYLE + styles;
	const snapshot = ownerDocument.createElement('div');
	snapshot.id = SNAPSHOT_ID;
	snapshot.dataset.subject = subject;
	// As the page itself is marked once the app runs.
	const { lang, dir, dataset } = ownerDocument.documentElement;
	Object.assign(snapshot, { lang, dir });
	Object.assign(snapshot.dataset, dataset);
	snapshot.append(style, copy);
	return snapshot.outerHTML;
}

/** Svelte marks places with them. */
function removeComments(copy: HTMLElement): void {
	const walker = copy.ownerDocument.createTreeWalker(copy, NodeFilter.SHOW_COMMENT);
	const comments: Comment[] = [];
	while (walker.nextNode()) comments.push(walker.currentNode as Comment);
	for (const one of comments) one.remove();
}

function keepNewest(copy: HTMLElement): void {
	const messages = [...copy.querySelectorAll('[role=log] article')];
	for (const old of messages.slice(0, -MESSAGES)) old.remove();
	for (const empty of copy.querySelectorAll('[role=log] > section:not(:has(article))')) {
		empty.remove();
	}
	for (const empty of copy.querySelectorAll('[role=log] > h2:not(:has(+ section))')) empty.remove();
}

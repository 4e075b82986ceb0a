import { SNAPSHOT_ID, part } from './snapshot-names';

/** The number of newest messages in a snapshot: more than any screen shows. */
const MESSAGES = 50;

/**
 * Something that is open only now, or old messages: no snapshot is taken, because the next launch would
 * not show it. In `:is()` a browser ignores a selector that it does not know.
 */
const OPEN = `:is([aria-expanded="true"], :popover-open, dialog[open], ${part('away')})`;

/** Elements that may be wrong at the next launch: they are left out. */
const MOMENTARY = '[data-momentary], [popover], dialog';

/** The styles of the snapshot's element. They are removed together with it. */
const STYLE = `#${SNAPSHOT_ID} { display: contents } #${SNAPSHOT_ID} ~ #app { visibility: hidden }`;

/**
 * Writes the app's frame as HTML that looks the same without scripts; `undefined` while something is open.
 * It contains texts of users: the browser escapes them when it writes the HTML.
 *
 * @param subject the user whose messages it shows
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
	removeComments(copy);
	joinGroups(copy);
	keepNewest(copy);
	for (const time of copy.querySelectorAll<HTMLElement>('[data-snapshot-earlier]')) {
		// A relative time such as "5 min" would be wrong at the next launch.
		time.textContent = time.dataset.snapshotEarlier ?? '';
	}
	for (const area of copy.querySelectorAll('textarea')) area.textContent = area.value;
	// Buttons and forms do nothing without scripts. Links, scrolling and selecting work.
	for (const control of copy.querySelectorAll<HTMLElement>('button, form')) {
		control.inert = true;
		// Automation that finds controls by their names does not notice `inert`.
		control.ariaDisabled = 'true';
	}

	const style = ownerDocument.createElement('style');
	style.textContent = STYLE + styles;
	const snapshot = ownerDocument.createElement('div');
	snapshot.id = SNAPSHOT_ID;
	snapshot.dataset.subject = subject;
	// The same attributes as the page's own when the app runs.
	const { lang, dir, dataset } = ownerDocument.documentElement;
	Object.assign(snapshot, { lang, dir });
	Object.assign(snapshot.dataset, dataset);
	snapshot.append(style, copy);
	return snapshot.outerHTML;
}

/** Removes Svelte's marker comments. */
function removeComments(copy: HTMLElement): void {
	const walker = copy.ownerDocument.createTreeWalker(copy, NodeFilter.SHOW_COMMENT);
	const comments: Comment[] = [];
	while (walker.nextNode()) comments.push(walker.currentNode as Comment);
	for (const one of comments) one.remove();
}

/** The next launch draws no line above what was unread, and so no group that is cut in two by it. */
function joinGroups(copy: HTMLElement): void {
	for (const rest of copy.querySelectorAll<HTMLElement>(part('continued'))) {
		const before = rest.previousElementSibling;
		const messages = before?.querySelector(part('message'))?.parentElement;
		if (before?.matches(part('group')) && messages) {
			messages.append(...rest.querySelectorAll(part('message')));
			rest.remove();
		} else {
			rest.dataset.snapshot = 'group';
		}
	}
}

function keepNewest(copy: HTMLElement): void {
	const messages = [...copy.querySelectorAll(part('message'))];
	for (const old of messages.slice(0, -MESSAGES)) old.remove();
	for (const group of copy.querySelectorAll(part('group'))) {
		if (!group.querySelector(part('message'))) group.remove();
	}
	for (const day of copy.querySelectorAll(part('day'))) {
		if (!day.nextElementSibling?.matches(part('group'))) day.remove();
	}
}

/**
 * Says when the app takes long to come, and then offers to sign out without it. Stands in the page as a
 * script of its own: the app's files may be what is missing.
 */

import { SNAPSHOT_ID, part } from '../routes/(app)/snapshot/snapshot-names';
import { countPending, findDatabases, wipeDevice } from './wipe-device';

/** After so many seconds in view it says so, and offers the sign-out. */
const SLOW_S = 5;
const OFFER_S = 15;

let box: HTMLElement | undefined;
let seconds = 0;

const clock = setInterval(() => {
	if (isDrawn()) {
		clearInterval(clock);
		box?.remove();
	} else if (document.visibilityState === 'visible') {
		seconds += 1;
		if (seconds === SLOW_S) box = open();
		if (seconds === OFFER_S) void offer();
	}
}, 1000);

/** Whatever the app draws has a heading or some words. */
function isDrawn(): boolean {
	return findSnapshot() === null && document.querySelector('#app :is(h1, p)') !== null;
}

function findSnapshot(): HTMLElement | null {
	return document.getElementById(SNAPSHOT_ID);
}

function open(): HTMLElement | undefined {
	const snapshot = findSnapshot();
	const language = (snapshot?.lang || navigator.language).slice(0, 2);
	const template =
		document.getElementById(`late-${language}`) ?? document.getElementById('late-en');
	const words = (template as HTMLTemplateElement).content.cloneNode(true) as DocumentFragment;
	const opened = words.firstElementChild as HTMLElement;
	const actions: Record<string, () => void> = {
		reload: () => location.reload(),
		leave: () => void attempt(leave),
		stay: () => show('offer'),
		wipe: () => void attempt(wipe)
	};
	opened.addEventListener('click', ({ target }) =>
		actions[(target as HTMLButtonElement).value]?.()
	);
	// What it says of the snapshot goes with it.
	if (snapshot) snapshot.dataset.late = '';
	else opened.querySelector('[data-old]')?.remove();
	(snapshot ?? document.body).append(opened);
	show('slow', opened);
	return opened;
}

function show(step: string, root = box): void {
	for (const part of root?.querySelectorAll<HTMLElement>('[data-at]') ?? []) {
		part.hidden = !part.dataset.at?.split(' ').includes(step);
	}
	// The newest messages stay in view above it.
	const frame = findSnapshot()?.querySelector<HTMLElement>(part('frame'));
	if (frame && root) frame.style.paddingBottom = `${root.offsetHeight}px`;
}

async function offer(): Promise<void> {
	// A browser that refuses IndexedDB shows no databases.
	const databases = await findDatabases().catch(() => []);
	const isAnythingKept = findSnapshot() !== null || databases.length > 0;
	if (isAnythingKept) show('offer');
}

async function attempt(action: () => Promise<void>): Promise<void> {
	try {
		await action();
	} catch (error) {
		console.error(error);
		show('failed');
	}
}

async function leave(): Promise<void> {
	const unsent = await countPending().catch(() => '?');
	if (unsent === 0) return await wipe();
	const count = box?.querySelector('[data-unsent]');
	if (count) count.textContent = String(unsent);
	show('ask');
}

async function wipe(): Promise<void> {
	for (const painted of findSnapshot()?.children ?? []) {
		if (painted.matches(part('frame'))) painted.remove();
	}
	await wipeDevice();
	await navigator.clearAppBadge?.().catch(() => undefined);
	show('done');
}

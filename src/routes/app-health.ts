import { SNAPSHOT_ID } from './(app)/snapshot/snapshot-names';

/** The event of the document that says that the app is drawn. The scripts in `app.html` wait for it. */
const DRAWN = 'drawn';

/**
 * Reports that the app is on the screen, once nothing painted before it is in front of it. Without this
 * report a launch counts as one that failed (`app.html`, `launch-health.ts`).
 */
export function reportDrawn(document: Document): void {
	const report = () => document.dispatchEvent(new Event(DRAWN));
	const isPainted = () => document.getElementById(SNAPSHOT_ID) !== null;
	if (!isPainted()) return void report();
	new MutationObserver((_changes, observer) => {
		if (isPainted()) return;
		observer.disconnect();
		report();
	}).observe(document.body, { childList: true });
}

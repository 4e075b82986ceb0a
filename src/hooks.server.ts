import type { Handle } from '@sveltejs/kit';
import { lateScript } from './inline-script.js';
import { lateTemplates, tooOldTexts } from './late/late-templates';

/**
 * The tags that SvelteKit puts into the page's head: styles, links to style sheets, and script
 * preloads.
 */
const OF_THE_APP =
	/\t*(?:<style>.*?<\/style>|<link [^>]*rel="(?:stylesheet|modulepreload)"[^>]*>)\n/gs;

/** Stands in the page where it gets what it says when the app does not come. */
const LATE_MARK = '<!-- late -->';

/**
 * Delays the page's styles and scripts until the app starts, so that they do not delay the first paint. The
 * snapshot that is painted before has its own styles: those it was drawn with. Also puts into the page what
 * it says without the app.
 */
export const handle: Handle = ({ event, resolve }) =>
	resolve(event, {
		transformPageChunk: ({ html }) => {
			const ofTheApp = html.match(OF_THE_APP)?.join('') ?? '';
			return html
				.replace(OF_THE_APP, '')
				.replace(LATE_MARK, () => `${lateTemplates()}\n${lateScript()}`)
				.replace('<template id="start">', (start) => `${start}\n${ofTheApp}`)
				.replace('<template id="too-old">', (tooOld) => tooOld + tooOldTexts());
		}
	});

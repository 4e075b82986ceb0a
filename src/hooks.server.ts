import type { Handle } from '@sveltejs/kit';
import { lateScript } from './inline-script.js';
import { lateTemplates } from './late/late-templates';

/** What SvelteKit puts into the head of the page: styles, links to those that are in them, and scripts to ask for. */
const OF_THE_APP =
	/\t*(?:<style>.*?<\/style>|<link [^>]*rel="(?:stylesheet|modulepreload)"[^>]*>)\n/gs;

/** Stands in the page where it gets what it says when the app does not come. */
const LATE_MARK = '<!-- late -->';

/**
 * Has the page take its styles and ask for its scripts when the app starts, and not while it is being
 * painted: what is painted before has styles of its own, which are those it was drawn with.
 */
export const handle: Handle = ({ event, resolve }) =>
	resolve(event, {
		transformPageChunk: ({ html }) => {
			const ofTheApp = html.match(OF_THE_APP)?.join('') ?? '';
			return html
				.replace(OF_THE_APP, '')
				.replace(LATE_MARK, () => `${lateTemplates()}\n${lateScript()}`)
				.replace('<template id="start">', (start) => `${start}\n${ofTheApp}`);
		}
	});

import type { Handle } from '@sveltejs/kit';

const PRELOADS = /\t*<link [^>]*rel="modulepreload">\n/g;

/** Has the page ask for its scripts when it starts them, and not while it is being painted. */
export const handle: Handle = ({ event, resolve }) =>
	resolve(event, {
		transformPageChunk: ({ html }) => {
			const preloads = html.match(PRELOADS)?.join('') ?? '';
			return html
				.replace(PRELOADS, '')
				.replace('<template id="start">', (start) => `${start}\n${preloads}`);
		}
	});

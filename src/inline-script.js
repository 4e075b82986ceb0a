import { buildSync } from 'esbuild';

/**
 * A file and what it imports as one script that stands in the page. The same sources give the same text,
 * whose hash the Content-Security-Policy has.
 *
 * @param {string} path from the repository's folder
 */
function inlineScript(path) {
	const { outputFiles } = buildSync({
		entryPoints: [path],
		bundle: true,
		format: 'iife',
		minify: true,
		// So that no letter depends on how the page is sent.
		charset: 'ascii',
		write: false
	});
	return `<script>${outputFiles[0]?.text.trim()}</script>`;
}

/** The script that says when the app does not come. */
export const lateScript = () => inlineScript('src/late/late-app.ts');

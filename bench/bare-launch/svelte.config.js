import adapter from '@sveltejs/adapter-static';

const folder = '../../.svelte-kit/bare-launch';

/** @type {import('@sveltejs/kit').Config} */
export default {
	kit: {
		adapter: adapter({ pages: `${folder}/build`, fallback: '200.html' }),
		files: { appTemplate: 'app.html', routes: process.env.ROUTES || 'empty' },
		outDir: folder
	}
};

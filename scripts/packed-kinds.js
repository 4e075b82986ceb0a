/**
 * The kinds of apps that the packed library is tried in. Each is one of `examples/`; what differs in a kind is
 * laid over it.
 *
 * @typedef {object} PackedKind
 * @property {string[]} layers the folders, from the root of the repository
 * @property {string} build where its build is
 * @property {boolean} [opensOffline] whether a service worker keeps its files
 * @property {boolean} [isRendered] whether a server of its own renders its pages
 * @property {string[][]} [alsoBuilds] what Vite builds besides
 * @property {number} [node] the version of Node that it needs, where this repository's can be older
 * @property {string[]} [forgotten] what its developer leaves out of the install line; npm brings it all the same
 */

/** @type {Record<string, PackedKind>} */
export const PACKED_KINDS = {
	vite: {
		layers: ['examples/vite', 'tests/packed/apps/vite-more'],
		build: 'dist',
		alsoBuilds: [
			['--ssr', 'src/server.ts', '--outDir', 'dist-server'],
			['--config', 'vite.more.config.ts']
		]
	},
	'kit-2-spa': { layers: ['examples/kit-spa'], build: 'build', opensOffline: true },
	'kit-2-ssr': {
		layers: ['examples/kit-ssr', 'tests/packed/apps/kit-2-ssr'],
		build: 'build',
		isRendered: true,
		forgotten: ['convex-svelte']
	},
	'kit-3-spa': {
		layers: ['examples/kit-spa', 'tests/packed/apps/kit-3-spa'],
		build: 'build',
		opensOffline: true,
		node: 22
	},
	'kit-3-ssr': { layers: ['examples/kit-ssr'], build: 'build', isRendered: true, node: 22 }
};

/** The kind that `npm test` has. */
export const PACKED_KIND_IN_TEST = 'vite';

/** The variables that name an app's folder and its kind to its browser tests. */
export const PACKED_APP_VARIABLE = 'PACKED_APP';
export const PACKED_KIND_VARIABLE = 'PACKED_KIND';
/** The variable that names the Node which runs an app's own server. */
export const PACKED_NODE_VARIABLE = 'PACKED_NODE';

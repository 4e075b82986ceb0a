/**
 * Loads a part of the app together with its styles, which are there before it is drawn. Vite puts a function of
 * this name around each `import()`; its own has what this app does not need, such as a list of a file's scripts,
 * and is a part of every launch.
 *
 * @template Part
 * @param {() => Promise<Part>} load
 * @param {string[]} [styles] addresses, as seen from the file that imports
 * @param {string} [importer] the address of that file
 * @returns {Promise<Part>}
 */
export async function __vitePreload(load, styles = [], importer) {
	await Promise.all(styles.map((style) => addStyles(new URL(style, importer).href)));
	return await load();
}

/** @type {Map<string, Promise<unknown>>} by the address */
const added = new Map();

/** @param {string} href */
function addStyles(href) {
	const adding = added.get(href) ?? insert(href);
	added.set(href, adding);
	return adding;
}

/** @param {string} href */
async function insert(href) {
	const link = document.createElement('link');
	link.rel = 'stylesheet';
	link.href = href;
	const loaded = new Promise((resolve, reject) => {
		link.onload = resolve;
		link.onerror = reject;
	});
	document.head.append(link);
	try {
		await loaded;
	} catch {
		// The next time it is asked for, it is loaded anew.
		added.delete(href);
		link.remove();
		throw new Error(`${href} was not loaded`);
	}
}

/**
 * Loads a classic script, once. Resolves when `isReady` says that it has done its work: a captive
 * portal answers every address with a page of its own, which loads and does nothing.
 *
 * @throws an error when the script cannot be loaded; it may be tried again
 */
export function loadScript(
	document: Document,
	url: string,
	attributes: Record<string, string | boolean>,
	isReady: () => boolean
): Promise<void> {
	if (isReady()) return Promise.resolve();
	return new Promise((resolve, reject) => {
		const script = document.createElement('script');
		for (const [name, value] of Object.entries(attributes)) {
			script.setAttribute(name, String(value));
		}
		script.async = true;
		script.crossOrigin = 'anonymous';
		script.src = url;
		const settle = () => {
			script.remove();
			if (isReady()) resolve();
			else reject(new Error(`${url} did not load`));
		};
		script.addEventListener('load', settle);
		script.addEventListener('error', settle);
		document.head.append(script);
	});
}

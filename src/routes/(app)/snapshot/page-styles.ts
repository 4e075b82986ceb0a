/**
 * The styles of a page as one text, for a snapshot, which has no time to load them. They are read from the
 * files, because a browser leaves out rules that it cannot parse when it serialises its own.
 */
export class PageStyles {
	readonly #document: Document;
	readonly #texts = new Map<string, string>();

	constructor(document: Document) {
		this.#document = document;
	}

	/**
	 * Reads the app's own style sheets, those in the page and those in files.
	 *
	 * @throws an error when one of them cannot be read
	 */
	async read(): Promise<string> {
		const { styleSheets } = this.#document;
		const texts = await Promise.all([...styleSheets].map((sheet) => this.#readSheet(sheet)));
		return texts.join('\n');
	}

	async #readSheet({ href, ownerNode }: CSSStyleSheet): Promise<string> {
		if (href?.startsWith(`${this.#document.location.origin}/`)) return await this.#readFile(href);
		// Only style elements of the page itself: other code adds some at run time.
		const isOfPage = ownerNode instanceof Element && ownerNode.matches('#app > style');
		return isOfPage ? ownerNode.textContent : '';
	}

	async #readFile(href: string): Promise<string> {
		const known = this.#texts.get(href);
		if (known !== undefined) return known;
		const response = await fetch(href);
		// A captive portal answers every address with a page.
		if (!response.ok || !response.headers.get('content-type')?.startsWith('text/css')) {
			throw new Error(`${href} is not a style sheet: ${response.status}`);
		}
		const text = await response.text();
		this.#texts.set(href, text);
		return text;
	}
}

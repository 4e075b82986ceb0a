/**
 * The styles of a page as one text, for a page that has no time to ask for them: read from the files,
 * because a browser leaves out what it cannot take apart when it writes its own rules down.
 */
export class PageStyles {
	readonly #document: Document;
	readonly #texts = new Map<string, string>();

	constructor(document: Document) {
		this.#document = document;
	}

	/**
	 * The app's own style sheets as they stand, in the page and in files.
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
		// Those that the page came with: others write some as they run.
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

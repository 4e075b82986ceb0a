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
	 * The app's own style sheets as they stand.
	 *
	 * @throws an error when one of them cannot be read
	 */
	async read(): Promise<string> {
		const { styleSheets, location } = this.#document;
		const own = [...styleSheets].flatMap(({ href }) =>
			href?.startsWith(`${location.origin}/`) ? [href] : []
		);
		const texts = await Promise.all(own.map((href) => this.#readFile(href)));
		return texts.join('\n');
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

/** How much one step of a cascade writes, so that it stays below what Convex allows a transaction. */
import { getDocumentSize, type Value } from 'convex/values';

/** The most documents that one step writes; Convex allows 16,000. */
const MAX_STEP_DOCUMENTS = 400;

/** The most bytes of documents that one step deletes: 4 MiB. Convex allows to write 16. */
const MAX_STEP_BYTES = 4 * 1024 * 1024;

/** What may still be written in a step. */
export class CascadeStep {
	#documents = MAX_STEP_DOCUMENTS;
	#bytes = MAX_STEP_BYTES;

	constructor(attempts: number) {
		// A step that has failed may have been too large.
		this.#documents = Math.max(1, MAX_STEP_DOCUMENTS >> attempts);
	}

	get isOver(): boolean {
		return this.#documents <= 0 || this.#bytes <= 0;
	}

	/** Reads the documents whose removal still belongs to this step; each means `writes` documents. */
	async take<Document extends Record<string, Value>>(
		documents: AsyncIterable<Document>,
		writes = 1
	): Promise<Document[]> {
		const taken: Document[] = [];
		if (this.isOver) return taken;
		for await (const document of documents) {
			taken.push(document);
			this.#documents -= writes;
			this.#bytes -= getDocumentSize(document);
			if (this.isOver) break;
		}
		return taken;
	}
}

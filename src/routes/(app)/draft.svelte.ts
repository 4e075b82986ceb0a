import { createClientId, type Account } from '$lib';

interface StoredDraft {
	text: string;
	/** What was given to the outbox last, which may or may not have it. */
	attempt?: Attempt;
	/** The message that is being edited, and what was written before that began. */
	editing?: Editing;
}

interface Attempt {
	clientId: string;
	body: string;
}

interface Editing {
	clientId: string;
	before: string;
}

/**
 * What is written and not yet sent in one conversation, or the new text of a message. Kept at every
 * keystroke, so that a reload loses nothing.
 */
export class Draft {
	readonly #texts: Account['texts'];
	readonly #key: string;
	#text = $state('');
	#editing = $state.raw<Editing | undefined>();
	#attempt: Attempt | undefined;

	constructor(texts: Account['texts'], conversationId: string) {
		this.#texts = texts;
		this.#key = `draft:${conversationId}`;
		const stored = parseDraft(texts.text(this.#key));
		this.#text = stored.text;
		this.#attempt = stored.attempt;
		this.#editing = stored.editing;
	}

	/** The text as it stands. */
	get text(): string {
		return this.#text;
	}

	set text(text: string) {
		this.#text = text;
		this.#store();
	}

	/** The client id of the message that is being edited. */
	get editing(): string | undefined {
		return this.#editing?.clientId;
	}

	/** Begins to edit a message; what was being written comes back when that ends. */
	edit(clientId: string, body: string): void {
		this.#editing = { clientId, before: this.#editing?.before ?? this.#text };
		this.#text = body;
		this.#store();
	}

	/** Ends the editing. */
	endEdit(): void {
		this.#text = this.#editing?.before ?? this.#text;
		this.#editing = undefined;
		this.#store();
	}

	/**
	 * The message to send. The same text keeps its client id until it is {@link done}, also after a crash:
	 * the outbox then knows whether it has it already.
	 */
	attempt(): Attempt {
		if (this.#attempt?.body !== this.#text) {
			this.#attempt = { clientId: createClientId(), body: this.#text };
			this.#store();
		}
		return this.#attempt;
	}

	/** The attempt is in the outbox. What has been written since stays. */
	done(): void {
		if (this.#attempt?.body === this.#text) this.#text = '';
		this.#attempt = undefined;
		this.#store();
	}

	#store(): void {
		const draft: StoredDraft = {
			text: this.#text,
			...(this.#attempt && { attempt: this.#attempt }),
			...(this.#editing && { editing: this.#editing })
		};
		const isEmpty = this.#text === '' && Object.keys(draft).length === 1;
		this.#texts.setText(this.#key, isEmpty ? undefined : JSON.stringify(draft));
	}
}

function parseDraft(stored: string | undefined): StoredDraft {
	try {
		const value: unknown = JSON.parse(stored ?? 'null');
		if (isRecord(value) && typeof value.text === 'string') {
			const { text, attempt, editing } = value;
			return {
				text,
				...(hasTexts(attempt, 'clientId', 'body') && { attempt }),
				...(hasTexts(editing, 'clientId', 'before') && { editing })
			};
		}
	} catch {
		// Not ours, or torn: an empty draft.
	}
	return { text: '' };
}

function hasTexts<Name extends string>(
	value: unknown,
	...names: Name[]
): value is Record<Name, string> {
	return isRecord(value) && names.every((name) => typeof value[name] === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

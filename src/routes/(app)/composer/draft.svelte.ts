import { createClientId, type Account } from '$lib';
import { hasTexts } from '../../has-texts';

interface StoredDraft {
	text: string;
	/** The last message that was passed to the outbox, which may or may not have stored it. */
	attempt?: Attempt;
	/** The message that is being edited, and the text before the edit began. */
	editing?: Editing;
	/** The message that this answers. */
	quoted?: Quoted;
}

interface Attempt {
	clientId: string;
	body: string;
	/** The message that it answers, by its author and its client id. */
	replyTo?: { authorId: string; clientId: string };
}

/** The message that is answered, as it shows above the answer. */
export interface Quoted {
	authorId: string;
	clientId: string;
	author: string;
	/** The beginning of its text. */
	text: string;
}

interface Editing {
	clientId: string;
	before: string;
}

/**
 * The draft of a message in one conversation, or the new text of a message that is being edited. It is
 * stored at every keystroke, so that a reload loses nothing.
 */
export class Draft {
	readonly #texts: Account['texts'];
	readonly #key: string;
	#text = $state('');
	#editing = $state.raw<Editing | undefined>();
	#quoted = $state.raw<Quoted | undefined>();
	#attempt: Attempt | undefined;

	constructor(texts: Account['texts'], conversationId: string) {
		this.#texts = texts;
		this.#key = `draft:${conversationId}`;
		const stored = parseDraft(texts.text(this.#key));
		this.#text = stored.text;
		this.#attempt = stored.attempt;
		this.#editing = stored.editing;
		this.#quoted = stored.quoted;
	}

	/** The current text. */
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

	/** Begins to edit a message. When the edit ends, the text before it comes back. */
	edit(clientId: string, body: string): void {
		this.#editing = { clientId, before: this.#editing?.before ?? this.#text };
		this.#text = body;
		this.#store();
	}

	/** Ends the edit. */
	endEdit(): void {
		this.#text = this.#editing?.before ?? this.#text;
		this.#editing = undefined;
		this.#store();
	}

	/** The message that this answers. */
	get quoted(): Quoted | undefined {
		return this.#quoted;
	}

	/** Makes this the answer to a message; `undefined`: to no message. */
	set quoted(quoted: Quoted | undefined) {
		this.#quoted = quoted;
		this.#store();
	}

	/**
	 * The message to send. The same text in answer to the same message keeps its client id until it is
	 * {@link done}, also after a crash: so the outbox recognises it.
	 */
	attempt(): Attempt {
		if (!this.#attempt || !this.#isWritten(this.#attempt)) {
			const { authorId, clientId } = this.#quoted ?? {};
			this.#attempt = {
				clientId: createClientId(),
				body: this.#text,
				...(authorId !== undefined && clientId !== undefined && { replyTo: { authorId, clientId } })
			};
			this.#store();
		}
		return this.#attempt;
	}

	/** The attempt is stored in the outbox. Text that was added after it stays. */
	done(): void {
		const sent = this.#attempt;
		if (sent && this.#isAnswered(sent) && this.#text.startsWith(sent.body)) {
			this.#text = this.#text.slice(sent.body.length);
			this.#quoted = undefined;
		}
		this.#attempt = undefined;
		this.#store();
	}

	#isWritten(attempt: Attempt): boolean {
		return attempt.body === this.#text && this.#isAnswered(attempt);
	}

	/** Whether the draft answers the same message as the attempt. */
	#isAnswered({ replyTo }: Attempt): boolean {
		return (
			replyTo?.authorId === this.#quoted?.authorId && replyTo?.clientId === this.#quoted?.clientId
		);
	}

	#store(): void {
		const draft: StoredDraft = {
			text: this.#text,
			...(this.#quoted && { quoted: this.#quoted }),
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
		if (hasTexts(value, 'text')) {
			const { text, attempt, editing, quoted } = value;
			return {
				text,
				...(isAttempt(attempt) && { attempt }),
				...(hasTexts(editing, 'clientId', 'before') && { editing }),
				...(hasTexts(quoted, 'authorId', 'clientId', 'author', 'text') && { quoted })
			};
		}
	} catch {
		// It cannot be read: the draft is empty.
	}
	return { text: '' };
}

function isAttempt(value: unknown): value is Attempt {
	return (
		hasTexts(value, 'clientId', 'body') &&
		(value.replyTo === undefined || hasTexts(value.replyTo, 'authorId', 'clientId'))
	);
}

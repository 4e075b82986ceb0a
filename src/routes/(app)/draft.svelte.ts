import { v7 as uuid } from 'uuid';
import type { Account } from '$lib';

interface StoredDraft {
	text: string;
	/** What was sent under which client id, without an answer so far. */
	attempt?: { clientId: string; body: string };
}

/**
 * What is written and not yet sent in one conversation. Kept at every keystroke, so that a reload loses
 * nothing.
 */
export class Draft {
	readonly #texts: Account['texts'];
	readonly #key: string;
	#text = $state('');
	#attempt: StoredDraft['attempt'];

	constructor(texts: Account['texts'], conversationId: string) {
		this.#texts = texts;
		this.#key = `draft:${conversationId}`;
		const stored = parseDraft(texts.text(this.#key));
		this.#text = stored.text;
		this.#attempt = stored.attempt;
	}

	/** The text as it stands. */
	get text(): string {
		return this.#text;
	}

	set text(text: string) {
		this.#text = text;
		this.#store();
	}

	/**
	 * The message to send. The text that was tried last keeps its client id until it is {@link done}:
	 * the server then knows a second attempt for what it is, whatever became of the first.
	 */
	attempt(): { clientId: string; body: string } {
		if (this.#attempt?.body !== this.#text) {
			this.#attempt = { clientId: uuid(), body: this.#text };
			this.#store();
		}
		return this.#attempt;
	}

	/** The attempt has arrived. What has been written since stays. */
	done(): void {
		if (this.#attempt?.body === this.#text) this.#text = '';
		this.#attempt = undefined;
		this.#store();
	}

	#store(): void {
		const isEmpty = this.#text === '' && !this.#attempt;
		const draft: StoredDraft = {
			text: this.#text,
			...(this.#attempt && { attempt: this.#attempt })
		};
		this.#texts.setText(this.#key, isEmpty ? undefined : JSON.stringify(draft));
	}
}

function parseDraft(stored: string | undefined): StoredDraft {
	try {
		const value: unknown = JSON.parse(stored ?? 'null');
		if (typeof value === 'object' && value !== null && 'text' in value) {
			const { text } = value;
			const attempt = 'attempt' in value && isAttempt(value.attempt) ? value.attempt : undefined;
			if (typeof text === 'string') return { text, ...(attempt && { attempt }) };
		}
	} catch {
		// Not ours, or torn: an empty draft.
	}
	return { text: '' };
}

function isAttempt(value: unknown): value is { clientId: string; body: string } {
	return (
		typeof value === 'object' &&
		value !== null &&
		'clientId' in value &&
		typeof value.clientId === 'string' &&
		'body' in value &&
		typeof value.body === 'string'
	);
}

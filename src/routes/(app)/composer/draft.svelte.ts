import { createClientId, type Account } from '$lib';
import { wellFormed } from '$convex/characters';
import { hasTexts } from '../../has-texts';
import type { Mention } from '../model/message';

interface StoredDraft {
	text: string;
	/** The last message that was passed to the outbox, which may or may not have stored it. */
	attempt?: Attempt | undefined;
	/** The message that is being edited, and the text before the edit began. */
	editing?: Editing | undefined;
	/** The message that this answers. */
	quoted?: Quoted | undefined;
	/** Whom the writer has chosen to mention. Only those in the text count, which the backend sees to. */
	mentions: Mention[];
}

interface Attempt {
	clientId: string;
	body: string;
	/** The message that it answers, by its author and its client id. */
	replyTo?: { authorId: string; clientId: string };
	mentions?: Mention[] | undefined;
	/** The versions of the draft that the backend has, which end with the message. */
	draftIds?: string[];
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

/** The name of the text in which a conversation's draft is stored. */
export const draftName = (conversationId: string) => `draft:${conversationId}`;

/**
 * The draft of a message in one conversation, or the new text of a message that is being edited. It is
 * stored at every keystroke, so that a reload loses nothing. All tabs have the same draft: what is typed in
 * one shows in the others, and a draft that was sent is gone in all of them.
 */
export class Draft {
	readonly #texts: Account['texts'];
	readonly #key: string;
	/** What a message of this draft says besides: the part that sets it comes after the launch. */
	declare also?: { draftIds: string[] } | undefined;
	/** What was stored last by this object: a long text need not be parsed again. */
	#last: { stored: string | undefined; draft: StoredDraft } | undefined;
	#draft = $derived.by(() => this.#read());

	constructor(texts: Account['texts'], conversationId: string) {
		this.#texts = texts;
		this.#key = draftName(conversationId);
	}

	/** The current text. */
	get text(): string {
		return this.#draft.text;
	}

	set text(text: string) {
		this.#change({ text });
	}

	/** Whether the draft survives the page. */
	get isKept(): boolean {
		return this.#texts.isKept(this.#key);
	}

	/** The client id of the message that is being edited. */
	get editing(): string | undefined {
		return this.#draft.editing?.clientId;
	}

	/** Begins to edit a message. When the edit ends, the text before it comes back. */
	edit(clientId: string, body: string, mentions: Mention[] = []): void {
		const { editing, text, mentions: before } = this.#draft;
		this.#change({
			editing: { clientId, before: editing?.before ?? text },
			text: body,
			mentions: [...before, ...mentions]
		});
	}

	/** Ends the edit. */
	endEdit(): void {
		const { editing, text } = this.#draft;
		this.#change({ text: editing?.before ?? text, editing: undefined });
	}

	/** The message that this answers. */
	get quoted(): Quoted | undefined {
		return this.#draft.quoted;
	}

	/** Makes this the answer to a message; `undefined`: to no message. */
	set quoted(quoted: Quoted | undefined) {
		this.#change({ quoted });
	}

	/** Whom the text may mention. */
	get mentions(): Mention[] {
		return this.#draft.mentions;
	}

	set mentions(mentions: Mention[]) {
		this.#change({ mentions });
	}

	/**
	 * The message to send: the text, or its beginning. The same text in answer to the same message keeps its
	 * client id until it is {@link done}, also after a crash and in another tab: so the outbox recognises it.
	 */
	attempt(beginning: string = this.text): Attempt {
		const { attempt: last, quoted, mentions } = this.#draft;
		const body = wellFormed(beginning);
		if (last?.body === body && isAnswered(last, quoted)) return last;
		const attempt = {
			clientId: createClientId(),
			body,
			...(quoted && { replyTo: { authorId: quoted.authorId, clientId: quoted.clientId } }),
			...(mentions.length > 0 && { mentions }),
			...this.also
		};
		this.#change({ attempt });
		return attempt;
	}

	/** The attempt is stored in the outbox. Text that was added after it stays. */
	done(): void {
		const { attempt: sent, quoted, text } = this.#draft;
		const isStillThere = sent && isAnswered(sent, quoted) && wellFormed(text).startsWith(sent.body);
		const left = isStillThere && { text: text.slice(sent.body.length), quoted: undefined };
		this.#change({ ...left, attempt: undefined });
	}

	#read(): StoredDraft {
		const stored = this.#texts.text(this.#key);
		return this.#last && this.#last.stored === stored ? this.#last.draft : parseDraft(stored);
	}

	#change(change: Partial<StoredDraft>): void {
		const draft = { ...this.#draft, ...change };
		const isEmpty = !draft.text && !draft.attempt && !draft.editing && !draft.quoted;
		if (!draft.text && !draft.editing) draft.mentions = [];
		const stored = isEmpty ? undefined : JSON.stringify(draft);
		this.#last = { stored, draft };
		this.#texts.setText(this.#key, stored);
	}
}

/** Whether an attempt answers this message. */
function isAnswered({ replyTo }: Attempt, quoted: Quoted | undefined): boolean {
	return replyTo?.authorId === quoted?.authorId && replyTo?.clientId === quoted?.clientId;
}

function parseDraft(stored: string | undefined): StoredDraft {
	try {
		const value: unknown = JSON.parse(stored ?? 'null');
		if (hasTexts(value, 'text')) {
			const { text, attempt, editing, quoted, mentions } = value;
			return {
				text,
				mentions: Array.isArray(mentions) ? mentions.filter(isMention) : [],
				...(isAttempt(attempt) && { attempt }),
				...(hasTexts(editing, 'clientId', 'before') && { editing }),
				...(hasTexts(quoted, 'authorId', 'clientId', 'author', 'text') && { quoted })
			};
		}
	} catch {
		// It cannot be read: the draft is empty.
	}
	return { text: '', mentions: [] };
}

function isAttempt(value: unknown): value is Attempt {
	return (
		hasTexts(value, 'clientId', 'body') &&
		(value.replyTo === undefined || hasTexts(value.replyTo, 'authorId', 'clientId'))
	);
}

function isMention(value: unknown): value is Mention {
	return hasTexts(value, 'userId', 'name');
}

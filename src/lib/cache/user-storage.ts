/**
 * Small texts of one subject that a page must not lose when it is closed the next moment (drafts, the
 * place where they were). Written at once, unlike IndexedDB; wiped when the subject signs out.
 */
export class UserStorage {
	readonly #storage: Storage | undefined;
	readonly #prefix: string;

	/** @param storage `undefined` where the browser has none: then everything is forgotten */
	constructor(storage: Storage | undefined, namespace: string, subject: string) {
		this.#storage = storage;
		this.#prefix = `${namespace}:user:${subject}:`;
	}

	get(key: string): string | undefined {
		try {
			return this.#storage?.getItem(this.#prefix + key) ?? undefined;
		} catch {
			return undefined;
		}
	}

	/** Keeps a text; `undefined` removes it. Returns whether it is kept. */
	set(key: string, text: string | undefined): boolean {
		if (!this.#storage) return false;
		try {
			if (text === undefined) this.#storage.removeItem(this.#prefix + key);
			else this.#storage.setItem(this.#prefix + key, text);
			return true;
		} catch {
			return false;
		}
	}

	/** Removes everything of this subject. */
	clear(): void {
		if (!this.#storage) return;
		for (const key of Object.keys(this.#storage)) {
			if (key.startsWith(this.#prefix)) this.#storage.removeItem(key);
		}
	}
}

/** The subjects that have something in this storage. */
export function listSubjects(storage: Storage | undefined, namespace: string): string[] {
	const prefix = `${namespace}:user:`;
	const keys = storage ? Object.keys(storage) : [];
	const subjects = keys
		.filter((key) => key.startsWith(prefix))
		.map((key) => key.slice(prefix.length).split(':')[0] ?? '');
	return [...new Set(subjects)];
}

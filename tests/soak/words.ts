/** What tells a message's text from every other: the message, and which of its texts it is. */
export interface Words {
	seed: number;
	message: number;
	/** How often the message had been edited. */
	version: number;
}

/** What all texts of a message begin with, and no other's. */
export function startOf({ seed, message }: Pick<Words, 'seed' | 'message'>): string {
	return `[${seed}.${message}.`;
}

/** The text as it is typed. */
export function textOf(words: Words): string {
	return `${startOf(words)}${words.version}]`;
}

/** What a text names, wherever in it. */
export function wordsIn(text: string): Words | undefined {
	const [, seed, message, version] = /\[(\d+)\.(\d+)\.(\d+)\]/.exec(text) ?? [];
	if (seed === undefined) return undefined;
	return { seed: Number(seed), message: Number(message), version: Number(version) };
}

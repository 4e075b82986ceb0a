/** A part of a message's text, as it is shown. */
export type TextPart =
	| { kind: 'text'; text: string }
	/**
	 * An address that is safe to open: `http`, `https` or `mailto`, and nothing else. `doubtful`: its text
	 * may not show where it leads (`link-host.ts`).
	 */
	| { kind: 'link' | 'doubtful'; text: string; href: string }
	| { kind: 'code'; text: string }
	/** Lines of code, which keep their spaces and form a block. */
	| { kind: 'block'; text: string };

/**
 * ASCII that may stand in an address, and of other scripts what is not punctuation, a space or
 * invisible.
 */
const ADDRESS = String.raw`(?:[!#-;=?-_a-~]|(?!\p{ASCII})[\p{L}\p{M}\p{N}\p{S}])+`;

/**
 * An address is found by its beginning, which also makes it safe. No part of the expression can start at
 * every character of a long text and run to the end: that would be slow.
 */
const MARKED = new RegExp(
	[
		String.raw`\n?${'```'}(?:[\w+#.-]*\n)?(?<block>[^]+?)\n?${'```'}\n?`,
		'`(?<code>[^`\n]+)`',
		String.raw`(?<![\p{L}\p{N}])(?<web>(?:https?:\/\/|www\.)${ADDRESS})`,
		String.raw`(?<![\w.+@/-])(?:mailto:)?(?<mail>[\w.+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+)`
	].join('|'),
	'giu'
);

const BRACKETS = ['()', '[]', '{}'].map((pair) => [pair.charAt(0), pair.charAt(1)] as const);

/**
 * Splits the text of a message into plain text, addresses, `` `code` `` and fenced lines of code.
 * Everything else stays plain text.
 */
export function parseText(text: string): TextPart[] {
	const parts: TextPart[] = [];
	let end = 0;
	const add = (part: TextPart, from: number, to: number) => {
		if (from > end) parts.push({ kind: 'text', text: text.slice(end, from) });
		parts.push(part);
		end = to;
	};
	for (const match of text.matchAll(MARKED)) {
		const [whole] = match;
		const { block, code, web, mail } = match.groups ?? {};
		const to = match.index + whole.length;
		if (block !== undefined) add({ kind: 'block', text: block }, match.index, to);
		else if (code !== undefined) add({ kind: 'code', text: code }, match.index, to);
		else {
			const link = linkTo(web ?? mail ?? '', web === undefined);
			const from = to - (web ?? mail ?? '').length;
			if (link) add(link, from, from + link.text.length);
		}
	}
	if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
	return parts;
}

function linkTo(found: string, isMail: boolean): (TextPart & { href: string }) | undefined {
	const text = found.slice(0, addressEnd(found));
	const address = (isMail ? 'mailto:' : /^https?:/i.test(text) ? '' : 'https://') + text;
	if (!URL.canParse(address)) return undefined;
	const { href, hostname, origin } = new URL(address);
	// It is a number, or it does not begin as it is written.
	const isDoubtful = /[\d\]]$/.test(hostname) || !address.toLowerCase().startsWith(origin);
	return { kind: isDoubtful && !isMail ? 'doubtful' : 'link', text, href };
}

/**
 * Where an address ends: without the punctuation of the sentence around it, and the bracket that it
 * stands in.
 */
function addressEnd(text: string): number {
	const count = (sign: string) => text.split(sign).length - 1;
	const unopened = new Map(
		BRACKETS.map(([opening, closing]) => [closing, count(closing) - count(opening)])
	);
	for (let end = text.length; ; end--) {
		const last = text[end - 1] ?? '';
		const excess = unopened.get(last);
		if (excess === undefined ? !/[.,;:!?'*]/.test(last) : excess <= 0) return end;
		if (excess !== undefined) unopened.set(last, excess - 1);
	}
}

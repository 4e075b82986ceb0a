// The app imports this file too, so that it draws the links that the server looks at: nothing here may import the
// server.

/** A part of a message's text, as it is shown. */
export type TextPart =
	| { kind: 'text'; text: string }
	/**
	 * An address that is safe to open: `http`, `https` or `mailto`, and nothing else. `doubtful`: its text
	 * may not show where it leads (`link-host.ts` of the app). Of `[text](address)` it never does.
	 */
	| ({ kind: 'link' | 'doubtful'; text: string; href: string } & Partial<Marks>)
	/** `@` and the name of somebody, or of everybody (`mentions-in-text.ts` of the app). */
	| ({ kind: 'mention'; text: string; mention: { userId: string; name: string } } & Partial<Marks>)
	| ({ kind: 'code'; text: string } & Marks)
	/** Lines of code, which keep their spaces and form a block. */
	| ({ kind: 'block'; text: string; language: string } & Marks)
	| ({ kind: 'bold' | 'italic' | 'strike' | 'spoiler'; parts: TextPart[] } & Marks)
	| ({ kind: 'quote' | 'list'; lines: TextLine[] } & Marks);

/** What was typed around a part and is not shown: with it, the parts are the text again (`typedText`). */
export interface Marks {
	open: string;
	close: string;
}

/** A line of a quote or of a list. */
export interface TextLine extends Marks {
	/** How deep it is indented, from 0 on. */
	level: number;
	/** What stands before it: a dot, or its number as it was typed; of a quote nothing. */
	marker: string;
	parts: TextPart[];
}

/**
 * ASCII that may stand in an address, and of other scripts what is not punctuation, a space or
 * invisible. Two marks in a row end it.
 */
const ADDRESS = String.raw`(?:(?!\*\*|~~|\|\|)[!#-;=?-_a-~]|(?!\p{ASCII})[\p{L}\p{M}\p{N}\p{S}])+`;
const LABELLED_ADDRESS = String.raw`(?:[^\s()[\]<>"]|\([^\s()[\]<>"]*\))+`;

/** Lines of code between fences, with the line breaks around them. */
const FENCED = /(?<open>\n?```(?:(?<language>[\w+#.-]*)\n)?)(?<code>[^]+?)(?<close>\n?```\n?)/g;

/**
 * An address is found by its beginning, which also makes it safe. No part of the expression can start at
 * every character of a long text and run to the end: that would be slow.
 */
const MARKED = new RegExp(
	[
		'`(?<code>[^`\n]+)`',
		String.raw`\[(?<label>[^[\]\n]*[^[\]\s][^[\]\n]*)\]\((?<to>(?:https?:\/\/|mailto:)${LABELLED_ADDRESS})\)`,
		String.raw`(?<![\p{L}\p{N}])(?<web>(?:https?:\/\/|www\.)${ADDRESS})`,
		String.raw`(?<![\w.+@/-])(?:mailto:)?(?<mail>[\w.+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+)`,
		String.raw`(?<run>\*+|_+|~+|\|+)`,
		String.raw`(?<pause>\n[ \t]*\n)`
	].join('|'),
	'giu'
);

/** A line of a quote or of a list: what is not shown, and its text. */
const QUOTED_LINE = /^(?<open>(?:> ){1,3})(?<text>.*\S.*)$/u;
const LISTED_LINE = /^(?<open>(?<indent>[ \t]{0,12})(?<marker>[-*]|\d{1,9}[.)]) +)(?<text>\S.*)$/u;

const KINDS = {
	'**': 'bold',
	__: 'bold',
	'*': 'italic',
	_: 'italic',
	'~~': 'strike',
	'||': 'spoiler'
} as const;
type Mark = keyof typeof KINDS;

/** These marks stand around whole words: `snake_case` and `2*3*4` have none. */
const AROUND_WORDS: ReadonlySet<Mark> = new Set(['*', '_', '__']);

const BRACKETS = ['()', '[]', '{}'].map((pair) => [pair.charAt(0), pair.charAt(1)] as const);

/**
 * Reads what people mark in a text, as in Markdown: `**bold**`, `*italic*`, `~~strike~~`, `` `code` ``,
 * fenced lines of code, `> ` quotes, lists, addresses, `[text](address)`, and `||spoilers||`. Everything else
 * stays as it was typed, also a mark with no partner. It takes time in proportion to the text's length.
 *
 * @param onStep is called for each mark and each line that is looked at: a test counts them
 */
export function parseText(text: string, onStep: () => void = () => {}): TextPart[] {
	const parts: TextPart[] = [];
	let end = 0;
	for (const match of text.matchAll(FENCED)) {
		const { open = '', language = '', code = '', close = '' } = match.groups ?? {};
		parts.push(...parseLines(text.slice(end, match.index), onStep));
		parts.push({ kind: 'block', text: code, language, open, close });
		end = match.index + match[0].length;
	}
	parts.push(...parseLines(text.slice(end), onStep));
	return parts;
}

/** The text as it was typed. */
export function typedText(parts: readonly TextPart[]): string {
	return parts
		.map((part) => {
			if (part.kind === 'text') return part.text;
			const { open = '', close = '' } = part;
			if ('lines' in part) {
				const lines = part.lines.map((line) => line.open + typedText(line.parts) + line.close);
				return open + lines.join('') + close;
			}
			return open + ('parts' in part ? typedText(part.parts) : part.text) + close;
		})
		.join('');
}

function parseLines(text: string, onStep: () => void): TextPart[] {
	const parts: TextPart[] = [];
	let plain = '';
	let group: Extract<TextPart, { lines: unknown }> | undefined;
	const endPlain = () => {
		parts.push(...parseMarks(plain, onStep));
		plain = '';
	};
	for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
		onStep();
		const close = line.endsWith('\n') ? '\n' : '';
		const written = close ? line.slice(0, -1) : line;
		const quoted = QUOTED_LINE.exec(written)?.groups;
		const found = quoted ?? LISTED_LINE.exec(written)?.groups;
		if (!found) {
			// The space below a quote or list takes the place of one empty line.
			if (group?.close === '' && line === '\n') group.close = line;
			else plain += line;
			if (group?.close !== line) group = undefined;
			continue;
		}
		const kind = quoted ? 'quote' : 'list';
		if (group?.kind !== kind || plain || group.close) {
			// It begins on a line of its own anyway.
			const open = plain.endsWith('\n') ? '\n' : '';
			plain = open ? plain.slice(0, -1) : plain;
			endPlain();
			parts.push((group = { kind, lines: [], open, close: '' }));
		}
		const { open = '', text = '', indent = '', marker = '' } = found;
		const level = quoted ? open.length / 2 - 1 : Math.min(3, Math.floor(indentOf(indent) / 2));
		const shown = /\d/.test(marker) ? marker : marker && '•';
		const line_ = { level, marker: shown, open, close, parts: parseMarks(text, onStep) };
		group.lines.push(line_);
	}
	endPlain();
	return parts;
}

/** The width of an indentation, in which a tab is two spaces. */
function indentOf(indent: string): number {
	return indent.replaceAll('\t', '  ').length;
}

/** An open mark, and what was read after it. */
interface Open {
	mark: Mark;
	parts: TextPart[];
}

function parseMarks(text: string, onStep: () => void): TextPart[] {
	/** A mark is open once at most: so the parts are nested no deeper than there are marks. */
	const stack: Open[] = [];
	const root: TextPart[] = [];
	let end = 0;
	const add = (part: TextPart) => {
		const parts = stack.at(-1)?.parts ?? root;
		const last = parts.at(-1);
		if (part.kind !== 'text' || last?.kind !== 'text') parts.push(part);
		else parts[parts.length - 1] = { kind: 'text', text: last.text + part.text };
	};
	const addText = (to: number) => {
		if (to > end) add({ kind: 'text', text: text.slice(end, to) });
		end = to;
	};
	/** Takes back marks that have no partner. */
	const unwindTo = (length: number) => {
		while (stack.length > length) {
			onStep();
			const { mark, parts } = stack.pop()!;
			add({ kind: 'text', text: mark });
			for (const part of parts) add(part);
		}
	};
	const closeMark = (mark: Mark) => {
		unwindTo(stack.findIndex((open) => open.mark === mark) + 1);
		const { parts } = stack.pop()!;
		add({ kind: KINDS[mark], open: mark, close: mark, parts });
	};

	MARKED.lastIndex = 0;
	for (let match = MARKED.exec(text); match; match = MARKED.exec(text)) {
		onStep();
		const { code, label, to: address, web, mail, run, pause } = match.groups ?? {};
		const { index } = match;
		const next = index + match[0].length;
		if (code !== undefined) {
			addText(index);
			add({ kind: 'code', text: code, open: '`', close: '`' });
			end = next;
		} else if (label !== undefined && address !== undefined && URL.canParse(address)) {
			addText(index);
			const { href } = new URL(address);
			add({ kind: 'doubtful', text: label, href, open: '[', close: `](${address})` });
			end = next;
		} else if (run !== undefined) {
			addText(index);
			let left = marksIn(run);
			for (const [ends, take] of [
				[canClose, closeMark],
				[canOpen, (mark: Mark) => stack.push({ mark, parts: [] })]
			] as const) {
				const isOpen = (mark: Mark) => stack.some((open) => open.mark === mark);
				// The mark that was opened last closes first.
				const order = stack.map(({ mark }) => mark).reverse();
				if (take === closeMark) left.sort((a, b) => order.indexOf(a) - order.indexOf(b));
				for (const mark of [...left]) {
					if (isOpen(mark) !== (take === closeMark) || !ends(text, index, next, mark)) continue;
					take(mark);
					end += mark.length;
					left = left.filter((other) => other !== mark);
				}
			}
			addText(next);
		} else if (pause !== undefined) {
			addText(index);
			unwindTo(0);
		} else {
			const link = linkTo(web ?? mail ?? '', web === undefined, text[index - 1] === '_');
			if (!link) continue;
			const from = next - (web ?? mail ?? '').length;
			addText(from);
			add(link);
			end = from + link.text.length;
			// What follows may be the mark that closes.
			MARKED.lastIndex = end;
		}
	}
	addText(text.length);
	unwindTo(0);
	return root;
}

/** The marks that a run of one sign consists of. */
function marksIn(run: string): Mark[] {
	const sign = run.charAt(0);
	const all = run.length === 3 ? [sign + sign, sign] : [run];
	return all.every((mark) => mark in KINDS) ? (all as Mark[]) : [];
}

const isSpace = (sign: string) => sign === '' || /^\s$/.test(sign);
const isOfWord = (sign: string) => /^[\p{L}\p{M}\p{N}]$/u.test(sign);

function canOpen(text: string, from: number, to: number, mark: Mark): boolean {
	const before = signBefore(text, from);
	if (isSpace(signAt(text, to)) || before === '\\') return false;
	return !AROUND_WORDS.has(mark) || !isOfWord(before);
}

function canClose(text: string, from: number, to: number, mark: Mark): boolean {
	const before = signBefore(text, from);
	if (isSpace(before) || before === '\\') return false;
	return !AROUND_WORDS.has(mark) || !isOfWord(signAt(text, to));
}

function signAt(text: string, index: number): string {
	const point = text.codePointAt(index);
	return point === undefined ? '' : String.fromCodePoint(point);
}

function signBefore(text: string, index: number): string {
	return [...text.slice(Math.max(0, index - 2), index)].at(-1) ?? '';
}

function linkTo(
	found: string,
	isMail: boolean,
	isUnderlined: boolean
): (TextPart & { text: string; href: string }) | undefined {
	const text = found.slice(0, addressEnd(found, isUnderlined));
	const address = (isMail ? 'mailto:' : /^https?:/i.test(text) ? '' : 'https://') + text;
	if (!URL.canParse(address)) return undefined;
	const { href, hostname, origin } = new URL(address);
	// It is a number, or it does not begin as it is written.
	const isDoubtful = /[\d\]]$/.test(hostname) || !address.toLowerCase().startsWith(origin);
	return { kind: isDoubtful && !isMail ? 'doubtful' : 'link', text, href };
}

/**
 * Where an address ends: without the punctuation of the sentence around it, the bracket that it stands in,
 * and the mark that it stands in.
 */
function addressEnd(text: string, isUnderlined: boolean): number {
	const count = (sign: string) => text.split(sign).length - 1;
	const unopened = new Map(
		BRACKETS.map(([opening, closing]) => [closing, count(closing) - count(opening)])
	);
	const trailing = isUnderlined ? /[.,;:!?'*_]/ : /[.,;:!?'*]/;
	for (let end = text.length; ; end--) {
		const last = text[end - 1] ?? '';
		const excess = unopened.get(last);
		if (excess === undefined ? !trailing.test(last) : excess <= 0) return end;
		if (excess !== undefined) unopened.set(last, excess - 1);
	}
}

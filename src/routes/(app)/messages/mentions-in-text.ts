import type { Mention } from '../model/message';
import type { TextPart } from '$convex/messageText';

/** Marks the mentions of a message in its text, where they are words of their own. Code has none. */
export function withMentions(parts: TextPart[], mentions: readonly Mention[] = []): TextPart[] {
	if (mentions.length === 0) return parts;
	const byName = new Map(mentions.map((one) => [one.name, one]));
	// Of "Ada" and "Ada Lovelace", the text means the longer one.
	const names = [...byName.keys()].sort((one, other) => other.length - one.length).map(escape);
	const pattern = `(?<![\\p{L}\\p{N}])@(?<name>${names.join('|')})(?![\\p{L}\\p{N}])`;
	return markIn(parts, new RegExp(pattern, 'gu'), byName);
}

function markIn(
	parts: TextPart[],
	pattern: RegExp,
	byName: ReadonlyMap<string, Mention>
): TextPart[] {
	return parts.flatMap((part): TextPart[] => {
		if ('parts' in part) return [{ ...part, parts: markIn(part.parts, pattern, byName) }];
		if ('lines' in part) {
			const lines = part.lines.map((line) => ({
				...line,
				parts: markIn(line.parts, pattern, byName)
			}));
			return [{ ...part, lines }];
		}
		return part.kind === 'text' ? split(part.text, pattern, byName) : [part];
	});
}

function split(text: string, pattern: RegExp, byName: ReadonlyMap<string, Mention>): TextPart[] {
	const parts: TextPart[] = [];
	let end = 0;
	const addText = (to: number) => {
		if (to > end) parts.push({ kind: 'text', text: text.slice(end, to) });
	};
	for (const { 0: found, index, groups } of text.matchAll(pattern)) {
		const mention = byName.get(groups?.name ?? '');
		if (!mention) continue;
		addText(index);
		parts.push({ kind: 'mention', text: found, mention });
		end = index + found.length;
	}
	addText(text.length);
	return parts;
}

/** Escapes what an expression would read as an instruction. */
function escape(name: string): string {
	return name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

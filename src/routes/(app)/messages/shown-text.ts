import { HIDDEN } from '$convex/limits';
import { parseText, type TextLine, type TextPart } from '$convex/messageText';

/** The text of a message as it is read: without its marks, and without what a spoiler hides. */
export function shownText(body: string): string {
	return shownIn(parseText(body));
}

function shownIn(parts: readonly TextPart[]): string {
	return parts.map(shownOf).join('');
}

function shownOf(part: TextPart): string {
	if (part.kind === 'spoiler') return HIDDEN;
	if (part.kind === 'block') return `\n${part.text}\n`;
	if ('lines' in part) return part.lines.map(shownLine).join('');
	return 'parts' in part ? shownIn(part.parts) : part.text;
}

/** A line of a quote or of a list stands alone. */
const shownLine = ({ marker, parts }: TextLine) => `\n${marker && `${marker} `}${shownIn(parts)}\n`;

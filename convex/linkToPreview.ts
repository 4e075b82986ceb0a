// The app imports this file too: nothing here may import the server.
import type { TextPart } from './messageText';

/** Longer addresses have no preview. */
const MAX_ADDRESS_UNITS = 2_048;

/** The link of a message that has a preview: its first one to a page, unless a spoiler hides it. */
export function linkToPreview(parts: readonly TextPart[]): string | undefined {
	for (const part of parts) {
		const found = linkIn(part);
		if (found !== undefined) return found.length > MAX_ADDRESS_UNITS ? undefined : found;
	}
	return undefined;
}

function linkIn(part: TextPart): string | undefined {
	if ('href' in part) return /^https?:/.test(part.href) ? part.href : undefined;
	if (part.kind === 'spoiler') return undefined;
	if ('lines' in part) return linkToPreview(part.lines.flatMap((line) => line.parts));
	return 'parts' in part ? linkToPreview(part.parts) : undefined;
}

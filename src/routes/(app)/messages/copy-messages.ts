import type { Texts } from '../../texts/language.svelte';
import type { MessageView } from '../model/message';

/** The list of messages, as far as copying reads it. */
export interface CopiedList {
	/** The element with the messages. */
	log: Element;
	/** The messages of the articles in it. */
	messages: () => readonly MessageView[];
	texts: Texts;
}

/** Sets what is copied from the list, until the signal is aborted. */
export function followCopying({ log, messages, texts: t }: CopiedList, signal: AbortSignal): void {
	document.addEventListener('copy', (event) => copyMessages(event, log, messages(), t), { signal });
}

/** The texts of messages as they are copied: of several the text of each below its head, of one its text alone. */
export function textOfMessages(messages: readonly MessageView[], t: Texts): string {
	return joinTexts(messages.map((message) => ({ head: headOf(message, t), text: message.body })));
}

/** The author and the time of a message. */
function headOf({ author, sentAt }: MessageView, t: Texts): string {
	return t.time.withClock(author || t.message.you, t.times.clock(sentAt));
}

function joinTexts(copied: readonly { head: string; text: string }[]): string {
	if (copied.length === 1) return copied.map(({ text }) => text).join('');
	return copied.map(({ head, text }) => `${head}\n${text}`).join('\n\n');
}

/**
 * Sets what is copied from the list of messages: of several messages the text of each below its head, in the
 * order shown, and of one its text alone. A text is copied as it was typed, with its marks. What is no text of
 * a message is not copied. A selection inside one text with nothing but words, and one that has no text of a message, are
 * the browser's.
 *
 * @param messages the messages of the articles in `log`
 */
function copyMessages(
	event: ClipboardEvent,
	log: Element,
	messages: readonly MessageView[],
	t: Texts
): void {
	const { clipboardData, target } = event;
	const selection = log.ownerDocument.getSelection();
	if (!clipboardData || !selection) return;
	// A field has a selection of its own.
	if (target instanceof Element && target.matches('input, textarea')) return;
	// Firefox has several ranges.
	const ranges = Array.from({ length: selection.rangeCount }, (_, at) => selection.getRangeAt(at));
	const bodies = [...log.querySelectorAll('article')].map((one) => one.querySelector('.body'));
	const isInOne = bodies.some((body) => ranges.every((range) => isInside(range, body)));
	if (isInOne && !ranges.some(differs)) return;
	const copied = bodies.flatMap((body, index) => {
		const text = body ? ranges.map((range) => selectedText(range, body)).join('') : '';
		const message = messages[index];
		return message && text.trim() !== '' ? [{ head: headOf(message, t), text }] : [];
	});
	if (copied.length === 0) return;
	clipboardData.setData('text/plain', joinTexts(copied));
	event.preventDefault();
}

/** Whether the range has marks that do not show, or what is not copied. */
function differs(range: Range): boolean {
	return range.cloneContents().querySelector('[data-open], [data-uncopied]') !== null;
}

function isInside(range: Range, body: Element | null): boolean {
	return body?.contains(range.commonAncestorContainer) ?? false;
}

/** The part of a message's text that is in the range. */
function selectedText(range: Range, body: Element): string {
	if (!range.intersectsNode(body)) return '';
	const part = document.createRange();
	part.selectNodeContents(body);
	if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
		part.setStart(range.startContainer, range.startOffset);
	}
	if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
		part.setEnd(range.endContainer, range.endOffset);
	}
	const contents = part.cloneContents();
	for (const control of contents.querySelectorAll('[data-uncopied]')) control.remove();
	// As it was typed. The marks of what was selected in part are around that part.
	for (const marked of contents.querySelectorAll<HTMLElement>('[data-open]')) {
		marked.prepend(marked.dataset.open ?? '');
		marked.append(marked.dataset.close ?? '');
	}
	return contents.textContent ?? '';
}

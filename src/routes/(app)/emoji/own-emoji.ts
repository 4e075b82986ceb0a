import type { Account } from '$lib';
import { TONES, type Tone } from './tones';

/** So many fill the first rows of the picker. */
const MOST_RECENT = 24;

const RECENT = 'recent-emoji';
const TONE = 'emoji-tone';

type Texts = Pick<Account['texts'], 'text' | 'setText'>;

/** What the reader has chosen last, the newest first. It goes with the rest of their data at the sign-out. */
export function recentEmoji(texts: Texts): string[] {
	return (texts.text(RECENT) ?? '').split(' ').filter((emoji) => emoji !== '');
}

/** Remembers what the reader has chosen. */
export function noteEmoji(texts: Texts, emoji: string): void {
	const others = recentEmoji(texts).filter((one) => one !== emoji);
	texts.setText(RECENT, [emoji, ...others].slice(0, MOST_RECENT).join(' '));
}

/** The skin colour that the reader has chosen. */
export function emojiTone(texts: Texts): Tone {
	const chosen = texts.text(TONE);
	return TONES.find((tone) => tone === chosen) ?? '';
}

/** Remembers the skin colour. */
export function setEmojiTone(texts: Texts, tone: Tone): void {
	texts.setText(TONE, tone === '' ? undefined : tone);
}

/** The skin colours, and the yellow that emoji have without one. */
export const TONES = ['', '🏻', '🏼', '🏽', '🏾', '🏿'] as const;

export type Tone = (typeof TONES)[number];

/** What can have a skin colour. The variation selector after it goes with the colour. */
const TONED = /(\p{Emoji_Modifier_Base})\ufe0f?/gu;

/** Between two people it joins them, and has no colour of its own. */
const HANDSHAKE = '🤝';

/** An emoji in a skin colour: all its people have the same. Only for emoji that have skin colours. */
export function withTone(emoji: string, tone: Tone): string {
	if (tone === '') return emoji;
	return emoji.replace(TONED, (whole, base: string, index: number) =>
		base === HANDSHAKE && index > 0 ? whole : base + tone
	);
}

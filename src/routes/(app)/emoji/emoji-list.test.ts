import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../texts/languages';
import { EMOJI_GROUPS, findEmoji, loadEmoji, type Emoji } from './emoji-list';
import { TONES, withTone } from './tones';

/** What the backend takes for an emoji (`convex/reactions.ts`). */
const ONE_EMOJI = /^\p{RGI_Emoji}$/v;
const languages = Object.keys(LANGUAGES);
const emojiOf = (found: Emoji[]) => found.map(({ emoji }) => emoji);

describe.each(languages)('the emoji of %s', (language) => {
	test('are those of Unicode, once each, with a name, in all groups', async () => {
		const all = await loadEmoji(language);
		expect(all.length).toBeGreaterThan(1_800);
		expect(new Set(emojiOf(all)).size).toBe(all.length);
		expect(all.filter(({ emoji }) => !ONE_EMOJI.test(emoji))).toEqual([]);
		expect(all.filter(({ name, words }) => !name || words.trim() === '')).toEqual([]);
		expect(new Set(all.map(({ group }) => group))).toEqual(new Set(EMOJI_GROUPS));
	});

	test('are emoji in each skin colour too, if they have any', async () => {
		const toned = (await loadEmoji(language)).filter(({ hasTones }) => hasTones);
		expect(toned.length).toBeGreaterThan(300);
		for (const { emoji } of toned) {
			for (const tone of TONES) expect(withTone(emoji, tone)).toMatch(ONE_EMOJI);
		}
	});
});

test('all languages have the same emoji in the same order, with names of their own', async () => {
	const english = await loadEmoji('en');
	for (const language of languages.filter((one) => one !== 'en')) {
		const all = await loadEmoji(language);
		expect(emojiOf(all), language).toEqual(emojiOf(english));
		expect(all[0]?.name, language).not.toBe(english[0]?.name);
	}
});

test('a language without names of emoji has the English ones', async () => {
	expect(await loadEmoji('none')).toEqual(await loadEmoji('en'));
});

test('emoji are found by the beginnings of words, those first whose name it is', async () => {
	const all = await loadEmoji('en');
	expect(emojiOf(findEmoji(all, 'Red heart', 1))).toEqual(['❤️']);
	expect(emojiOf(findEmoji(all, 'dog', 2))).toEqual(['🐶', '🐕']);
	expect(emojiOf(findEmoji(all, '+1'))).toContain('👍');
	expect(emojiOf(findEmoji(all, 'cote'))).toEqual(emojiOf(findEmoji(all, 'Côte')));
	expect(findEmoji(all, 'nosuchemoji')).toEqual([]);
});

test('Arabic words are found without their marks', async () => {
	const all = await loadEmoji('ar');
	expect(emojiOf(findEmoji(all, 'قلب أحمر'))).toContain('❤️');
	expect(emojiOf(findEmoji(all, 'قلب احمر'))).toContain('❤️');
});

test('German words are found however their umlauts and their ß are typed', async () => {
	const all = await loadEmoji('de');
	for (const text of ['Süßigkeit', 'sussigkeit', 'SÜSSIGKEIT']) {
		expect(emojiOf(findEmoji(all, text)), text).toContain('🍬');
	}
});

test('a skin colour takes the place of the selector, and leaves joined hands alone', () => {
	expect(withTone('✋', '')).toBe('✋');
	expect(withTone('🖐️', '🏽')).toBe('🖐🏽');
	expect(withTone('🤝', '🏽')).toBe('🤝🏽');
	expect(withTone('🧑‍🤝‍🧑', '🏽')).toBe('🧑🏽‍🤝‍🧑🏽');
});

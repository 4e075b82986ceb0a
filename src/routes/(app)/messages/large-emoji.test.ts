import { expect, test } from 'vitest';
import { isLargeEmoji } from './large-emoji';

const LARGE = [
	...['👍', '🎉🎉', '😀😃😄', ' 👍 👍 ', '❤️', '❤️‍🔥', '☎️'],
	...['👍🏽', '🕵🏽‍♀️', '👩‍👩‍👧‍👦', '🏳️‍🌈', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🇸🇪🇳🇴🇩🇰', '1️⃣2️⃣3️⃣', '👨🏽‍👩🏽‍👧🏽‍👦🏽👨🏽‍👩🏽‍👧🏽‍👦🏽👨🏽‍👩🏽‍👧🏽‍👦🏽']
];
const SMALL = [
	...['', ' ', '😀😃😄😁', 'ok 👍', '👍!', '123', '#', '©', '↔', '❤', '‼'],
	...['مرحبا', 'a\u20e3', '\ufe0f', '\u200d', '👍'.repeat(2000)]
];

test.each(LARGE)('%j is drawn large', (text) => expect(isLargeEmoji(text)).toBe(true));

test.each(SMALL)('%j is drawn as text', (text) => expect(isLargeEmoji(text)).toBe(false));

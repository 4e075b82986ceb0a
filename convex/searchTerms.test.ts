import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findWords, MAX_SEARCH_TERMS, toSearchQuery, toStoredTerms, toTerms } from './searchTerms';

/** The parts of a text that are found, as they stand in it. */
function found(body: string, text: string): string[] {
	const terms = toTerms(body);
	const stored = toStoredTerms(body).split(' ');
	expect(stored).toEqual(terms.map((term) => term.text));
	return findWords(stored, toSearchQuery(text)).map(({ first, last, length = 0 }) =>
		body.slice(terms[first]?.from, terms[last]?.ends.at(length - 1))
	);
}

/** A language, a text in it, what is searched for, and what is found in the text. */
const LANGUAGES: [language: string, body: string, text: string, found: string[]][] = [
	['English', 'The Café opens', 'cafe', ['Café']],
	['German', 'Die Straße ist naß', 'STRASSE NASS', ['Straße', 'naß']],
	['French', 'Œuvre complète à l’école', 'oeuvre ecole', ['Œuvre', 'école']],
	['Spanish', 'Mañana, señor', 'manana', ['Mañana']],
	['Portuguese', 'A educação dos irmãos', 'educacao', ['educação']],
	['Polish', 'Łódź nad Łódką', 'lodz', ['Łódź']],
	['Czech', 'Příliš žluťoučký kůň', 'kun', ['kůň']],
	['Danish', 'Smørrebrød på æblekage', 'smorrebrod aeble', ['Smørrebrød', 'æble']],
	['Turkish', 'İSTANBUL ve Iğdır', 'istanbul ığdır', ['İSTANBUL', 'Iğdır']],
	['Vietnamese', 'Đường phố Hà Nội', 'duong noi', ['Đường', 'Nội']],
	['Russian', 'Ёлка стоит в лесу', 'елка', ['Ёлка']],
	['Ukrainian', 'Київ і Львів', 'КИЇВ', ['Київ']],
	['Greek', 'Ο δρόμος, της οδού', 'ΔΡΟΜΟΣ', ['δρόμος']],
	['Armenian', 'Բարեւ աշխարհ', 'ԱՇԽԱՐՀ', ['աշխարհ']],
	['Georgian', 'გამარჯობა მსოფლიო', 'მსოფ', ['მსოფ']],
	['Hebrew', 'שָׁלוֹם לכולם', 'שלום', ['שָׁלוֹם']],
	['Arabic', 'مرحبًا بك في المدرسة', 'مرحبا', ['مرحبًا']],
	[
		'Arabic, of other forms',
		'إلى المدرســـة ٢٠٢٦',
		'الي المدرسه 2026',
		['إلى', 'المدرســـة', '٢٠٢٦']
	],
	['Persian', 'کتاب می‌خواهم', 'كتاب ميخواهم', ['کتاب', 'می‌خواهم']],
	['Urdu', 'یہ میری کتاب ہے', 'کتاب', ['کتاب']],
	['Hindi', 'हिन्दी में लिखो', 'हिन्दी', ['हिन्दी']],
	['Hindi, without its dots', 'ज़रूर आओ', 'जरूर', ['ज़रूर']],
	['Bengali', 'বাংলা ভাষা', 'বাংলা', ['বাংলা']],
	['Tamil', 'தமிழ்நாட்டில் மழை', 'தமிழ்நாட்டில்', ['தமிழ்நாட்டில்']],
	['Thai', 'พรุ่งนี้เจอกันที่สถานี', 'สถานี', ['สถานี']],
	['Lao', 'ສະບາຍດີຕອນເຊົ້າ', 'ຕອນ', ['ຕອນ']],
	['Khmer', 'សួស្តីពិភពលោក', 'ពិភព', ['ពិភព']],
	['Burmese', 'မင်္ဂလာပါခင်ဗျာ', 'ခင်ဗျာ', ['ခင်ဗျာ']],
	['Japanese', '今日は東京で会いましょう', '東京', ['東京']],
	['Japanese, half width', 'ｶﾞｲﾄﾞﾌﾞｯｸを読む', 'ガイド', ['ｶﾞｲﾄﾞ']],
	['Chinese', '我们明天在北京见面', '北京', ['北京']],
	['Korean', '서울에서 만나요', '서울', ['서울']],
	['Korean, of parts', '내일 서울에서'.normalize('NFD'), '서울에', ['서울에'.normalize('NFD')]],
	['mixed', 'iPhone手机ＡＢＣ', 'abc 手机', ['手机', 'ＡＢＣ']],
	['emoji', 'Done 🎉👩🏽‍💻 🇫🇷', '🎉', ['🎉']],
	['emoji of another colour', 'Well done 👍🏿', '👍', ['👍']],
	['flags', '🇫🇷🇫🇮', '🇫🇮', ['🇫🇮']]
];

describe('a text is found, and marked, in', () => {
	test.each(LANGUAGES)('%s: %s', (_language, body, text, parts) => {
		expect(found(body, text)).toEqual(parts);
		// However the one or the other was typed.
		for (const form of ['NFC', 'NFD'] as const) {
			const other = found(body.normalize(form), text.normalize(form === 'NFC' ? 'NFD' : 'NFC'));
			expect(other).toEqual(parts.map((part) => part.normalize(form)));
		}
	});

	test('thirty languages at least', () => {
		const names = LANGUAGES.map(([language]) => language.replace(/,.*/, ''));
		expect(new Set(names).size).toBeGreaterThanOrEqual(30);
	});
});

describe('a text is not found', () => {
	test.each([
		['by the middle of a word', 'Compilers', 'pile'],
		['by the beginning of a word before the last', 'Compilers', 'comp now'],
		['by the same characters in another order', '京東', '東京'],
		['by pairs that do not stand together', '東京から京都', '東京都'],
		['by another letter of Japanese', 'かき', 'かぎ'],
		['by another vowel of Hindi', 'की', 'कि'],
		['by another flag', '🇫🇷', '🇫🇮'],
		['by nothing', 'Compilers', ' ?! ']
	])('%s', (_case, body, text) => {
		expect(found(body, text)).toEqual([]);
	});
});

test('of one character, the beginning of every pair is found', () => {
	expect(found('東京の京都', '京')).toEqual(['京', '京']);
});

test('more terms than Convex looks for are left out, and that is said', () => {
	const words = Array.from({ length: MAX_SEARCH_TERMS }, (_, index) => `w${index}`);
	expect(toSearchQuery(words.join(' '))).toEqual({
		words: words.map((word) => [word]),
		isCut: false
	});
	const more = toSearchQuery(`${words.join(' ')} needle`);
	expect(more).toEqual({ words: words.map((word) => [word]), isCut: true });
	const dense = toSearchQuery('東京都千代田区霞が関一丁目一番一号法務省');
	expect(dense.words.flat()).toHaveLength(MAX_SEARCH_TERMS);
	expect(dense.isCut).toBe(true);
});

test('every term of any text is one that Convex takes as it is', () => {
	const convexTerms = (text: string) =>
		text
			.split(/[^\p{Alphabetic}\p{N}]+/u)
			.filter((word) => word !== '' && new TextEncoder().encode(word).length < 32)
			.map((word) => word.toLowerCase());
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
			const stored = toStoredTerms(text);
			expect(convexTerms(stored)).toEqual(stored === '' ? [] : stored.split(' '));
		}),
		{ numRuns: 60 }
	);
	for (const [, body] of LANGUAGES) {
		expect(convexTerms(toStoredTerms(body))).toEqual(toStoredTerms(body).split(' '));
	}
});

test('every text is found by all of itself', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme', maxLength: 15 }), (text) => {
			const query = toSearchQuery(text);
			fc.pre(query.words.length > 0 && !query.isCut);
			expect(findWords(toStoredTerms(text).split(' '), query).length).toBeGreaterThan(0);
		}),
		{ numRuns: 60 }
	);
});

test('what is stored of the longest message is bounded, whatever its characters stand for', () => {
	expect(toStoredTerms('ﷺ'.repeat(4_000)).length).toBeLessThan(40_000);
	const astral = '\u{20000}\u{20001}'.repeat(2_000);
	expect(new TextEncoder().encode(toStoredTerms(astral)).length).toBeLessThanOrEqual(37_000);
});

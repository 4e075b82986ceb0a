import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { countingIn } from './counting';
import { lateTexts } from '../../late/late-templates';
import * as english from './en';
import { Language, textsIn } from './language.svelte';
import packageJson from '../../../package.json';
import { chooseLanguage, LANGUAGES, type LanguageCode } from './languages';
import { usePageTexts } from './pages/page-texts.svelte';
import { RELEASES } from './settings/releases';
import { sizeIn, useSettingsTexts } from './settings/settings-texts';

const codes = Object.keys(LANGUAGES) as LanguageCode[];

/** The areas of a language: what is said at a launch, on pages, and in the settings. */
async function translationIn(code: LanguageCode) {
	const { launch, pages, settings } = (await LANGUAGES[code].load?.()) ?? english;
	return { launch, pages, settings };
}

/** All texts by name. Texts with arguments are called with each count or with a name. */
function spokenBy(words: object): Map<string, string> {
	const spoken = new Map<string, string>();
	for (const [area, texts] of Object.entries(words) as [string, object][]) {
		for (const [name, text] of Object.entries(texts) as [string, unknown][]) {
			if (typeof text !== 'function') spoken.set(`${area}.${name}`, JSON.stringify(text));
			else
				for (const count of [0, 1, 2, 3, 11, 100]) {
					spoken.set(
						`${area}.${name}(${count})`,
						String(Reflect.apply(text, words, [count, count]))
					);
				}
		}
	}
	return spoken;
}

/** All texts of the app in a language. */
async function allIn(code: LanguageCode): Promise<Map<string, string>> {
	// A count takes the place of a name too.
	const counting = { ...countingIn(code), isolate: String };
	const areas = Object.values(await translationIn(code)).map((speak) => speak(counting));
	return new Map([...areas, { late: lateTexts(code) }].flatMap((area) => [...spokenBy(area)]));
}

test('a language is one folder and one entry', () => {
	const found = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
	const folders = found.flatMap((path) => /^([\w-]+)\/launch\.ts$/.exec(path)?.[1] ?? []);
	expect(folders.sort()).toEqual([...codes].sort());
});

describe.each(codes)('%s', (code) => {
	test('has all texts that English has', async () => {
		const spoken = await allIn(code);
		const english = await allIn('en');
		expect([...spoken.keys()]).toEqual([...english.keys()]);
		for (const [name, text] of spoken) {
			expect(text.trim(), name).not.toBe('');
			expect(text, name).not.toMatch(/#|undefined|NaN/);
		}
	});

	test('is written in its own script', async () => {
		const script = new Intl.Locale(code).maximize().script ?? '';
		const spoken = await allIn(code);
		for (const [name, text] of spoken) {
			if (/\p{L}/u.test(text))
				expect(text, name).toMatch(new RegExp(String.raw`\p{Script=${script}}`, 'u'));
		}
	});
});

/** Texts whose arguments are no names: what a user wrote themselves, an emoji, a text of the app. */
const WITHOUT_NAMES =
	/^(app\.unreadTitle|time\.|unsent\.(reacts|takesBack)|problem\.notSent|joinLink\.until|about\.|device\.)/;

test.each(codes)('%s: a name in a text does not turn the text around it', async (code) => {
	// It ends the isolation of its place, and reverses what follows.
	const name = '\u2069\u202eAda';
	const turned: string[] = [];
	let count = 0;
	const counting = countingIn(code);
	for (const speak of Object.values(await translationIn(code))) {
		for (const [area, texts] of Object.entries(speak(counting)) as [string, object][]) {
			for (const [key, text] of Object.entries(texts) as [string, unknown][]) {
				if (typeof text !== 'function' || WITHOUT_NAMES.test(`${area}.${key}`)) continue;
				const spoken = String(Reflect.apply(text, texts, [name, 'text']));
				if (spoken.includes('\u2068Ada\u2069')) count += 1;
				if (/Ada|\p{Bidi_Control}/u.test(spoken.replaceAll('\u2068Ada\u2069', ''))) {
					turned.push(`${area}.${key}`);
				}
			}
		}
	}
	expect(turned).toEqual([]);
	expect(count).toBeGreaterThan(15);
});

test.each([
	['en', 'General', 'General'],
	['en', 'Book club (2)', 'Book club (2)'],
	['en', 'كتب (2)', '\u2068كتب (2)\u2069'],
	['en', '\u202elareneG', '\u2068lareneG\u2069'],
	['ar', 'General (2)', '\u2068General (2)\u2069']
] as const)('%s: %s is isolated where it has to be', (code, name, isolated) => {
	expect(countingIn(code).isolate(name)).toBe(isolated);
});

test.each(['pages', 'settings'] as const)(
	'the texts of the %s replace none of a launch',
	(area) => {
		const counting = countingIn('en');
		const names = [english.launch, english[area]].flatMap((speak) => Object.keys(speak(counting)));
		expect(new Set(names).size).toBe(names.length);
	}
);

test('what holds the texts of an area follows a change of the language', async () => {
	const language = await Language.open(['en-US'], undefined);
	const t = useSettingsTexts(language);
	expect([t.about.licences, t.composer.send]).toEqual(['Licences', 'Send']);
	await language.speak('ar');
	expect([t.about.licences, t.composer.send]).toEqual(['التراخيص', 'إرسال']);
});

test('a count has the plural form of the language', async () => {
	const inLocale = async (code: LanguageCode, locale: string) => {
		const translation = await translationIn(code);
		return usePageTexts({ locale, texts: textsIn(locale, translation.launch), translation });
	};
	const { signedOut } = await inLocale('ar', 'ar-u-nu-latn');
	expect([1, 2, 3, 11, 100].map(signedOut.signInToSend)).toEqual([
		'سجّل الدخول لإرسال رسالة واحدة.',
		'سجّل الدخول لإرسال رسالتين.',
		'سجّل الدخول لإرسال 3 رسائل.',
		'سجّل الدخول لإرسال 11 رسالة.',
		'سجّل الدخول لإرسال 100 رسالة.'
	]);
	const inEnglish = (await inLocale('en', 'en')).signedOut;
	expect([1, 1000].map(inEnglish.signInToSend)).toEqual([
		'Sign in to send 1 message.',
		'Sign in to send 1,000 messages.'
	]);
});

describe('the language is', () => {
	test.each([
		['the one that was chosen', 'ar', ['en-GB'], { code: 'ar', locale: 'ar' }],
		['else the user’s first', undefined, ['ar-EG', 'en'], { code: 'ar', locale: 'ar-EG' }],
		['that of their region', undefined, ['de-AT', 'en'], { code: 'de', locale: 'de-AT' }],
		['else one of theirs that is known', undefined, ['tlh', 'ar'], { code: 'ar', locale: 'ar' }],
		['else English', undefined, ['tlh'], { code: 'en', locale: 'en' }],
		['written as in the user’s region', 'en', ['tlh', 'en-GB'], { code: 'en', locale: 'en-GB' }],
		['English where nothing is named', undefined, [], { code: 'en', locale: 'en' }]
	] as const)('%s', (_case, chosen, preferred, choice) => {
		expect(chooseLanguage(chosen, preferred)).toEqual(choice);
	});
});

test('a reader of the texts follows a change of the language', async () => {
	const language = await Language.open(['en-US'], undefined);
	const { texts } = language;
	expect([language.code, texts.composer.send]).toEqual(['en', 'Send']);
	await language.speak('ar');
	expect([language.code, texts.composer.send]).toEqual(['ar', 'إرسال']);
	await language.speak(undefined);
	expect(texts.composer.send).toBe('Send');
});

test('an amount of bytes is short and in the language’s units', () => {
	const inEnglish = (bytes: number) => sizeIn('en', bytes);
	expect([0, 1, 12_345, 1_234_567, 45_678_901].map(inEnglish)).toEqual([
		'0 kB',
		'1 kB',
		'13 kB',
		'1.2 MB',
		'46 MB'
	]);
	expect(sizeIn('ar', 5_000)).not.toContain('kB');
});

test('the version in the settings is the package’s', () => {
	expect(RELEASES[0]).toBe(packageJson.version);
});

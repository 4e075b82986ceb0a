import { countingIn } from '../counting';
import type { Language } from '../language.svelte';
import type { LanguageCode } from '../languages';
import { ar } from './ar';
import { en, type SettingsWords, type SpeakSettings } from './en';

/** What the settings say in each language; no launch loads it. */
export const SETTINGS: Readonly<Record<LanguageCode, SpeakSettings>> = { en, ar };

/** What the settings say, and how they write an amount of bytes, in one language. */
export type SettingsTexts = SettingsWords & { size: (bytes: number) => string };

/** The texts of the settings, in the language of the moment. */
export function settingsTexts({ code, locale }: Pick<Language, 'code' | 'locale'>): SettingsTexts {
	return { ...SETTINGS[code](countingIn(locale)), size: sizesIn(locale) };
}

function sizesIn(locale: string): (bytes: number) => string {
	const inUnits = (unit: string) =>
		new Intl.NumberFormat(locale, { style: 'unit', unit, maximumSignificantDigits: 2 });
	const kilobytes = inUnits('kilobyte');
	const megabytes = inUnits('megabyte');
	return (bytes) =>
		bytes < 1e6 ? kilobytes.format(Math.ceil(bytes / 1e3)) : megabytes.format(bytes / 1e6);
}

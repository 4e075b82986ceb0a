import { areaReader } from '../areas.svelte';
import { settings } from '../en/settings';

/** The texts of the settings, in the language of the moment. */
export const useSettingsTexts = areaReader('settings', settings);

/** An amount of bytes in short, as it is written in a locale. */
export function sizeIn(locale: string, bytes: number): string {
	const [unit, amount] =
		bytes < 1e6
			? (['kilobyte', Math.ceil(bytes / 1e3)] as const)
			: (['megabyte', bytes / 1e6] as const);
	return new Intl.NumberFormat(locale, {
		style: 'unit',
		unit,
		maximumSignificantDigits: 2
	}).format(amount);
}

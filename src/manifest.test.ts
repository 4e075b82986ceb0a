import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { manifest } from './manifest';

const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8');

/** The page's `theme-color` in a colour scheme. */
function themeColor(scheme: 'light' | 'dark'): string | undefined {
	return new RegExp(String.raw`content="(#\w+)"\s+data-scheme="${scheme}"`).exec(
		read('app.html')
	)?.[1];
}

/** A colour of the design in a colour scheme, as hexadecimal sRGB. */
function designColor(name: string, scheme: 'light' | 'dark'): string {
	const [, light, dark] =
		new RegExp(String.raw`--${name}: light-dark\(oklch\((.*?)\), oklch\((.*?)\)\)`).exec(
			read('app.css')
		) ?? [];
	const [lightness = 0, chroma = 0, hue = 0] = ((scheme === 'light' ? light : dark) ?? '')
		.split(' ')
		.map(parseFloat);
	return oklchToHex(lightness / 100, chroma, (hue * Math.PI) / 180);
}

/** By CSS Color 4: OKLab to linear sRGB, then gamma. */
function oklchToHex(lightness: number, chroma: number, hue: number): string {
	const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
	const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
	const linear = [
		4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
		-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
		-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
	];
	const channels = linear.map((value) => {
		const encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
		return Math.round(encoded * 255)
			.toString(16)
			.padStart(2, '0');
	});
	return `#${channels.join('')}`;
}

test('the page’s theme colours are those behind the app', () => {
	expect(themeColor('light')).toBe(designColor('canvas', 'light'));
	expect(themeColor('dark')).toBe(designColor('canvas', 'dark'));
});

test('an installed app has the colours of the page while it opens', () => {
	expect(manifest.theme_color).toBe(themeColor('light'));
	expect(manifest.background_color).toBe(themeColor('light'));
});

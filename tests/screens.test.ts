import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SIGNED_IN_SCREENS, SIGNED_OUT_SCREENS } from './screens.ts';

const ROUTES = join(import.meta.dirname, '../src/routes');

/** The address of a page's folder, without groups and optional parts. */
function addressOf(folder: string): string {
	const parts = folder.split('/').filter((part) => !/^\(.*\)$|^\[\.\.\./.test(part));
	return `/${parts.join('/')}`;
}

test('the list of screens has every page of the app', () => {
	const pages = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('+page.svelte'))
		.map((file) => addressOf(file.slice(0, -'/+page.svelte'.length)));
	const screens = [...SIGNED_OUT_SCREENS, ...SIGNED_IN_SCREENS].map(({ path }) =>
		path.replace(/\?.*/, '')
	);
	expect(pages.length).toBeGreaterThan(5);
	expect(screens).toEqual(expect.arrayContaining(pages));
	expect(new Set(screens).size).toBe(screens.length);
});

import { expect, test } from 'vitest';
import { __vitePreload as loadLate } from './load-late.js';

const links = (href: string) => [...document.querySelectorAll(`link[href="${href}"]`)].length;
const styles = (name: string) => `data:text/css,:root{${name}:there}`;
const isThere = (name: string) =>
	getComputedStyle(document.documentElement).getPropertyValue(name) === 'there';

test('the styles of a part are there before it is loaded, and are added once', async () => {
	const load = () => Promise.resolve(isThere('--one'));
	expect(
		await Promise.all([styles('--one'), styles('--one')].map((one) => loadLate(load, [one])))
	).toEqual([true, true]);
	expect(links(styles('--one'))).toBe(1);
});

test('a part without styles is loaded', async () => {
	expect(await loadLate(() => Promise.resolve('part'))).toBe('part');
});

test('a part whose styles are not to be had is not loaded, and the next time asks for them anew', async () => {
	const gone = URL.createObjectURL(new Blob());
	URL.revokeObjectURL(gone);
	let loads = 0;
	const load = () => Promise.resolve((loads += 1));
	await expect(loadLate(load, [gone])).rejects.toThrow(gone);
	expect(loads).toBe(0);
	expect(links(gone)).toBe(0);
	await expect(loadLate(load, [gone])).rejects.toThrow(gone);
});

import { expect, test } from 'vitest';
import { bundleBytes, bytesOf } from './bytes.ts';
import { offlineBytes } from './offline-bytes.ts';

test('code is counted as it is, and as it travels', () => {
	const { minified, gzip, brotli } = bytesOf('a'.repeat(10_000));
	expect(minified).toBe(10_000);
	expect(gzip).toBeLessThan(100);
	expect(brotli).toBeLessThan(gzip);
});

test('a package that is left out is not counted', async () => {
	const code = "export { openDB } from 'idb'";
	const [all, rest] = await Promise.all([
		bundleBytes(code),
		bundleBytes(code, { without: ['idb'] })
	]);
	expect(all.minified).toBeGreaterThan(1_000);
	expect(rest.minified).toBeLessThan(100);
});

test('every file of what works offline is counted, and no package', async () => {
	const { files, minified } = await offlineBytes();
	const named = Object.values(files).reduce((sum, one) => sum + one, 0);
	expect(named).toBeGreaterThan(minified * 0.9);
	expect(Object.keys(files)).toContain('src/lib/outbox/outbox.svelte.ts');
	expect(Object.keys(files)).toContain('src/lib/outbox/delivery-loop.ts');
	expect(Object.keys(files).filter((file) => !file.startsWith('src/lib/'))).toEqual([]);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildId } from './build.js';

let root: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'build-'));
	write('src/app.html', '<html>');
	write('src/routes/+page.svelte', '<p>Hello</p>');
	write('convex/messages.ts', 'export {}');
	write('package-lock.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string) {
	mkdirSync(dirname(join(root, path)), { recursive: true });
	writeFileSync(join(root, path), content);
}

describe('buildId', () => {
	it('stays the same while nothing that the build reads changes', () => {
		const before = buildId(root, {});
		write('src/routes/page.test.ts', 'test');
		write('README.md', 'read me');
		write('src/app.html', '<html>');
		expect(buildId(root, { PORT: '5000', CLERK_PORT: '5001', HOME: '/home' })).toBe(before);
	});

	it.each([
		['a source file', 'src/app.html', '<html lang="en">'],
		['a new file', 'static/icons/icon.svg', '<svg/>'],
		['a Convex function', 'convex/messages.ts', 'export const a = 1'],
		['a dependency', 'package-lock.json', '{ "a": 1 }'],
		['a setting in a file', '.env.local', 'PUBLIC_SOMETHING=1']
	])('changes with %s', (_, path, content) => {
		const before = buildId(root, {});
		write(path, content);
		expect(buildId(root, {})).not.toBe(before);
	});

	it('changes when a file is renamed', () => {
		const before = buildId(root, {});
		rmSync(join(root, 'src/app.html'));
		write('src/app2.html', '<html>');
		expect(buildId(root, {})).not.toBe(before);
	});

	it('changes with the Convex that the app talks to', () => {
		expect(buildId(root, { CONVEX_PORT: '5002' })).not.toBe(buildId(root, {}));
	});
});

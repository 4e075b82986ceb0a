import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { generate } from './codegen.js';
import { ROOT } from './root.js';

const { signal } = new AbortController();

const CASES: [from: string, types: string[]][] = [
	['components', ['ours: import("convex/server").AnyComponents[string];']],
	[
		'packages',
		[
			'aggregate: import("@convex-dev/aggregate/_generated/component.js").ComponentApi<"aggregate">;',
			'rateLimiter: import("@convex-dev/rate-limiter/_generated/component.js").ComponentApi<"rateLimiter">;'
		]
	]
];

for (const [functions, types] of CASES) {
	// The app's own functions have a component from a package, too: convex/generated.test.ts.
	const tags = functions === 'packages' ? ['all'] : [];
	it(`names the components that are installed from ${functions}`, { tags }, async () => {
		const folder = mkdtempSync(join(tmpdir(), 'codegen-test-'));
		onTestFinished(() => rmSync(folder, { recursive: true }));
		mkdirSync(join(folder, 'convex'));
		cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
		cpSync(join(ROOT, 'emulators/convex/testing', functions), join(folder, 'convex'), {
			recursive: true
		});
		symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
		expect(await generate(folder, { signal, print: () => {} })).toBe(0);
		const read = (file: string) => readFileSync(join(folder, 'convex/_generated', file), 'utf8');
		for (const type of types) expect(read('api.d.ts')).toContain(type);
		expect(read('api.js')).toContain('export const components = componentsGeneric();');
	});
}

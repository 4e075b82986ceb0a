import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SOURCE = join(import.meta.dirname, '..');
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
	(path) => path.startsWith('routes/') && path.endsWith('.svelte')
);

/** What stays on its side when the direction of writing turns, and a side of the device as if it turned. */
const PHYSICAL = [
	/^(?:left|right)\s*:/,
	/^(?:margin|padding|border|inset)-(?:left|right)\s*:/,
	/^border-(?:top|bottom)-(?:left|right)-radius\s*:/,
	/^(?:text-align|float|clear)\s*:\s*(?:left|right)/,
	/^(?:margin|padding|inset)\s*:(?:\s+\S+){4}/,
	/^[\w-]+-inline.*safe-area-inset/
];

/** Each declaration of the styles in a file. */
function declarationsIn(path: string): string[] {
	const text = readFileSync(join(SOURCE, path), 'utf8');
	const styles = path.endsWith('.css') ? text : (/<style>([\s\S]*)<\/style>/.exec(text)?.[1] ?? '');
	return styles
		.replace(/\/\*[\s\S]*?\*\//g, '')
		.split(/[;{}]/)
		.map((one) => one.replace(/\s+/g, ' ').trim());
}

/** A declaration with each call in its value as one word. */
function withoutSpacesInCalls(declaration: string): string {
	const shorter = declaration.replace(
		/\(([^()]*)\)/g,
		(_call, inside: string) => `[${inside.replaceAll(' ', '')}]`
	);
	return shorter === declaration ? declaration : withoutSpacesInCalls(shorter);
}

const isPhysical = (declaration: string) =>
	PHYSICAL.some((pattern) => pattern.test(withoutSpacesInCalls(declaration)));

test.each(['app.css', ...files])('%s uses only logical properties', (path) => {
	expect(declarationsIn(path).filter(isPhysical)).toEqual([]);
});

test('the check finds what it looks for', () => {
	const found = ['left: 0', 'margin-right: 4px', 'padding: 0 max(1px, env(x)) 0 4px'];
	const fine = ['--left: 0', 'padding: 0 4px calc(1px + 2px)', 'padding-inline: 4px 0'];
	expect([...found, ...fine].filter(isPhysical)).toEqual(found);
});

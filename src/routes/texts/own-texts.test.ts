import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';

/** Attributes and properties whose value people read or hear. */
const READ = new Set(['alt', 'aria-description', 'aria-label', 'label', 'placeholder', 'title']);
const WORD = /\p{L}{2}/u;

const ROUTES = join(import.meta.dirname, '..');
const filesOf = (extension: string) =>
	readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith(extension) && !path.startsWith('texts/'))
		.filter((path) => !path.endsWith('.test.ts'))
		.sort();
const read = (path: string) => readFileSync(join(ROUTES, path), 'utf8');

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** The words in a part of the markup, including possible results of its expressions. */
function wordsIn(node: unknown): string[] {
	if (Array.isArray(node)) return node.flatMap(wordsIn);
	if (!isNode(node)) return [];
	switch (node.type) {
		case 'Text':
			return [String(node.data)];
		case 'Literal':
			return typeof node.value === 'string' ? [node.value] : [];
		case 'TemplateElement':
			return isNode(node.value) ? [String(node.value.raw)] : [];
		case 'TemplateLiteral':
			return wordsIn([node.quasis, node.expressions]);
		case 'ConditionalExpression':
			return wordsIn([node.consequent, node.alternate]);
		case 'LogicalExpression':
			return wordsIn([node.left, node.right]);
		case 'ExpressionTag':
			return wordsIn(node.expression);
		case 'Attribute':
			return READ.has(String(node.name)) ? wordsIn(node.value) : [];
		case 'IfBlock':
			return wordsIn([node.consequent, node.alternate]);
		case 'EachBlock':
			return wordsIn([node.body, node.fallback]);
		case 'AwaitBlock':
			return wordsIn([node.pending, node.then, node.catch]);
		case 'KeyBlock':
		case 'Fragment':
			return wordsIn([node.fragment, node.nodes]);
		case 'SnippetBlock':
			return wordsIn(node.body);
		default:
			return wordsIn([node.attributes, node.fragment]);
	}
}

/** Strings in code that are a sentence or the beginning of one. Only developers read errors. */
function sentencesIn(code: string): string[] {
	const withoutComments = code.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*|<!--[\s\S]*?-->/g, '');
	return [...withoutComments.matchAll(/(?<!Error\(\s*)(['"`])(\p{Lu}\p{Ll}+ [^\n]*?)\1/gu)].map(
		([, , sentence = '']) => sentence
	);
}

test.each(filesOf('.svelte'))('%s takes all its words from the texts', (path) => {
	const { fragment, instance } = parse(read(path), { modern: true, filename: path });
	const words = wordsIn(fragment).filter((text) => WORD.test(text));
	const script = instance ? read(path).slice(instance.start, instance.end) : '';
	expect([...words, ...sentencesIn(script)]).toEqual([]);
});

test.each(filesOf('.ts'))('%s has no sentence of its own', (path) => {
	expect(sentencesIn(read(path))).toEqual([]);
});

test('the check finds what it looks for', () => {
	const markup = `<p title="Some help">{a ? 'One' : b}</p>{#if c === 'no'}<Button label={\`\${d} left\`} />{/if}`;
	expect(wordsIn(parse(markup, { modern: true }).fragment)).toEqual([
		'Some help',
		'One',
		'',
		' left'
	]);
	expect(
		sentencesIn(`const why = 'Not saved.'; throw new Error('Not here.'); // 'No one'`)
	).toEqual(['Not saved.']);
});

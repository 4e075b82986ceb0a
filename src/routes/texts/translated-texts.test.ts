/**
 * A browser that translates a page replaces its text nodes. Svelte would then change a node that is no
 * longer on the page, so a text that changes needs an element that is replaced with it, or one that
 * browsers do not translate.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';

const ROUTES = join(import.meta.dirname, '..');
const components = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.svelte'))
	.sort();

type Node = Record<string, unknown> & { type: string; start: number; end: number };

interface Place {
	/** Browsers do not translate it. */
	isKept: boolean;
	/** The nearest `{#key}` above, and whether an element is between: that is replaced with its key. */
	key: 'none' | 'bare' | 'element';
	/** Whether it is removed by itself: it is at the top of a block or of a component. */
	isAtTop: boolean;
}

const fragmentsOf = (node: Node): Node[] =>
	['fragment', 'consequent', 'alternate', 'body', 'fallback', 'pending', 'then', 'catch']
		.map((name) => node[name] as Node | null | undefined)
		.filter((part) => part?.type === 'Fragment')
		.map((part) => part as Node);

/** A text of the app without arguments: it changes only with the language. */
const isConstant = (source: string) => /^[ts](\.\w+)+$/.test(source);

function isTranslated(node: Node): boolean {
	const attributes = (node.attributes ?? []) as { name?: string; value?: unknown }[];
	return !attributes.some(
		({ name, value }) =>
			name === 'translate' && (value as { data: string }[] | undefined)?.[0]?.data === 'no'
	);
}

/** The texts in a part of a component that a translation would leave as they are. */
function frozenTexts(source: string, parent: Node, place: Place): string[] {
	return (parent.nodes as Node[]).flatMap((node) => {
		const text = source.slice(node.start, node.end);
		const isText = node.type === 'ExpressionTag' || (node.type === 'Text' && text.trim() !== '');
		if (isText) {
			if (place.isKept) return [];
			if (place.isAtTop) return [`${text.trim()} has no element of its own`];
			const isFrozen = node.type === 'ExpressionTag' && !isConstant(text.slice(1, -1));
			return isFrozen && place.key !== 'element' ? [`${text} keeps its element`] : [];
		}
		if (node.type === 'SvelteHead') return [];
		const isElement = node.type === 'RegularElement';
		const inner: Place = {
			isKept: place.isKept || (isElement && !isTranslated(node)),
			key:
				node.type === 'KeyBlock'
					? 'bare'
					: isElement && place.key === 'bare'
						? 'element'
						: place.key,
			isAtTop: !isElement
		};
		return fragmentsOf(node).flatMap((fragment) => frozenTexts(source, fragment, inner));
	});
}

const frozenIn = (source: string) =>
	frozenTexts(source, parse(source, { modern: true }).fragment as unknown as Node, {
		isKept: false,
		key: 'none',
		isAtTop: true
	});

test.each(components)('%s changes its texts on a translated page too', (path) => {
	expect(frozenIn(readFileSync(join(ROUTES, path), 'utf8'))).toEqual([]);
});

test('the check finds what it looks for', () => {
	const frozen = [
		'<p>{count}</p>',
		'<p>{t.delivery[state]}</p>',
		'{#key text}{text}{/key}',
		'{#if isOpen}Open{/if}',
		'<p>{#each all as one (one)}{one}{/each}</p>'
	];
	const fine = [
		'<p>{t.message.edited}</p>',
		'<p translate="no">{count}{#if count > 1} many{/if}</p>',
		'{#key text}<p>{text}</p>{/key}',
		'<p>{#if isOpen}<span>Open</span>{/if}</p>'
	];
	for (const source of frozen) expect(frozenIn(source), source).toHaveLength(1);
	for (const source of fine) expect(frozenIn(source), source).toEqual([]);
});

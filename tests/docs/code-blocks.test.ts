import { beforeAll, expect, test } from 'vitest';
import { checkBlocks, isChecked } from './check-blocks.ts';
import { codeBlocksOf, listDocuments, readDocument, type CodeBlock } from './markdown.ts';

/** The pages made of docstrings, whose examples leave out what is around them. */
const GENERATED = 'docs/api/';

const blocks = listDocuments()
	.filter((path) => !path.startsWith(GENERATED))
	.flatMap((path) => codeBlocksOf(path, readDocument(path)))
	.filter(isChecked)
	.map((block) => ({ ...block, name: `${block.document}:${block.line}` }));

/** An option that there is not: a check that finds nothing wrong here finds nothing anywhere. */
const WRONG: readonly CodeBlock[] = [
	{
		document: 'wrong.md',
		line: 1,
		language: 'svelte',
		code: `<script lang="ts">
	import { ClerkConvexProvider } from 'clerk-convex-svelte';
	let { children } = $props();
</script>

<ClerkConvexProvider clerk={{ publishableKey: 'pk_test_' }} convexAddress="">
	{@render children()}
</ClerkConvexProvider>
`
	},
	{
		document: 'wrong.md',
		line: 20,
		language: 'ts',
		code: `import { defineDelivery } from 'clerk-convex-svelte';
import { api } from '../convex/_generated/api';

export const delivery = defineDelivery(api.messages.send, { client: ({ clientId }) => clientId });
`
	}
];

let problems: ReadonlyMap<CodeBlock, readonly string[]>;

beforeAll(async () => {
	problems = await checkBlocks([...blocks, ...WRONG]);
}, 120_000);

test.each(blocks)('the code at $name has the types of the library', (block) => {
	expect(problems.get(block)).toEqual([]);
});

test.each(WRONG)('finds the wrong name in a block of $language', (block) => {
	expect(problems.get(block)?.[0]).toMatch(/^wrong\.md:\d+: Object literal may only specify/);
});

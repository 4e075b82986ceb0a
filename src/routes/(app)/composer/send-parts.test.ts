import { SvelteMap } from 'svelte/reactivity';
import { expect, test } from 'vitest';
import type { Account } from '$lib';
import { Draft } from './draft.svelte';
import { sendParts } from './send-parts';

function aDraft(text: string) {
	const stored = new SvelteMap<string, string>();
	const texts: Account['texts'] = {
		text: (name) => stored.get(name),
		isKept: () => true,
		setText: (name, value) => void (value ? stored.set(name, value) : stored.delete(name))
	};
	const draft = new Draft(texts, 'c1');
	draft.text = text;
	return draft;
}

/** Stores each part as the composer does; returns the bodies. */
function anOutbox(before?: (body: string) => void) {
	const bodies: string[] = [];
	const send = (draft: Draft, beginning: string) => {
		const { body } = draft.attempt(beginning);
		before?.(body);
		bodies.push(body);
		draft.done();
		return Promise.resolve();
	};
	return { bodies, send };
}

test('parts are sent in order, and leave the draft', async () => {
	const draft = aDraft(' \nOne\n\n  Two\n\nThree \n');
	const { bodies, send } = anOutbox();
	await sendParts(draft, ['One', '  Two', 'Three'], send);
	expect(bodies).toEqual(['One', '  Two', 'Three']);
	expect(draft.text).toBe('');
});

test('what could not be stored stays, and is not sent twice later', async () => {
	const draft = aDraft('One\n\nTwo\n\nThree');
	const { bodies, send } = anOutbox((body) => {
		if (body === 'Two' && bodies.length === 1 && !hasFailed) {
			hasFailed = true;
			throw new Error('full');
		}
	});
	let hasFailed = false;
	await expect(sendParts(draft, ['One', 'Two', 'Three'], send)).rejects.toThrow('full');
	expect(draft.text).toBe('Two\n\nThree');
	await sendParts(draft, ['Two', 'Three'], send);
	expect(bodies).toEqual(['One', 'Two', 'Three']);
});

test('a part that was changed meanwhile stays, with what follows it', async () => {
	const draft = aDraft('One\n\nTwo\n\nThree');
	const { bodies, send } = anOutbox(() => (draft.text = 'One\n\n2\n\nThree'));
	await sendParts(draft, ['One', 'Two', 'Three'], send);
	expect([bodies, draft.text]).toEqual([['One'], '2\n\nThree']);
});

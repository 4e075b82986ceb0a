import { describe, expect, test } from 'vitest';
import type { Id } from '$convex/_generated/dataModel';
import { nextStep, otherDrafts, type DraftHere, type KeptDraft } from './draft-step';

const one = (id: string, text = `Text ${id}`) => ({ id, text });
const [a, b, c] = [one('a'), one('b'), one('c')];

/** What the backend has: the current version, and those beside it. */
const has = (current?: typeof a, ...others: (typeof a)[]): KeptDraft => ({
	conversationId: 'c1' as Id<'conversations'>,
	...(current && { current }),
	others
});

/** A text that has come from these versions, of which the backend is known to have had `saved`. */
const from = (ids: string[], saved: string, text = saved): DraftHere => ({
	text,
	saved: { ids, text: saved }
});

const empty: DraftHere = { text: '' };
const typed: DraftHere = { text: 'Typed' };
const agreed = from(['a'], a.text);
const typedOn = from(['a'], a.text, 'Text a, and on');
const emptied = from(['a'], a.text, '');

const nothing = { do: 'nothing' };
const save = { do: 'save' };
const clear = { do: 'clear' };
const take = (version: typeof a) => ({ do: 'take', version });
const note = (id: string, text: string) => ({ do: 'note', saved: { ids: [id], text } });
const forget = { do: 'note', saved: undefined };

describe('the next step', () => {
	test.each<[string, DraftHere, KeptDraft | undefined, object]>([
		['nothing anywhere', empty, undefined, nothing],
		['nothing any more', empty, has(), nothing],
		['typed here, nothing there', typed, undefined, save],
		['typed here, ended there', typed, has(), save],
		['typed here and on another device: both stay', typed, has(b), save],
		['empty here, written there', empty, has(b), take(b)],
		[
			'empty here, and only an older one there, which is offered',
			empty,
			has(undefined, b),
			nothing
		],
		['the same here and there', agreed, has(a), nothing],
		[
			'the same here and there, in another version',
			agreed,
			has(one('x', a.text)),
			note('x', a.text)
		],
		['the same was typed on two devices', { text: b.text }, has(b), note('b', b.text)],
		['saved, and the answer was lost', from(['a', 'b'], a.text, b.text), has(b), note('b', b.text)],
		['typed on after an answer was lost', from(['a', 'b'], a.text, 'More'), has(b), save],
		['taken back after an answer was lost', from(['a', 'b'], a.text), has(b), save],
		['typed on here', typedOn, has(a), save],
		['typed on here, while it stands beside another', typedOn, has(b, a), save],
		['typed on here and there: both stay', typedOn, has(b), save],
		['typed on here, sent there: what is here stays', typedOn, has(), save],
		['written on there', agreed, has(b), take(b)],
		['written on there, and another stands beside it', agreed, has(b, c), take(b)],
		['in conflict with another: what is here stays', agreed, has(b, a), nothing],
		['sent or emptied there', agreed, has(), clear],
		['sent or emptied there, and another stands beside it', agreed, has(undefined, b), clear],
		['unknown there: what is here stays', agreed, undefined, nothing],
		['emptied here', emptied, has(a), save],
		['emptied here, written on there', emptied, has(b), take(b)],
		['emptied here and there', emptied, has(), forget],
		['emptied here, unknown there', emptied, undefined, forget]
	])('%s', (_case, here, kept, step) => {
		expect(nextStep(here, kept)).toEqual(step);
	});
});

describe('the other drafts', () => {
	test.each<[string, DraftHere, KeptDraft | undefined, (typeof a)[]]>([
		['none, when nothing is known', typed, undefined, []],
		['what another device has written, with nothing typed on it here', typed, has(b, c), [b, c]],
		['not the one that this text comes from', typedOn, has(b, a), [b]],
		['not the same text', { text: b.text }, has(b, c), [c]],
		['not the one that is taken now', empty, has(b, c), [c]],
		['what stood beside one that was sent', empty, has(undefined, c), [c]]
	])('%s', (_case, here, kept, others) => {
		expect(otherDrafts(here, kept)).toEqual(others);
	});
});

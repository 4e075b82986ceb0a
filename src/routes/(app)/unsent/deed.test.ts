import { expect, test } from 'vitest';
import type { OutboxEntry } from '$lib';
import { launch } from '../../texts/en/launch';
import { textsIn } from '../../texts/language.svelte';
import { usePageTexts } from '../../texts/pages/page-texts.svelte';
import { deliveries } from '../outbox/deliveries';
import { pendingIn } from '../outbox/pending';
import { deedOf } from './deed';

const t = usePageTexts({ locale: 'en', texts: textsIn('en', launch) });

const anEntry = (mutation: string, args: OutboxEntry['args'] = {}) =>
	({ mutation, args, state: { status: 'waiting' } }) as unknown as OutboxEntry;

test('each delivery that is listed says what it does, in a sentence of its own', () => {
	const listed = pendingIn(deliveries.map(({ name }) => anEntry(name)));
	const deeds = listed.map((entry) => deedOf(t, entry));
	expect(new Set(deeds).size).toBe(listed.length);
	expect(deeds).not.toContain(t.unsent.changes);
	// The text of a message says it.
	expect(listed[deeds.indexOf(undefined)]?.mutation).toBe('messages:send');
});

test('a reaction says which emoji, and whether it is given or taken back', () => {
	const deed = (isOn: boolean) => deedOf(t, anEntry('reactions:set', { emoji: '👍', isOn }));
	expect([deed(true), deed(false)]).toEqual(['Reacts with 👍', 'Takes back 👍']);
});

test('a mutation of another version of the app is a change', () => {
	expect(deedOf(t, anEntry('messages:later'))).toBe(t.unsent.changes);
});

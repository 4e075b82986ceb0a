import type { LoadedClerk, LocalizationResource } from '@clerk/shared/types';
import { flushSync } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { expect, test } from 'vitest';
import { settle } from '../fakes/fake-browser.js';
import { followLocalization, localize } from './clerk-localization.svelte.js';
import { noReport } from '../fakes/no-report.js';

const ENGLISH: LocalizationResource = { locale: 'en' };
const ARABIC: LocalizationResource = { locale: 'ar' };

interface Answer {
	resolve: (localization: LocalizationResource | undefined) => void;
	reject: (error: Error) => void;
}

/** An app that changes its language, and the UI strings that Clerk got. */
function follow() {
	const spoken = new SvelteMap([['code', 'ar']]);
	const asked = new Map<string, Answer>();
	const told: (LocalizationResource | undefined)[] = [];
	const lifetime = new AbortController();
	const ask = () => {
		const code = spoken.get('code') ?? '';
		return new Promise<LocalizationResource | undefined>((resolve, reject) => {
			asked.set(code, { resolve, reject });
		});
	};
	const first = followLocalization(ask, (one) => told.push(one), {
		report: noReport,
		signal: lifetime.signal
	});
	flushSync();
	const speak = (code: string) => {
		spoken.set('code', code);
		flushSync();
	};
	return { asked, told, first, speak, lifetime };
}

test('Clerk has its UI strings before its UI loads', async () => {
	const { asked, told, first } = follow();
	asked.get('ar')?.resolve(ARABIC);
	await first;
	expect(told).toEqual([ARABIC]);
});

test('Clerk gets other UI strings when the app changes its language', async () => {
	const { asked, told, first, speak } = follow();
	asked.get('ar')?.resolve(ARABIC);
	await first;
	speak('en');
	asked.get('en')?.resolve(undefined);
	await settle();
	expect(told).toEqual([ARABIC, undefined]);
});

test('an answer that comes after the next question is ignored', async () => {
	const { asked, told, speak } = follow();
	speak('en');
	asked.get('en')?.resolve(ENGLISH);
	await settle();
	asked.get('ar')?.resolve(ARABIC);
	await settle();
	expect(told).toEqual([ENGLISH]);
});

test('the UI is English when the strings cannot be loaded', async () => {
	const { asked, told, first } = follow();
	asked.get('ar')?.reject(new TypeError('Failed to fetch'));
	await first;
	expect(told).toEqual([undefined]);
});

test('nothing is asked after the end', async () => {
	const { asked, told, speak, lifetime } = follow();
	lifetime.abort();
	speak('en');
	asked.get('ar')?.resolve(ARABIC);
	await settle();
	expect([...asked.keys()]).toEqual(['ar']);
	expect(told).toEqual([]);
});

test('a Clerk without the internal function is not changed', () => {
	const options: unknown[] = [];
	localize({} as LoadedClerk, ARABIC);
	const clerk = { __internal_updateProps: (props: unknown) => options.push(props) };
	localize(clerk as unknown as LoadedClerk, ARABIC);
	expect(options).toEqual([{ options: { localization: ARABIC } }]);
});

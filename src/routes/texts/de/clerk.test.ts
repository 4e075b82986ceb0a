import { expect, test } from 'vitest';
import { clerk } from './clerk';

/** Every text under a name, with its path. */
function textsUnder(value: unknown, path: string): [path: string, text: string][] {
	if (typeof value === 'string') return [[path, value]];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, part]) => textsUnder(part, `${path}.${name}`));
}

const PARTS = ['signIn', 'signUp', 'userProfile', 'unstable__errors'] as const;

test.each(PARTS)('%s calls the user “du”, as the app does', (part) => {
	const texts = textsUnder(clerk[part], part);
	expect(texts.length).toBeGreaterThan(50);
	const formal = texts.filter(([, text]) => /\b(Sie|Ihnen|Ihre?[mnrs]?)\b/.test(text));
	expect(formal).toEqual([]);
});

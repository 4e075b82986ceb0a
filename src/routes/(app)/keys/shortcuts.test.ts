import { describe, expect, test } from 'vitest';
import { deedOf } from './shortcuts';

const press = (key: string, held: Partial<KeyboardEvent> = {}) => ({
	key,
	code: '',
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	shiftKey: false,
	...held
});

const ctrl = { ctrlKey: true };
const alt = { altKey: true };
const meta = { metaKey: true };

describe('on a PC', () => {
	test.each([
		['Ctrl+K', press('k', ctrl), 'goTo'],
		['Ctrl+K on an Arabic keyboard', press('ن', { ...ctrl, code: 'KeyK' }), 'goTo'],
		['Ctrl+/', press('/', ctrl), 'shortcuts'],
		[
			'Ctrl+/ on a German keyboard',
			press('/', { ...ctrl, shiftKey: true, code: 'Digit7' }),
			'shortcuts'
		],
		['/', press('/'), 'search'],
		['Alt+↑', press('ArrowUp', alt), 'previous'],
		['Alt+↓', press('ArrowDown', alt), 'next'],
		['Alt+3', press('3', { ...alt, code: 'Digit3' }), 'nth'],
		['Shift+Ctrl+K', press('K', { ...ctrl, shiftKey: true }), undefined],
		['⊞+K', press('k', meta), undefined],
		['AltGr+3', press('³', { ...ctrl, ...alt, code: 'Digit3' }), undefined],
		['K', press('k'), undefined],
		['3', press('3', { code: 'Digit3' }), undefined],
		['Enter, which the composer takes', press('Enter'), undefined]
	])('%s', (_keys, event, deed) => {
		expect(deedOf(event, false)?.deed).toBe(deed);
	});
});

describe('on a Mac', () => {
	test.each([
		['⌘K', press('k', meta), 'goTo'],
		['⌃K, which deletes to the end of the line', press('k', ctrl), undefined],
		['⌃⌥↑', press('ArrowUp', { ...ctrl, ...alt }), 'previous'],
		['⌃3', press('3', { ...ctrl, code: 'Digit3' }), 'nth'],
		['⌥3, which writes a letter', press('#', { ...alt, code: 'Digit3' }), undefined]
	])('%s', (_keys, event, deed) => {
		expect(deedOf(event, true)?.deed).toBe(deed);
	});
});

test('a digit is told', () => {
	expect(deedOf(press('7', { ...alt, code: 'Digit7' }), false)?.digit).toBe(7);
	expect(deedOf(press('0', { ...alt, code: 'Digit0' }), false)).toBeUndefined();
});

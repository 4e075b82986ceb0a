import { expect, test } from 'vitest';
import { namedLike } from './named-like';

const all = [{ name: 'Éclair club' }, { name: 'General' }, { name: 'مجموعة القراءة' }];
const found = (text: string) => namedLike(all, text).map(({ name }) => name);

test('a part of a name finds it, without case and marks', () => {
	expect(found('ECL')).toEqual(['Éclair club']);
	expect(found(' club')).toEqual(['Éclair club']);
	expect(found('قراءه')).toEqual(['مجموعة القراءة']);
	expect(found('nobody')).toEqual([]);
});

test('no text finds all of them, in their order', () => {
	expect(namedLike(all, ' ')).toBe(all);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeStorage, ForbiddenStorage, FullStorage } from '../testing/fake-storage.ts';
import { listSubjects, UserStorage } from './user-storage.ts';

const NAMESPACE = 'app:localhost:3210';
const of = (storage: Storage | undefined, subject: string, namespace = NAMESPACE) =>
	new UserStorage(storage, namespace, subject);

describe('a subject’s texts', () => {
	test('are there after a restart', () => {
		const storage = new FakeStorage();
		expect(of(storage, 'user_ada').set('draft', 'Dear')).toBe(true);
		expect(of(storage, 'user_ada').get('draft')).toBe('Dear');
	});

	test('may be empty, which is not the same as none', () => {
		const mine = of(new FakeStorage(), 'user_ada');
		mine.set('draft', '');
		expect(mine.get('draft')).toBe('');
		expect(mine.get('other')).toBeUndefined();
	});

	test('are removed one by one', () => {
		const storage = new FakeStorage();
		const mine = of(storage, 'user_ada');
		mine.set('draft', 'Dear');
		expect(mine.set('draft', undefined)).toBe(true);
		expect(mine.get('draft')).toBeUndefined();
		expect(storage.length).toBe(0);
	});

	test('are removed all at once, and nothing else with them', () => {
		const storage = new FakeStorage();
		storage.setItem('theme', 'dark');
		of(storage, 'user_grace').set('draft', 'Ships');
		const mine = of(storage, 'user_ada');
		mine.set('draft:c1', 'Dear');
		mine.set('draft:c2', 'Sir');
		mine.clear();
		expect(mine.get('draft:c1')).toBeUndefined();
		expect(mine.get('draft:c2')).toBeUndefined();
		expect(of(storage, 'user_grace').get('draft')).toBe('Ships');
		expect(storage.getItem('theme')).toBe('dark');
	});

	test('are apart from those of every other subject, app and deployment', () => {
		const id = fc.stringMatching(/^[\w-]{1,6}$/);
		fc.assert(
			fc.property(id, id, id, (one, two, key) => {
				fc.pre(one !== two);
				const storage = new FakeStorage();
				of(storage, one).set(key, 'mine');
				of(storage, two).set(key, 'theirs');
				of(storage, one, 'app:localhost').set(key, 'elsewhere');
				of(storage, one).clear();
				expect(of(storage, one).get(key)).toBeUndefined();
				expect(of(storage, two).get(key)).toBe('theirs');
				expect(of(storage, one, 'app:localhost').get(key)).toBe('elsewhere');
			})
		);
	});

	test('are apart when one subject is the beginning of another', () => {
		const storage = new FakeStorage();
		of(storage, 'user_1').set('draft', 'one');
		of(storage, 'user_12').set('draft', 'twelve');
		of(storage, 'user_1').clear();
		expect(of(storage, 'user_12').get('draft')).toBe('twelve');
	});
});

describe('the subjects of a storage', () => {
	test('are those who have something in it, each once', () => {
		const storage = new FakeStorage();
		of(storage, 'user_ada').set('draft:c1', 'Dear');
		of(storage, 'user_ada').set('draft:c2', 'Sir');
		of(storage, 'user_grace').set('opened', '1');
		expect(listSubjects(storage, NAMESPACE).sort()).toEqual(['user_ada', 'user_grace']);
	});

	test('are not those of another app or deployment, nor of anything else that is stored', () => {
		const storage = new FakeStorage();
		of(storage, 'user_ada', 'app:localhost').set('draft', 'Dear');
		storage.setItem(`${NAMESPACE}:identity`, 'user_grace');
		expect(listSubjects(storage, NAMESPACE)).toEqual([]);
	});

	test('are none without a storage', () => {
		expect(listSubjects(undefined, NAMESPACE)).toEqual([]);
	});
});

test.each([
	['is missing', undefined],
	['is forbidden', new ForbiddenStorage()]
])('nothing is kept, and nothing fails, where storage %s', (_case, storage) => {
	const mine = of(storage, 'user_ada');
	expect(mine.set('draft', 'Dear')).toBe(false);
	expect(mine.set('draft', undefined)).toBe(false);
	expect(mine.get('draft')).toBeUndefined();
});

test('a text that has no room says that it is not kept', () => {
	expect(of(new FullStorage(), 'user_ada').set('draft', 'Dear')).toBe(false);
});

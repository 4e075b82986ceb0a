import { expect, test } from 'vitest';
import { openTogether } from './opened.ts';

const broken = (name: string) => () => {
	throw new Error(name);
};

test('what is opened together is closed in the other order, once', async () => {
	const log: string[] = [];
	const close = await openTogether(async (closing) => {
		closing(() => log.push('first'));
		await Promise.resolve();
		closing(() => log.push('second'));
	});
	expect(log).toEqual([]);
	await close();
	await close();
	expect(log).toEqual(['second', 'first']);
});

test('what is open is closed when something does not open', async () => {
	const log: string[] = [];
	const opening = openTogether((closing) => {
		closing(() => log.push('first'));
		closing(broken('not closed'));
		return Promise.reject(new Error('not opened'));
	});
	await expect(opening).rejects.toThrow('not opened');
	expect(log).toEqual(['first']);
});

test('what cannot be closed keeps nothing else open, and is told of', async () => {
	const log: string[] = [];
	const close = await openTogether((closing) => {
		closing(() => log.push('first'));
		closing(broken('not closed'));
		return Promise.resolve();
	});
	await expect(close()).rejects.toThrow('not closed');
	expect(log).toEqual(['first']);
});

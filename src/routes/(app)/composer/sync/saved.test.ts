import { expect, test } from 'vitest';
import { noteSaved, readSaved } from './saved';

function aDevice() {
	const texts = new Map<string, string>();
	return {
		text: (name: string) => texts.get(name),
		isKept: () => true,
		setText: (name: string, text: string | undefined) =>
			void (text === undefined ? texts.delete(name) : texts.set(name, text)),
		texts
	};
}

test('what the backend has of a draft is noted for each conversation, and forgotten', () => {
	const device = aDevice();
	noteSaved(device, 'c1', { ids: ['v1'], text: 'Dear' });
	expect(readSaved(device, 'c1')).toEqual({ ids: ['v1'], text: 'Dear' });
	expect(readSaved(device, 'c2')).toBeUndefined();
	noteSaved(device, 'c1', undefined);
	expect(device.texts.size).toBe(0);
});

test.each(['{"ids":', 'null', '{"text":"Dear"}', '{"ids":[7],"text":"Dear"}'])(
	'nothing is known when the note cannot be read: %s',
	(stored) => {
		const device = aDevice();
		device.texts.set('saved-draft:c1', stored);
		expect(readSaved(device, 'c1')).toBeUndefined();
	}
);

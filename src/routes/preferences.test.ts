import { expect, test } from 'vitest';
import { Preferences, storageOf } from './preferences.svelte';

/** The storage of one browser, which tells other tabs of changes. */
class FakeStorage {
	readonly items = new Map<string, string>();
	readonly tabs = new Set<EventTarget>();
	isFull = false;

	getItem = (key: string) => this.items.get(key) ?? null;

	setItem = (key: string, value: string) => {
		if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
		this.items.set(key, value);
		for (const tab of this.tabs) tab.dispatchEvent(Object.assign(new Event('storage'), { key }));
	};

	get asStorage(): Storage {
		return this as unknown as Storage;
	}
}

test('at first the system’s theme and the user’s languages apply', () => {
	const { theme, language } = new Preferences(new FakeStorage().asStorage);
	expect({ theme, language }).toEqual({ theme: 'system', language: undefined });
});

test('a choice applies at the next launch', () => {
	const storage = new FakeStorage();
	const preferences = new Preferences(storage.asStorage);
	preferences.theme = 'dark';
	preferences.language = 'ar';
	preferences.textSize = 125;
	preferences.density = 'compact';
	const { theme, language, textSize, density } = new Preferences(storage.asStorage);
	expect({ theme, language, textSize, density }).toEqual({
		theme: 'dark',
		language: 'ar',
		textSize: 125,
		density: 'compact'
	});
});

test.each(['{"theme":"pink","language":"xx","textSize":1000}', 'null', '7', '{'])(
	'a stored value that cannot be read is ignored: %s',
	(stored) => {
		const storage = new FakeStorage();
		storage.items.set('preferences', stored);
		const { theme, language, textSize } = new Preferences(storage.asStorage);
		expect({ theme, language, textSize }).toEqual({
			theme: 'system',
			language: undefined,
			textSize: 100
		});
	}
);

test('a choice applies in other tabs, until they are closed', () => {
	const storage = new FakeStorage();
	const tab = new EventTarget();
	storage.tabs.add(tab);
	const other = new Preferences(storage.asStorage);
	const lifetime = new AbortController();
	other.follow(tab as unknown as Window, lifetime.signal);
	const preferences = new Preferences(storage.asStorage);
	preferences.theme = 'dark';
	expect(other.theme).toBe('dark');
	lifetime.abort();
	preferences.theme = 'light';
	expect(other.theme).toBe('dark');
});

test('without storage a choice applies while the page is open', () => {
	const storage = new FakeStorage();
	storage.isFull = true;
	for (const preferences of [new Preferences(storage.asStorage), new Preferences(undefined)]) {
		preferences.theme = 'dark';
		expect(preferences.theme).toBe('dark');
	}
	const forbidding = {
		get localStorage(): Storage {
			throw new DOMException('no', 'SecurityError');
		}
	};
	expect(storageOf(forbidding as Window)).toBeUndefined();
});

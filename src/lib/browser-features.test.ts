import { afterEach, expect, test, vi } from 'vitest';
import { cachesOf, locksOf, openChannel, serviceWorkersOf } from './browser-features.js';

afterEach(() => {
	vi.unstubAllGlobals();
});

const FEATURES = {
	'Web Locks': locksOf,
	'Cache Storage': cachesOf,
	'service workers': serviceWorkersOf
};
const refuse = () => {
	throw new DOMException('The operation is insecure.', 'SecurityError');
};
const asWindow = (parts: object) => parts as unknown as Window;

test.each(Object.entries(FEATURES))('%s: found where they are', (_name, find) => {
	const feature = {};
	const navigator = { locks: feature, serviceWorker: feature };
	expect(find(asWindow({ caches: feature, navigator }))).toBe(feature);
});

test.each(Object.entries(FEATURES))('%s: as good as missing where refused', (_name, find) => {
	expect(find(asWindow({ navigator: {} }))).toBeUndefined();
	const refusing = new Proxy({}, { get: refuse });
	const all = {
		navigator: refusing,
		get caches() {
			return refuse();
		}
	};
	expect(find(asWindow(all))).toBeUndefined();
});

test.each([
	['missing', undefined],
	['refused', refuse]
])('a channel to other tabs that is %s is none', (_how, BroadcastChannel) => {
	vi.stubGlobal('BroadcastChannel', BroadcastChannel);
	expect(openChannel('tabs')).toBeUndefined();
});

import { afterEach, expect, test, vi } from 'vitest';
import { browserFeatures, type BrowserFeatures } from './browser-features.js';

afterEach(() => {
	vi.unstubAllGlobals();
});

const FEATURES: [string, Exclude<keyof BrowserFeatures, 'openChannel'>][] = [
	['Web Locks', 'locks'],
	['Cache Storage', 'caches'],
	['local storage', 'noteStorage'],
	['service workers', 'workers']
];
const refuse = () => {
	throw new DOMException('The operation is insecure.', 'SecurityError');
};
const REFUSAL = expect.objectContaining({ name: 'SecurityError' }) as unknown;
const asWindow = (parts: object) => parts as unknown as Window;

test.each(FEATURES)('%s: found where they are', (_name, which) => {
	const feature = {};
	const navigator = { locks: feature, serviceWorker: feature };
	const window = asWindow({ caches: feature, localStorage: feature, navigator });
	const report = vi.fn();
	expect(browserFeatures(window, report)[which]).toBe(feature);
	expect(report).not.toHaveBeenCalled();
});

test.each(FEATURES)(
	'%s: as good as missing where refused, and that is reported',
	(_name, which) => {
		const report = vi.fn();
		expect(browserFeatures(asWindow({ navigator: {} }), report)[which]).toBeUndefined();
		expect(report).not.toHaveBeenCalled();
		const all = {
			navigator: new Proxy({}, { get: refuse }),
			get caches() {
				return refuse();
			},
			get localStorage() {
				return refuse();
			}
		};
		expect(browserFeatures(asWindow(all), report)[which]).toBeUndefined();
		expect(report).toHaveBeenCalledTimes(FEATURES.length);
		expect(report).toHaveBeenCalledWith('browser_refused', REFUSAL);
	}
);

test.each([
	['missing', undefined],
	['refused', refuse]
])('a channel to other tabs that is %s is none', (_how, BroadcastChannel) => {
	vi.stubGlobal('BroadcastChannel', BroadcastChannel);
	const report = vi.fn();
	const { openChannel } = browserFeatures(asWindow({ navigator: {} }), report);
	expect(openChannel('tabs')).toBeUndefined();
	expect(report).toHaveBeenCalledOnce();
});

/**
 * The browser features that the app does without (docs/browser-features.md), and how to take each of them
 * from a page.
 */

/** What a browser does not have, or does not let a page use. Paths begin at the global object. */
export interface Without {
	/** Properties that are not there. */
	missing?: readonly string[];
	/** Properties that throw as they are asked for: a private window, cookies blocked. */
	refused?: readonly string[];
	/** Methods that throw. */
	throwing?: readonly string[];
	/** Methods that answer with a promise, which is rejected. */
	rejecting?: readonly string[];
	/** Words of selectors and of styles that the browser does not know. */
	unknown?: readonly string[];
	/** Attributes of controls that do nothing. */
	idle?: readonly string[];
}

/** A feature, as the table has it. */
export interface Feature {
	name: string;
	/** Names it where the app asks for it. */
	asked: RegExp;
	/** The browser has none of it. */
	without: Without;
	/** The browser throws as a page asks for it. */
	refusing?: Without;
	/** The browser has it, and fails whenever it is used. */
	failing?: Without;
}

/** Those on which most depends: each is taken away alone in every run. */
export const CRITICAL: readonly Feature[] = [
	{
		name: 'BroadcastChannel',
		asked: /\bnew BroadcastChannel\b/,
		without: { missing: ['BroadcastChannel'] }
	},
	{
		name: 'Web Locks',
		asked: /\bnavigator\.locks\b/,
		without: { missing: ['Navigator.prototype.locks'] },
		failing: { rejecting: ['LockManager.prototype.request'] }
	},
	{
		name: 'Cache Storage',
		asked: /\bwindow\.caches\b/,
		without: { missing: ['caches'] },
		refusing: { refused: ['caches'] },
		failing: {
			rejecting: ['open', 'match', 'has', 'delete', 'keys'].map(
				(name) => `CacheStorage.prototype.${name}`
			)
		}
	},
	{
		name: 'IndexedDB',
		asked: /from 'idb'|\bindexedDB\./,
		without: { missing: ['indexedDB'] },
		refusing: { refused: ['indexedDB'] },
		failing: { throwing: ['IDBFactory.prototype.open'] }
	},
	{
		name: 'Service workers',
		asked: /\bnavigator\.serviceWorker\b/,
		without: { missing: ['Navigator.prototype.serviceWorker'] },
		refusing: { refused: ['Navigator.prototype.serviceWorker'] },
		failing: {
			rejecting: ['register', 'getRegistration'].map(
				(name) => `ServiceWorkerContainer.prototype.${name}`
			)
		}
	},
	{
		name: '`localStorage`',
		asked: /\blocalStorage\b/,
		without: { missing: ['localStorage'] },
		refusing: { refused: ['localStorage'] },
		failing: { throwing: ['Storage.prototype.getItem', 'Storage.prototype.setItem'] }
	}
];

/** The others: they are taken away together. */
export const OTHERS: readonly Feature[] = [
	{
		name: 'Storage manager',
		asked: /\bnavigator\.storage\b/,
		without: { missing: ['Navigator.prototype.storage'] },
		failing: { rejecting: ['StorageManager.prototype.persist'] }
	},
	{
		name: 'Background Sync',
		asked: /\bsync\?\.register\b/,
		without: { missing: ['SyncManager', 'ServiceWorkerRegistration.prototype.sync'] },
		failing: { rejecting: ['SyncManager.prototype.register'] }
	},
	{
		name: 'Badging',
		asked: /\bnavigator\.(set|clear)AppBadge\b/,
		without: {
			missing: ['Navigator.prototype.setAppBadge', 'Navigator.prototype.clearAppBadge']
		},
		failing: {
			rejecting: ['Navigator.prototype.setAppBadge', 'Navigator.prototype.clearAppBadge']
		}
	},
	{
		name: 'Clipboard',
		asked: /\bnavigator\.clipboard\b/,
		without: { missing: ['Navigator.prototype.clipboard'] },
		failing: { rejecting: ['Clipboard.prototype.writeText'] }
	},
	{
		name: '`popover`',
		asked: /popover(target\w*)?[=:}\s]|:popover-open|showPopover/,
		without: {
			missing: ['popover', 'showPopover', 'hidePopover', 'togglePopover'].map(
				(name) => `HTMLElement.prototype.${name}`
			),
			unknown: [':popover-open'],
			idle: ['popovertarget']
		}
	},
	{ name: '`field-sizing`', asked: /field-sizing/, without: { unknown: ['field-sizing'] } },
	{ name: '`float: inline-end`', asked: /float: inline-end/, without: {} },
	{ name: '`:has()`', asked: /:has\(/, without: { unknown: [':has('] } },
	{
		name: 'PerformanceObserver',
		asked: /\bPerformanceObserver\b/,
		without: { missing: ['PerformanceObserver'] }
	},
	{
		name: 'CSS highlights',
		asked: /\bCSS\.highlights\b/,
		without: { missing: ['CSS.highlights', 'Highlight'] }
	},
	{
		name: 'Navigation API',
		asked: /\bnavigation\?\./,
		without: { missing: ['navigation'] }
	},
	{
		name: 'visualViewport',
		asked: /\bvisualViewport\b/,
		without: { missing: ['visualViewport'] }
	},
	{
		name: 'CloseWatcher',
		asked: /\bCloseWatcher\b/,
		without: { missing: ['CloseWatcher'] }
	},
	{
		name: 'Network Information',
		asked: /\bconnection\?\.(saveData|type)\b/,
		without: { missing: ['Navigator.prototype.connection'] }
	},
	{
		name: 'requestIdleCallback',
		asked: /\brequestIdleCallback\b/,
		without: { missing: ['requestIdleCallback'] }
	},
	{
		name: 'View Transitions',
		asked: /\bstartViewTransition\b/,
		without: { missing: ['Document.prototype.startViewTransition'] }
	},
	{ name: 'Web Share', asked: /\bnavigator\.(share|canShare)\b/, without: {} }
];

/** Without all of these at once. */
export function together(parts: readonly (Without | undefined)[]): Without {
	const all = (name: keyof Without) => parts.flatMap((part) => part?.[name] ?? []);
	return {
		missing: all('missing'),
		refused: all('refused'),
		throwing: all('throwing'),
		rejecting: all('rejecting'),
		unknown: all('unknown'),
		idle: all('idle')
	};
}

/** Takes features from a page: runs in it, before its own scripts. */
export function takeAway({
	missing = [],
	refused = [],
	throwing = [],
	rejecting = [],
	unknown = [],
	idle = []
}: Without): void {
	// As a `DOMException` it would not say where it was thrown.
	const refusal = () =>
		Object.assign(new Error('The operation is insecure.'), { name: 'SecurityError' });
	const refuse = (): never => {
		throw refusal();
	};
	/** The object that has the property, and the property's name. */
	const find = (path: string): [object, string] => {
		const names = path.split('.');
		const name = names.pop() ?? '';
		return [names.reduce<object>((one, key) => Reflect.get(one, key) as object, self), name];
	};
	const define = (path: string, property: PropertyDescriptor) =>
		Object.defineProperty(...find(path), { configurable: true, ...property });
	for (const path of missing) Reflect.deleteProperty(...find(path));
	for (const path of refused) define(path, { get: refuse });
	for (const path of throwing) define(path, { value: refuse });
	for (const path of rejecting) define(path, { value: () => Promise.reject(refusal()) });

	const isUnknown = (text: string) =>
		// Within `:is()` a browser passes over what it does not know.
		unknown.some((word) => text.replace(/^:is\(.*\)$/, '').includes(word));
	for (const { prototype } of [Document, DocumentFragment, Element]) {
		for (const name of ['querySelector', 'querySelectorAll', 'matches', 'closest']) {
			const original: unknown = Reflect.get(prototype, name);
			if (typeof original !== 'function') continue;
			const value = function (this: unknown, selector: string): unknown {
				if (isUnknown(selector)) throw new DOMException(selector, 'SyntaxError');
				return Reflect.apply(original, this, [selector]);
			};
			Object.defineProperty(prototype, name, { value });
		}
	}
	const { supports } = CSS;
	CSS.supports = (...words: string[]) =>
		!words.some(isUnknown) && Boolean(Reflect.apply(supports, CSS, words));
	addEventListener(
		'click',
		(event) => {
			const { target } = event;
			if (!(target instanceof Element)) return;
			if (idle.some((name) => target.closest(`[${name}]`))) event.preventDefault();
		},
		true
	);
}

import { getEventListeners } from 'node:events';

/** An event target that counts its listeners, so that a test finds those that are left behind. */
class ListenedTo extends EventTarget {
	readonly #types = new Set<string>();

	override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
		const [type, listener, options] = args;
		this.#types.add(type);
		if (typeof options !== 'object') return super.addEventListener(type, listener, options);
		// Node 20 loses the signals of all but the last listener of a target when it collects garbage.
		const { signal, ...rest } = options;
		super.addEventListener(type, listener, rest);
		signal?.addEventListener('abort', () => this.removeEventListener(type, listener, rest));
	}

	/** The event types with listeners, one for each listener. */
	get listenedTo(): string[] {
		return [...this.#types].flatMap((type) => getEventListeners(this, type).map(() => type));
	}
}

/** An element in the page that the test lets load or fail. */
export class FakeElement extends EventTarget {
	readonly attributes = new Map<string, string>();
	isInPage = false;
	async = false;
	src = '';
	crossOrigin: string | null = null;

	constructor(readonly name: string) {
		super();
	}

	setAttribute(name: string, value: string): void {
		this.attributes.set(name, value);
	}

	remove(): void {
		this.isInPage = false;
	}
}

/** A page: its visibility, and the elements that were put into its head. */
export class FakeDocument extends ListenedTo {
	visibilityState: DocumentVisibilityState = 'visible';
	/** All elements that were ever appended. */
	readonly appended: FakeElement[] = [];
	readonly head = {
		append: (element: FakeElement) => {
			element.isInPage = true;
			this.appended.push(element);
		}
	};

	createElement(name: string): FakeElement {
		return new FakeElement(name);
	}

	get asDocument(): Document {
		return this as unknown as Document;
	}
}

/** Cache Storage, as the names of its caches. */
export class FakeCacheNames {
	readonly #names: Set<string>;
	/** As on a full disk, where Chromium deletes what is in a cache, but not the cache. */
	isFull = false;

	constructor(names: Iterable<string> = []) {
		this.#names = new Set(names);
	}

	add(name: string): this {
		this.#names.add(name);
		return this;
	}

	has(name: string): Promise<boolean> {
		return Promise.resolve(this.#names.has(name));
	}

	keys(): Promise<string[]> {
		return Promise.resolve([...this.#names]);
	}

	open(name: string): Promise<object> {
		const keys = () => Promise.resolve(this.#names.has(name) ? ['/'] : []);
		const remove = () => {
			if (this.isFull) this.#names.delete(name);
			return Promise.resolve(true);
		};
		return Promise.resolve({ keys, delete: remove });
	}

	delete(name: string): Promise<boolean> {
		return Promise.resolve(!this.isFull && this.#names.delete(name));
	}

	[Symbol.iterator](): Iterator<string> {
		return this.#names.values();
	}
}

/** Local storage: what a page writes is there for the next one. */
export class FakeLocalStorage extends Map<string, string> {
	getItem(name: string): string | null {
		return this.get(name) ?? null;
	}

	setItem(name: string, value: string): void {
		this.set(name, value);
	}

	removeItem(name: string): void {
		this.delete(name);
	}
}

/** The parts of a window that the library uses, with the events of a browser. */
export class FakeWindow extends ListenedTo {
	readonly navigator = { onLine: true };
	readonly location = { href: 'https://app.test/' };
	readonly document = new FakeDocument();
	readonly caches: FakeCacheNames;
	readonly localStorage: FakeLocalStorage;
	/** What the page's requests meet. */
	fetch: typeof globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
	readonly #frames: (() => void)[] = [];

	constructor(caches = new FakeCacheNames(), localStorage = new FakeLocalStorage()) {
		super();
		this.caches = caches;
		this.localStorage = localStorage;
	}

	get asWindow(): Window {
		return this as unknown as Window;
	}

	requestAnimationFrame(frame: () => void): void {
		this.#frames.push(frame);
	}

	/** Paints the requested frames. */
	paint(): void {
		for (const frame of this.#frames.splice(0)) frame();
	}

	setOnline(isOnline: boolean): void {
		this.navigator.onLine = isOnline;
		this.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
	}

	setVisible(isVisible: boolean): void {
		this.document.visibilityState = isVisible ? 'visible' : 'hidden';
		this.document.dispatchEvent(new Event('visibilitychange'));
	}
}

import { getEventListeners } from 'node:events';

/** Counts who listens: what has ended must leave nobody behind. */
class ListenedTo extends EventTarget {
	readonly #types = new Set<string>();

	override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
		const [type, listener, options] = args;
		this.#types.add(type);
		if (typeof options !== 'object') return super.addEventListener(type, listener, options);
		// Node 20 forgets the signals of all but a target's last listener when it collects garbage.
		const { signal, ...rest } = options;
		super.addEventListener(type, listener, rest);
		signal?.addEventListener('abort', () => this.removeEventListener(type, listener, rest));
	}

	/** The events that are listened to now, one name for each listener. */
	get listenedTo(): string[] {
		return [...this.#types].flatMap((type) => getEventListeners(this, type).map(() => type));
	}
}

/** An element that has been given to the page, and that the test loads or fails. */
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
	/** All that were ever put there. */
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

/** The little of a window that the library reads, and the events that a browser would send it. */
export class FakeWindow extends ListenedTo {
	readonly navigator = { onLine: true };
	readonly document = new FakeDocument();
	/** The names in Cache Storage. */
	readonly caches: Set<string>;
	#frame: (() => void) | undefined;

	constructor(caches = new Set<string>()) {
		super();
		this.caches = caches;
	}

	get asWindow(): Window {
		return this as unknown as Window;
	}

	requestAnimationFrame(frame: () => void): void {
		this.#frame = frame;
	}

	/** Paints the frame that was asked for. */
	paint(): void {
		this.#frame?.();
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

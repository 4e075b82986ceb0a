const ORIGIN = 'https://app.test';

/** What a browser gives to a worker, and the events that it sends it. */
export class FakeWorkerScope extends EventTarget {
	readonly location = new URL('/service-worker.js', ORIGIN);
	readonly registration = new FakeRegistration();
	hasSkippedWaiting = false;
	hasClaimed = false;
	/** What the pages were told. */
	readonly told: unknown[] = [];
	readonly clients = {
		claim: () => {
			this.hasClaimed = true;
			return Promise.resolve();
		},
		matchAll: () =>
			Promise.resolve([{ postMessage: (message: unknown) => this.told.push(message) }])
	};

	constructor(readonly __WB_MANIFEST: unknown) {
		super();
	}

	skipWaiting(): Promise<void> {
		this.hasSkippedWaiting = true;
		return Promise.resolve();
	}

	/** Sends an event, and waits for what it is to wait for. */
	async send(name: 'install' | 'activate' | 'message', init: object = {}): Promise<void> {
		await this.#dispatch(Object.assign(new Event(name), init));
	}

	/** A page says something. */
	say(type: string): Promise<void> {
		return this.send('message', { data: { type } });
	}

	/** The text at an address; `undefined` when the worker leaves it to the browser. */
	async ask(path: string, how = {}): Promise<string | undefined> {
		return (await this.fetch(path, how))?.text();
	}

	/** The answer to a request, and all that comes of it. */
	async fetch(path: string, { mode = 'navigate', method = 'GET' } = {}) {
		let answer: Promise<Response> | undefined;
		const request = { url: new URL(path, ORIGIN).href, mode, method };
		const respondWith = (response: Promise<Response>) => (answer = response);
		const settled = this.#dispatch(
			Object.assign(new Event('fetch'), { request, respondWith }),
			() => answer?.catch(() => undefined)
		);
		const response = await answer;
		await settled;
		return response;
	}

	async #dispatch(event: Event, until?: () => Promise<unknown> | undefined): Promise<void> {
		const work: Promise<unknown>[] = [];
		const waitUntil = (promise: Promise<unknown>) => void work.push(promise);
		this.dispatchEvent(Object.assign(event, { waitUntil }));
		// Only now has it said what else to wait for.
		await until?.();
		await Promise.all(work);
	}
}

/** The registration of a worker that is in charge. */
class FakeRegistration {
	installing: object | null = null;
	waiting: { postMessage(message: unknown): void } | null = null;
	/** What a look for a new version finds. */
	onUpdate: () => void | Promise<void> = () => undefined;

	async update(): Promise<void> {
		await this.onUpdate();
	}
}

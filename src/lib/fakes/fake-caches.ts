const ORIGIN = 'https://app.test';

/** Cache Storage, which is the browser's and outlives every worker. */
export class FakeCaches {
	readonly all = new Map<string, Map<string, Response>>();
	/** The cache that takes nothing more. */
	full: string | undefined;
	/** Whether nothing can be found in it any more. */
	isBroken = false;

	open(name: string) {
		const cache = this.all.get(name) ?? new Map<string, Response>();
		this.all.set(name, cache);
		return Promise.resolve({
			put: (path: string, response: Response) =>
				name === this.full
					? Promise.reject(new Error('It cannot be written.'))
					: Promise.resolve(cache.set(new URL(path, ORIGIN).href, response))
		});
	}

	async match(path: string, { cacheName }: { cacheName?: string } = {}) {
		if (this.isBroken) throw new Error('It is broken.');
		const searched = cacheName === undefined ? [...this.all.keys()] : [cacheName];
		const { href } = new URL(path, ORIGIN);
		const kept = searched.flatMap((name) => this.all.get(name)?.get(href) ?? [])[0];
		return Promise.resolve(kept?.clone());
	}

	keys() {
		return Promise.resolve([...this.all.keys()]);
	}

	has(name: string) {
		return Promise.resolve(this.all.has(name));
	}

	delete(name: string) {
		return Promise.resolve(this.all.delete(name));
	}

	/** The paths of what a cache has. */
	pathsIn(name: string): string[] {
		return [...(this.all.get(name)?.keys() ?? [])].map((url) => url.replace(ORIGIN, '')).sort();
	}

	/** Puts something in the place of what is kept, in every cache of the app's files that has it. */
	damage(path: string, damaged: Response | undefined): void {
		const { href } = new URL(path, ORIGIN);
		for (const [name, cache] of this.all) {
			if (!name.startsWith('app-files') || !cache.has(href)) continue;
			if (damaged) cache.set(href, damaged);
			else cache.delete(href);
		}
	}
}

/** What is kept of a file whose content can no longer be read. */
export function unreadable(): Response {
	const response = new Response('');
	const fail = () => Promise.reject(new Error('It cannot be read.'));
	return Object.assign(response, { text: fail, arrayBuffer: fail, clone: () => response });
}

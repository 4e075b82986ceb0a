/**
 * The app's own files in Cache Storage: one cache for each version, which is filled beside that of the
 * version in use. Nothing is in a cache that is not what was built: each file is compared with the hash
 * that the build knows, wherever it comes from.
 */

/** A version of the app, as `scripts/hash-app-files.js` writes it into the worker. */
export interface AppBuild {
	/** Names all the files together. */
	version: string;
	/** The SHA-256 of each file in base64, by its path. */
	files: Record<string, string>;
}

/** How the names of all these caches begin; once there was one cache of just this name. */
export const APP_CACHE = 'app-files';

/** What a browser refuses to run or to show when it is sent as something else, by file extension. */
const CONTENT_TYPES: Record<string, RegExp> = {
	html: /^text\/html/,
	js: /^(text|application)\/(x-)?(java|ecma)script/,
	css: /^text\/css/,
	svg: /^image\/svg\+xml/
};

/** The files of one version. */
export class AppFiles {
	readonly #files: Record<string, string>;
	/** Two, so that a version can be made whole beside its own damaged cache. Mostly there is one. */
	readonly #names: readonly [string, string];
	#mending: Promise<void> | undefined;

	constructor({ version, files }: AppBuild) {
		this.#files = files;
		this.#names = [`${APP_CACHE}-${version}`, `${APP_CACHE}-${version}-mended`];
	}

	/** Whether the version has a file of this path. */
	has(path: string): boolean {
		return this.#files[path] !== undefined;
	}

	/** The file of this path; `undefined` when the browser has lost it, or refuses Cache Storage. */
	async find(path: string): Promise<Response | undefined> {
		try {
			for (const cacheName of this.#names) {
				const found = await caches.match(path, { cacheName }).catch(() => undefined);
				if (found) return found;
			}
		} catch {
			// The browser refuses Cache Storage by now.
		}
		return undefined;
	}

	/**
	 * Keeps every file of the version, and downloads what the device has not got.
	 *
	 * @throws when a file cannot be had, or is not what was built; the message names it
	 */
	download(): Promise<void> {
		return this.#fill(this.#names[0]);
	}

	/**
	 * Makes the version whole where some of its files are lost or damaged: a second cache is filled, and
	 * the first one is deleted once that has all of them.
	 *
	 * @throws as {@link download}; what was there before is there still
	 */
	mend(): Promise<void> {
		return (this.#mending ??= this.#fillAnother().finally(() => (this.#mending = undefined)));
	}

	/** Deletes what earlier versions kept. A cache made later may be that of a version on its way. */
	async deleteEarlier(): Promise<void> {
		const names = (await caches.keys()).filter((name) => name.startsWith(APP_CACHE));
		const first = names.findIndex((name) => this.#names.includes(name));
		await Promise.all(names.slice(0, Math.max(first, 0)).map((name) => caches.delete(name)));
	}

	async #fillAnother(): Promise<void> {
		const [first, second] = this.#names;
		const [used, other] = (await caches.has(first)) ? [first, second] : [second, first];
		await this.#fill(other);
		await caches.delete(used);
	}

	async #fill(name: string): Promise<void> {
		const cache = await caches.open(name);
		await Promise.all(
			Object.entries(this.#files).map(async ([path, hash]) => {
				const kept = await findCopy(path, hash);
				// Not from the browser's own cache, which may hold the version before.
				const file = kept ?? (await verify(path, hash, await fetch(path, { cache: 'reload' })));
				await cache.put(path, file);
			})
		);
	}
}

/** The file as any version has it, if that is the same and whole. */
async function findCopy(path: string, hash: string): Promise<Response | undefined> {
	try {
		const copy = await caches.match(path);
		return copy && (await verify(path, hash, copy));
	} catch {
		return undefined;
	}
}

/** The answer, whose content is that of the file. */
async function verify(path: string, hash: string, response: Response): Promise<Response> {
	if (!response.ok) throw new Error(`${path}: the server has answered with ${response.status}.`);
	const type = response.headers.get('content-type') ?? 'no type';
	const expected = CONTENT_TYPES[path.slice(path.lastIndexOf('.') + 1)];
	if (expected && !expected.test(type)) throw new Error(`${path} has come as ${type}.`);
	const content = await response.clone().arrayBuffer();
	if ((await sha256(content)) !== hash) {
		throw new Error(
			`${path} is not what was built: another version is being rolled out, or something between the ` +
				`build and this browser changes files (docs/deploy.md).`
		);
	}
	// Not a copy: the browser keeps scripts compiled, but not those of an answer made by a worker.
	return response;
}

async function sha256(content: ArrayBuffer): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', content);
	return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

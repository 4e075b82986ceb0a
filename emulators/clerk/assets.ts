/** clerk-js and Clerk's UI, out of the installed packages: nothing comes from elsewhere. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** What browsers load lies flat in `dist`, so that a name without a slash cannot lead out of it. */
const PATH = /^\/npm\/@clerk\/(clerk-js|ui)@[^/]+\/dist\/([\w.-]+\.js)$/;
/** The parts that the two scripts load have a version in their names. The scripts have not. */
const VERSIONED = /_\d+\.\d+\.\d+\.js$/;

const { resolve } = createRequire(import.meta.url);

/** Serves the files, each read and compressed once. */
export class Assets {
	readonly #files = new Map<string, ReturnType<typeof load>>();

	/** Answers a request for a file. Returns whether it was one that is there. */
	async send(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
		const [, packageName, name] = PATH.exec(path) ?? [];
		if (!packageName || !name) return false;
		const file = join(dirname(resolve(`@clerk/${packageName}`)), name);
		if (!existsSync(file)) return false;

		const loading = this.#files.get(file) ?? load(file);
		this.#files.set(file, loading);
		const { zipped, etag } = await loading;
		response.setHeader('etag', etag);
		const caching = VERSIONED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache';
		response.setHeader('cache-control', caching);
		response.setHeader('content-type', 'text/javascript; charset=utf-8');
		const isKnown = request.headers['if-none-match'] === etag;
		// Every browser takes gzip, and nothing but browsers loads these.
		if (isKnown) response.writeHead(304).end();
		else response.writeHead(200, { 'content-encoding': 'gzip' }).end(zipped);
		return true;
	}
}

async function load(file: string) {
	const zipped = await promisify(gzip)(await readFile(file));
	return { zipped, etag: `"${createHash('sha256').update(zipped).digest('base64url')}"` };
}

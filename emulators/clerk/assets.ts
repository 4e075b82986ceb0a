/** clerk-js and Clerk's UI, out of the installed packages: nothing comes from elsewhere. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** What browsers load lies flat in `dist`, so that a name without a slash cannot lead out of it. */
const PATH = /^\/npm\/@clerk\/(clerk-js|ui)@[^/]+\/dist\/([\w.-]+\.js)$/;
/** The parts that the two scripts load have a version in their names. The scripts have not. */
const VERSIONED = /_\d+\.\d+\.\d+\.js$/;
const YEAR_S = 365 * 24 * 60 * 60;
/** A tenth of the time that the highest quality takes, for files that are a tenth larger. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const ENCODERS = {
	br: (bytes: Buffer) => promisify(brotliCompress)(bytes, BROTLI),
	gzip: (bytes: Buffer) => promisify(gzip)(bytes),
	identity: (bytes: Buffer) => Promise.resolve(bytes)
};
type Encoding = keyof typeof ENCODERS;

interface Asset {
	bytes: Buffer;
	etag: string;
}

/** Serves the files, each read and compressed once. */
export class Assets {
	readonly #require = createRequire(import.meta.url);
	readonly #encoded = new Map<string, Promise<Asset>>();

	/** Answers a request for a file. Returns whether it was one that is there. */
	async send(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
		const [, packageName, name] = PATH.exec(path) ?? [];
		if (!packageName || !name) return false;
		const file = join(dirname(this.#require.resolve(`@clerk/${packageName}`)), name);
		if (!existsSync(file)) return false;

		const encoding = bestEncoding(request);
		const { bytes, etag } = await this.#asset(file, encoding);
		const headers = {
			etag,
			vary: 'accept-encoding',
			'cache-control': VERSIONED.test(name) ? `public, max-age=${YEAR_S}, immutable` : 'no-cache'
		};
		if (request.headers['if-none-match'] === etag) {
			response.writeHead(304, headers).end();
			return true;
		}
		response.writeHead(200, {
			...headers,
			'content-type': 'text/javascript; charset=utf-8',
			'content-length': bytes.length,
			...(encoding === 'identity' ? {} : { 'content-encoding': encoding })
		});
		response.end(bytes);
		return true;
	}

	#asset(file: string, encoding: Encoding): Promise<Asset> {
		const key = `${encoding} ${file}`;
		let asset = this.#encoded.get(key);
		if (!asset) {
			asset = encode(file, encoding);
			this.#encoded.set(key, asset);
		}
		return asset;
	}
}

async function encode(file: string, encoding: Encoding): Promise<Asset> {
	const bytes = await ENCODERS[encoding](await readFile(file));
	return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` };
}

function bestEncoding(request: IncomingMessage): Encoding {
	const accepted = request.headers['accept-encoding'] ?? '';
	if (/\bbr\b/.test(accepted)) return 'br';
	return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
	HTTPS_HEADERS,
	IMMUTABLE,
	IMMUTABLE_PATH,
	REVALIDATED,
	SECURITY_HEADERS
} from '../src/security-headers.js';
import { ROOT } from './root.js';

const DOCUMENT = readFileSync(join(ROOT, 'docs/headers.md'), 'utf8');

/** Headers by path. */
type Headers = Record<string, Record<string, string>>;

/** The block of code that follows the name of a host. */
function blockOf(host: string): string {
	const [, block] = new RegExp(`\\*\\*${host}[^]*?\`\`\`\\w+\n([^]*?)\`\`\``).exec(DOCUMENT) ?? [];
	if (block === undefined) throw new Error(`docs/headers.md has no list for ${host}`);
	return block;
}

/** Reads `_headers`, which Netlify and Cloudflare have. */
function readHeadersFile(text: string): Headers {
	const headers: Headers = {};
	let path = '';
	for (const line of text.trimEnd().split('\n')) {
		const [, name, value] = /^ {2}([\w-]+): (.+)$/.exec(line) ?? [];
		if (name !== undefined && value !== undefined) headers[path]![name] = value;
		else if (!line.startsWith('  ! ')) headers[(path = line)] = {};
	}
	return headers;
}

function readVercel(): Headers {
	const { headers } = JSON.parse(blockOf('Vercel')) as {
		headers: { source: string; headers: { key: string; value: string }[] }[];
	};
	return Object.fromEntries(
		headers.map((rule) => [
			rule.source,
			Object.fromEntries(rule.headers.map(({ key, value }) => [key, value]))
		])
	);
}

function readNginx(): Record<string, string> {
	const lines = blockOf('nginx').matchAll(
		/^add_header ([\w-]+) (?:"(.*?)"(?: always)?|(\$\w+));$/gm
	);
	return Object.fromEntries(
		[...lines].map(([, name = '', value, variable]) => [name, value ?? variable ?? ''])
	);
}

const all = { ...SECURITY_HEADERS, ...HTTPS_HEADERS };

describe('the headers in docs/headers.md are those that the server sends', () => {
	it.each(['Netlify', 'Cloudflare Pages'])('for %s', (host) => {
		expect(readHeadersFile(blockOf(host))).toEqual({
			'/*': { ...all, 'Cache-Control': REVALIDATED },
			[`${IMMUTABLE_PATH}*`]: { 'Cache-Control': IMMUTABLE }
		});
	});

	it('for Vercel', () => {
		expect(readVercel()).toEqual({
			'/(.*)': all,
			'/((?!_app/immutable/).*)': { 'Cache-Control': REVALIDATED },
			[`${IMMUTABLE_PATH}(.*)`]: { 'Cache-Control': IMMUTABLE }
		});
	});

	it('for nginx', () => {
		expect(readNginx()).toEqual({ ...all, 'Cache-Control': '$cache_control' });
		expect(blockOf('nginx')).toContain(`~^${IMMUTABLE_PATH} "${IMMUTABLE}";`);
		expect(blockOf('nginx')).toContain(`default "${REVALIDATED}";`);
	});
});

/** Takes uploads of files, and hands files out. */
import type { IncomingMessage } from 'node:http';
import { UploadError } from './files.ts';
import type { Backend } from './backend.ts';
import { HttpError, type HttpAnswer } from './http-api.ts';

/** Answers `/api/storage/upload` and `/api/storage/<id>`. */
export async function answerStorage(
	{ files, store }: Backend,
	url: URL,
	request: IncomingMessage
): Promise<HttpAnswer> {
	const [, , , id = ''] = url.pathname.split('/');
	if (request.method === 'POST' && id === 'upload') return await receive();
	const file = files.find(store.reader(), id, url.searchParams.get('component') ?? '');
	if (!file) throw new HttpError(404, 'FileNotFound', 'There is no such file.');
	const { size, contentType = 'application/octet-stream', sha256 } = file;
	const [start, end] = rangeOf(request.headers.range, size) ?? [0, size - 1];
	const isPart = end - start + 1 < size || (request.headers.range !== undefined && size > 0);
	return {
		status: isPart ? 206 : 200,
		headers: {
			'content-type': contentType,
			'content-length': String(end - start + 1),
			...(isPart ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
			'accept-ranges': 'bytes',
			'cache-control': 'private, max-age=2592000',
			digest: `sha-256=${sha256}`
		},
		body: size === 0 || request.method === 'HEAD' ? '' : files.stream(id, start, end)
	};

	async function receive(): Promise<HttpAnswer> {
		try {
			const component = files.componentOf(url.searchParams.get('token') ?? '');
			const { digest, 'content-type': type } = request.headers;
			const [, sha256] = /^sha-256=(.+)$/.exec(String(digest ?? '')) ?? [];
			const storageId = await files.save(component, request, type, sha256);
			return { status: 200, body: { storageId } };
		} catch (error) {
			if (error instanceof UploadError)
				throw new HttpError(error.status, error.code, error.message);
			throw error;
		}
	}
}

/** The first and last byte that are asked for; `undefined` when that is the whole file. */
function rangeOf(header: string | undefined, size: number): [number, number] | undefined {
	const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
	if ((from === '' && to === '') || size === 0) return undefined;
	const start = from === '' ? Math.max(size - Number(to), 0) : Number(from);
	const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
	if (start <= end) return [start, end];
	throw new HttpError(416, 'RangeNotSatisfiable', `The file has ${size} bytes.`);
}

/**
 * Stored files. A file lies in a folder under its id, and is there exactly as long as the document that
 * describes it: a sweep after each commit removes those whose document is gone.
 */
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, readdirSync, renameSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { makePrivateFolder, PRIVATE_FILE } from '../private-folder.js';
import { within } from './component-names.ts';
import { FunctionError } from './errors.ts';
import type { JSONObject } from './json.ts';
import { STORAGE } from './schema.ts';
import type { Store } from './store.ts';
import type { Reader, Writer } from './transaction.ts';

/** How the name of a file ends that is still being uploaded. */
const UPLOADING = '.part';

const UPLOAD_URL_MS = 60 * 60 * 1_000;

/** What `db.system` reads of a file. */
type FileDocument = { _id: string; sha256: string; size: number; contentType?: string };

/** Why an upload is refused, with Convex's code. */
export class UploadError extends Error {
	override name = 'UploadError';

	constructor(
		readonly status: number,
		readonly code: string,
		message: string
	) {
		super(message);
	}
}

/** The stored files of the app and its components. */
export class Files {
	/** Where browsers reach the server. */
	url = '';
	readonly #folder: string;
	/** Upload addresses are signed, so that nothing has to be kept of them. They end with the process. */
	readonly #key = randomBytes(32);

	constructor(
		stateDir: string,
		private readonly documents: Store,
		private readonly now: () => number
	) {
		this.#folder = join(stateDir, 'files');
		makePrivateFolder(this.#folder);
	}

	/** Removes what no document describes, now and after each commit that may have removed some. */
	sweep(): void {
		const removeOthers = (names: string[]) => {
			const reader = this.documents.reader();
			for (const name of names) if (!this.find(reader, name)) rmSync(this.pathOf(name));
		};
		const isOurs = ({ index }: { index: string }) => index.endsWith(`${STORAGE}.by_id`);
		this.documents.onCommit((commit) => {
			if (commit !== 'everything' && !commit.some(isOurs)) return;
			removeOthers(readdirSync(this.#folder).filter((name) => !name.endsWith(UPLOADING)));
		});
		removeOthers(readdirSync(this.#folder));
	}

	/** An address that takes files for a component. */
	uploadUrl(component: string): string {
		const claim = `${component}.${this.now() + UPLOAD_URL_MS}`;
		return `${this.url}/api/storage/upload?token=${encodeURIComponent(`${claim}.${this.#sign(claim)}`)}`;
	}

	/** The component that an upload is for. Throws {@link UploadError}. */
	componentOf(token: string): string {
		const [component = '', expires = '', signature] = token.split('.');
		if (signature !== this.#sign(`${component}.${expires}`)) {
			throw new UploadError(401, 'StorageTokenInvalid', 'This is no upload token.');
		}
		if (Number(expires) > this.now()) return component;
		throw new UploadError(401, 'StorageTokenExpired', 'The upload token has expired.');
	}

	/** Stores a file, and returns its id. With a digest, throws {@link UploadError} when it has another. */
	async save(component: string, body: Readable, contentType?: string, digest?: string) {
		const upload = join(this.#folder, `${randomUUID()}${UPLOADING}`);
		const hash = createHash('sha256');
		let size = 0;
		const measure = new Transform({
			transform: (chunk: Buffer, _encoding, done) => {
				hash.update(chunk);
				size += chunk.length;
				done(null, chunk);
			}
		});
		try {
			await pipeline(body, measure, createWriteStream(upload, { mode: PRIVATE_FILE }));
			const sha256 = hash.digest('base64');
			const accepted = [sha256, Buffer.from(sha256, 'base64').toString('hex'), undefined];
			if (!accepted.includes(digest)) {
				throw new UploadError(
					400,
					'Sha256Mismatch',
					'The file does not have the digest it should.'
				);
			}
			const fields = { sha256, size, ...(contentType ? { contentType } : {}) };
			const { value: id } = await this.documents.mutate((writer) => {
				const table = writer.documents.catalog.table(within(component, STORAGE));
				const _id = writer.insert(table, fields);
				// If this is not committed after all, the file is swept away.
				renameSync(upload, this.pathOf(_id));
				return _id;
			});
			return id as string;
		} finally {
			rmSync(upload, { force: true });
		}
	}

	/** What is known of a file; `null` when there is none, or none of the component. */
	find(reader: Reader, id: string, component?: string): FileDocument | null {
		const table = reader.documents.catalog.tableOf(id);
		if (table?.label !== STORAGE || table.component !== (component ?? table.component)) return null;
		return (reader.get(table, id) as FileDocument | undefined) ?? null;
	}

	/** What `storage.getMetadata` returns. */
	metadata(reader: Reader, component: string, id: string): JSONObject | null {
		requireId(reader, id, 'getMetadata');
		const file = this.find(reader, id, component);
		if (!file) return null;
		const sha256 = Buffer.from(file.sha256, 'base64').toString('hex');
		return { storageId: id, sha256, size: file.size, contentType: file.contentType ?? null };
	}

	/** The address of a file for whoever has it. */
	urlOf(reader: Reader, component: string, id: string): string | null {
		requireId(reader, id, 'getUrl');
		const suffix = component ? `?component=${encodeURIComponent(component)}` : '';
		return this.find(reader, id, component) && `${this.url}/api/storage/${id}${suffix}`;
	}

	/** Deletes a file, with the mutation that does so. */
	delete(writer: Writer, component: string, id: string): null {
		const table = requireId(writer, id, 'delete');
		if (!this.find(writer, id, component)) {
			throw new FunctionError(`Uncaught Error: storage id ${id} not found`);
		}
		writer.replace(table, id, undefined);
		return null;
	}

	/** A file's content. */
	async read(component: string, id: string): Promise<Blob | null> {
		const reader = this.documents.reader();
		requireId(reader, id, 'get');
		const file = this.find(reader, id, component);
		return file && new Blob([await readFile(this.pathOf(id))], { type: file.contentType ?? '' });
	}

	/** Stores what an action has in memory. */
	async store(component: string, blob: Blob, digest?: string): Promise<string> {
		const body = Readable.fromWeb(blob.stream() as ReadableStream);
		return await this.save(component, body, blob.type, digest);
	}

	/** A part of a file's content. */
	stream(id: string, start: number, end: number): Readable {
		return createReadStream(this.pathOf(id), { start, end });
	}

	/** Where the file lies. */
	pathOf(id: string): string {
		return join(this.#folder, id);
	}

	#sign(claim: string): string {
		return createHmac('sha256', this.#key).update(claim).digest('base64url');
	}
}

function requireId(reader: Reader, id: string, method: string) {
	const table = reader.documents.catalog.tableOf(id);
	if (table && table.label === STORAGE) return table;
	throw new FunctionError(
		`Uncaught Error: Invalid argument \`storageId\` for \`storage.${method}\`: Invalid storage ID "${id}"`
	);
}

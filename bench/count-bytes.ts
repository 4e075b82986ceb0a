import { getDocumentSize, jsonToConvex, type Value } from 'convex/values';
import { Reader, Writer } from '../emulators/convex/transaction.ts';

/**
 * Counts the bytes of the documents that functions of a local Convex in this process read and write, from now
 * on until `stop` is called.
 */
export function countBytes(): { read: () => number; stop: () => void } {
	const sizes = new WeakMap<object, number>();
	let bytes = 0;
	const add = (document: object | undefined) => {
		if (document === undefined) return;
		const value = jsonToConvex(document as never) as Record<string, Value>;
		const size = sizes.get(document) ?? getDocumentSize(value);
		sizes.set(document, size);
		bytes += size;
	};
	// Called with the reader or writer that they belong to.
	/* eslint-disable @typescript-eslint/unbound-method */
	const { scan, match } = Reader.prototype;
	const { insert, replace } = Writer.prototype;
	/* eslint-enable @typescript-eslint/unbound-method */
	Reader.prototype.scan = function* (...args) {
		for (const entry of scan.apply(this, args)) {
			add(entry.document);
			yield entry;
		}
		return undefined;
	};
	Reader.prototype.match = function (...args) {
		const found = match.apply(this, args);
		found.forEach(add);
		return found;
	};
	Writer.prototype.insert = function (...args) {
		const id = insert.apply(this, args);
		add(this.changes.get(id));
		return id;
	};
	Writer.prototype.replace = function (table, id, fields) {
		replace.call(this, table, id, fields);
		add(this.changes.get(id));
	};
	return {
		read: () => bytes,
		stop: () => {
			Object.assign(Reader.prototype, { scan, match });
			Object.assign(Writer.prototype, { insert, replace });
		}
	};
}

/** What a function can do: the system calls that the convex package makes on its behalf. */
import { isDeepStrictEqual } from 'node:util';
import type { Identity } from './auth.ts';
import { FunctionError, UnsupportedError } from './errors.ts';
import type { Call, Functions } from './functions.ts';
import type { SyscallArguments, Syscalls } from './invocation.ts';
import type { JSONObject, JSONValue } from './json.ts';
import { documents, readPage } from './query.ts';
import { cancelJob, scheduleJob } from './scheduled-job.ts';
import type { Table } from './schema.ts';
import type { Store } from './store.ts';
import type { Reader, Writer } from './transaction.ts';

/** Where the pages of a reactive query end, from one run of it to the next. */
export interface Journal {
	endCursor: string | null;
}

/** The system calls of a query. `journal` is read, and left as the next run needs it. */
export function querySyscalls(
	functions: Functions,
	reader: Reader,
	identity: Identity | null,
	journal: Journal
): Syscalls {
	const { endCursor: previousEnd } = journal;
	const streams: Generator<JSONObject, void>[] = [];
	let hasPaginated = false;
	return {
		getUserIdentity: () => identity?.attributes,
		'db/normalizeId': ({ table, idString }) => {
			return { id: reader.catalog.tableOf(idString)?.name === table ? idString : null };
		},
		get: ({ id, table, isSystem }) => {
			const found = tableOf(reader, 'get', id, table);
			if (isSystemTable(found) === isSystem) return reader.get(found, id);
			throw new FunctionError('System tables can only be accessed from db.system.');
		},
		queryStream: ({ query }) => ({ queryId: streams.push(documents(reader, query)) - 1 }),
		queryStreamNext: ({ queryId }) => {
			const next = streams[queryId]?.next();
			return { value: next?.value ?? null, done: next?.done ?? true };
		},
		queryCleanup: ({ queryId }) => {
			streams[queryId]?.return();
			return null;
		},
		queryPage: (request) => {
			if (hasPaginated) {
				throw new FunctionError('Convex only supports a single paginated query in each function.');
			}
			hasPaginated = true;
			const page = readPage(reader, { ...request, endCursor: request.endCursor ?? previousEnd });
			journal.endCursor = page.continueCursor;
			return page;
		},
		runUdf: (args) => {
			if (args.udfType === 'query') return functions.query(reader, inner(args, identity));
			throw new UnsupportedError(`a ${args.udfType} in a query`);
		}
	};
}

/** The system calls of a mutation. */
export function mutationSyscalls(
	functions: Functions,
	writer: Writer,
	identity: Identity | null
): Syscalls {
	const reading = querySyscalls(functions, writer, identity, { endCursor: null });
	const writable = (operation: string, { id, table }: SyscallArguments): Table => {
		const found = tableOf(writer, operation, id, table);
		if (isSystemTable(found))
			throw new FunctionError(`${found.name} is a system table: read-only.`);
		return found;
	};
	return {
		...reading,
		insert: ({ table = '', value }) => ({ _id: writer.insert(writer.catalog.table(table), value) }),
		shallowMerge: (args) => {
			const table = writable('patch', args);
			const before = writer.get(table, args.id) ?? {};
			const merged = Object.entries({ ...before, ...args.value }).filter(
				([, value]) => !isDeepStrictEqual(value, { $undefined: null })
			);
			return replace(writer, table, args.id, Object.fromEntries(merged));
		},
		replace: (args) => replace(writer, writable('replace', args), args.id, args.value),
		remove: (args) => {
			writer.replace(writable('delete', args), args.id, undefined);
			return null;
		},
		schedule: (args) => scheduleJob(writer, functions.schedulable(pathOf(args)), args),
		cancel_job: ({ id }) => cancelJob(writer, id),
		runUdf: (args) => {
			if (args.udfType === 'query') return functions.query(writer, inner(args, identity));
			if (args.udfType === 'snapshotQuery') throw new UnsupportedError('useStaleSnapshot');
			return writer.savepoint(() => functions.mutation(writer, inner(args, identity)));
		}
	};
}

/** The system calls of an action. */
export function actionSyscalls(
	functions: Functions,
	store: Store,
	identity: Identity | null
): Syscalls {
	const mutate = async (body: (writer: Writer) => Promise<JSONValue> | JSONValue) => {
		return (await store.mutate(async (writer) => await body(writer))).value;
	};
	return {
		getUserIdentity: () => identity?.attributes,
		'actions/query': async (args) => {
			const call = inner(args, identity);
			return (await store.read((reader) => functions.query(reader, call))).value;
		},
		'actions/mutation': (args) => {
			return mutate((writer) => functions.mutation(writer, inner(args, identity)));
		},
		'actions/action': (args) => functions.action(inner(args, identity)),
		'actions/schedule': (args) => {
			return mutate((writer) => scheduleJob(writer, functions.schedulable(pathOf(args)), args));
		},
		'actions/cancel_job': ({ id }) => mutate((writer) => cancelJob(writer, id))
	};
}

/** A call from within a function: for the same user, and internal functions may be called. */
function inner(args: SyscallArguments, identity: Identity | null): Call {
	return { path: pathOf(args), args: args.args, identity, isTrusted: true };
}

function replace(writer: Writer, table: Table, id: string, value: JSONObject): null {
	const before = writer.get(table, id);
	const { _id = before?._id, _creationTime = before?._creationTime, ...fields } = value;
	if (before && (_id !== before._id || _creationTime !== before._creationTime)) {
		throw new FunctionError('The system fields `_id` and `_creationTime` cannot be changed.');
	}
	writer.replace(table, id, fields);
	return null;
}

function tableOf({ catalog }: Reader, operation: string, id: string, expected?: string): Table {
	const table = catalog.tableOf(id);
	if (!table)
		throw new FunctionError(`Invalid argument \`id\` for \`db.${operation}\`: not an ID.`);
	if (expected !== undefined && table.name !== expected) {
		throw new FunctionError(
			`Invalid argument \`id\` for \`db.${operation}\`: the ID is from table "${table.name}", not "${expected}".`
		);
	}
	return table;
}

function isSystemTable(table: Table): boolean {
	return table.name.startsWith('_');
}

function pathOf({ name }: SyscallArguments): string {
	if (name === undefined) throw new UnsupportedError('components and function handles');
	return name;
}

/** What functions can do: the system calls that the convex package makes on their behalf. */
import { isDeepStrictEqual } from 'node:util';
import { convexToJson } from 'convex/values';
import { attributesOf } from './auth.ts';
import { handleOf, resolve, split, within } from './component-names.ts';
import { FunctionError, UnsupportedError } from './errors.ts';
import type { Call, FunctionRunner, Journal } from './function-runner.ts';
import type { SyscallArguments, Syscalls } from './invocation.ts';
import type { JSONObject } from './json.ts';
import { documents, readPage, type SerializedQuery } from './query.ts';
import { cancel, schedule } from './scheduler.ts';
import type { Table } from './schema.ts';
import type { Mutation } from './store.ts';
import type { Reader, Writer } from './transaction.ts';

/** The function that makes the system calls: its component decides what its names mean. */
type Running = Pick<Call, 'path' | 'user'>;

/** What Convex allows one transaction; nothing here refuses more. */
const LIMITS = {
	bytesRead: 16 << 20,
	bytesWritten: 16 << 20,
	databaseQueries: 4_096,
	documentsRead: 32_000,
	documentsWritten: 16_000,
	functionsScheduled: 1_000,
	scheduledFunctionArgsBytes: 16 << 20
};

/** The system calls of a query. `journal` is read, and left as the next run needs it. */
export function querySyscalls(
	runner: FunctionRunner,
	reader: Reader,
	running: Running,
	journal: Journal
): Syscalls {
	const [component] = split(running.path);
	const streams: ReturnType<typeof documents>[] = [];
	let hasPaginated = false;
	return {
		...sharedSyscalls(runner, running),
		'db/normalizeId': ({ table = '', idString }) => {
			const found = reader.documents.catalog.tableOf(idString)?.name;
			return { id: found === within(component, table) ? idString : null };
		},
		get: (args) => reader.get(tableOf(reader, component, args), args.id),
		queryStream: ({ query }) => {
			return { queryId: streams.push(documents(reader, inComponent(component, query))) - 1 };
		},
		queryStreamNext: ({ queryId }) => {
			const { value = null } = streams[queryId]?.next() ?? {};
			return { value, done: value === null };
		},
		queryCleanup: () => null,
		queryPage: (request) => {
			if (hasPaginated) throw new FunctionError('A function can run one paginated query only.');
			hasPaginated = true;
			const page = readPage(reader, {
				...request,
				query: inComponent(component, request.query),
				endCursor: request.endCursor ?? journal.endCursor
			});
			journal.endCursor = page.continueCursor;
			return page;
		},
		getSnapshotTs: () => convexToJson(runner.store.ts),
		getTransactionMetrics: () => {
			const counted: Record<string, number> = reader.used;
			const metrics = Object.entries(LIMITS).map(([name, limit]) => {
				const used = counted[name] ?? 0;
				return [name, { used, remaining: limit - used }];
			});
			return Object.fromEntries(metrics) as JSONObject;
		},
		storageGetUrl: ({ storageId }) => runner.files.urlOf(reader, component, storageId),
		storageGetMetadata: ({ storageId }) => runner.files.metadata(reader, component, storageId),
		runUdf: (args) => {
			const call = inner(runner, running, args);
			if (args.udfType === 'query') return runner.query(reader, call);
			if (args.udfType === 'snapshotQuery') return runner.query(runner.store.reader(), call);
			throw new UnsupportedError(`a ${args.udfType} in a query`);
		}
	};
}

/** The system calls of a mutation. */
export function mutationSyscalls(
	runner: FunctionRunner,
	writer: Writer,
	running: Running
): Syscalls {
	const [component] = split(running.path);
	const replace = (args: SyscallArguments, value?: JSONObject) => {
		writer.replace(tableOf(writer, component, args), args.id, value);
		return null;
	};
	const reading = querySyscalls(runner, writer, running, { endCursor: null });
	return {
		...reading,
		insert: ({ table = '', value }) => {
			return {
				_id: writer.insert(writer.documents.catalog.table(within(component, table)), value)
			};
		},
		shallowMerge: (args) => {
			const before = writer.get(tableOf(writer, component, args), args.id);
			const merged = Object.entries({ ...before, ...args.value });
			const kept = merged.filter(([, value]) => !isDeepStrictEqual(value, { $undefined: null }));
			return replace(args, Object.fromEntries(kept));
		},
		replace: (args) => replace(args, args.value),
		remove: (args) => replace(args),
		schedule: (args) => scheduleIn(writer, runner, running, args),
		cancel_job: ({ id }) => cancel(writer, id),
		storageGenerateUploadUrl: () => runner.files.uploadUrl(component),
		storageDelete: ({ storageId }) => runner.files.delete(writer, component, storageId),
		runUdf: (args) => {
			if (args.udfType !== 'mutation') return reading.runUdf?.(args);
			return writer.savepoint(() => runner.mutation(writer, inner(runner, running, args)));
		}
	};
}

/** The system calls of an action. */
export function actionSyscalls(runner: FunctionRunner, running: Running): Syscalls {
	const [component] = split(running.path);
	const { files, store } = runner;
	const mutate = async (body: Mutation) => (await store.mutate(body)).value;
	const call = (args: SyscallArguments) => inner(runner, running, args);
	return {
		...sharedSyscalls(runner, running),
		'actions/query': (args) => runner.query(store.reader(), call(args)),
		'actions/mutation': (args) => mutate((writer) => runner.mutation(writer, call(args))),
		'actions/action': (args) => runner.action(call(args)),
		'actions/schedule': (args) => mutate((writer) => scheduleIn(writer, runner, running, args)),
		'actions/cancel_job': ({ id }) => mutate((writer) => cancel(writer, id)),
		storageGetUrl: ({ storageId }) => files.urlOf(store.reader(), component, storageId),
		storageGetMetadata: ({ storageId }) => files.metadata(store.reader(), component, storageId),
		storageGenerateUploadUrl: () => files.uploadUrl(component),
		storageDelete: ({ storageId }) =>
			mutate((writer) => files.delete(writer, component, storageId)),
		'storage/storeBlob': ({ blob, options }) => files.store(component, blob, options?.sha256),
		'storage/getBlob': ({ storageId }) => files.read(component, storageId)
	};
}

function sharedSyscalls(runner: FunctionRunner, running: Running): Syscalls {
	const [componentPath, name] = split(running.path);
	return {
		getUserIdentity: () => attributesOf(running.user),
		createFunctionHandle: (args) => handleOf(functionOf(runner, running, args)),
		getFunctionMetadata: () => ({ name, componentPath }),
		getDeploymentMetadata: () => ({ name: 'local', region: null, class: 'local' })
	};
}

/** A call from within a function is for the same user, and may be of an internal function. */
function inner(runner: FunctionRunner, running: Running, args: SyscallArguments): Call {
	const path = functionOf(runner, running, args);
	return { path, args: args.args, user: running.user, isTrusted: true };
}

/** The full name of a function. Only what a component makes public is there for its parent. */
function functionOf(runner: FunctionRunner, { path }: Running, args: SyscallArguments): string {
	const found = resolve(split(path)[0], args);
	if (args.reference === undefined || runner.find(found).isPublic) return found;
	throw new FunctionError(`${found} is internal to its component.`);
}

function scheduleIn(
	writer: Writer,
	runner: FunctionRunner,
	running: Running,
	args: SyscallArguments
): string {
	const path = functionOf(runner, running, args);
	// That a query cannot be scheduled, Convex says when it is due.
	runner.find(path);
	return schedule(writer, split(running.path)[0], path, args.args, args.ts);
}

/** The table of an id. An id of another component's table is none of any document here. */
function tableOf(
	{ documents: { catalog } }: Reader,
	component: string,
	{ id, table, isSystem = false }: SyscallArguments
): Table {
	const found = catalog.tableOf(id);
	if (!found || found.label !== (table ?? found.label)) {
		throw new FunctionError(`Invalid ID "${id}" for ${table ? `table "${table}"` : 'any table'}`);
	}
	if (found.label.startsWith('_') !== isSystem) {
		throw new FunctionError('System tables can only be read, and only from db.system.');
	}
	return catalog.table(within(component, found.label));
}

/** A query with the full names of its table and its index. */
function inComponent(component: string, { source, ...query }: SerializedQuery): SerializedQuery {
	if (source.type === 'FullTableScan') {
		const tableName = within(component, source.tableName);
		return { ...query, source: { ...source, tableName } };
	}
	return { ...query, source: { ...source, indexName: within(component, source.indexName) } };
}

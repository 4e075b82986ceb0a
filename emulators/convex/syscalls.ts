/** What functions can do: the system calls that the convex package makes on their behalf. */
import { isDeepStrictEqual } from 'node:util';
import type { User } from './auth.ts';
import { FunctionError, UnsupportedError } from './errors.ts';
import type { Call, FunctionRunner, Journal } from './function-runner.ts';
import type { SyscallArguments, Syscalls } from './invocation.ts';
import type { JSONObject } from './json.ts';
import { documents, readPage } from './query.ts';
import { cancel, schedule } from './scheduler.ts';
import type { Table } from './schema.ts';
import type { Mutation } from './store.ts';
import type { Reader, Writer } from './transaction.ts';

/** The system calls of a query. `journal` is read, and left as the next run needs it. */
export function querySyscalls(
	runner: FunctionRunner,
	reader: Reader,
	user: User,
	journal: Journal
): Syscalls {
	const streams: ReturnType<typeof documents>[] = [];
	let hasPaginated = false;
	return {
		getUserIdentity: () => user?.attributes,
		'db/normalizeId': ({ table, idString }) => {
			return { id: reader.documents.catalog.tableOf(idString)?.name === table ? idString : null };
		},
		get: (args) => reader.get(tableOf(reader, args), args.id),
		queryStream: ({ query }) => ({ queryId: streams.push(documents(reader, query)) - 1 }),
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
				endCursor: request.endCursor ?? journal.endCursor
			});
			journal.endCursor = page.continueCursor;
			return page;
		},
		runUdf: (args) => {
			if (args.udfType === 'query') return runner.query(reader, inner(args, user));
			throw new UnsupportedError(`a ${args.udfType} in a query`);
		}
	};
}

/** The system calls of a mutation. */
export function mutationSyscalls(runner: FunctionRunner, writer: Writer, user: User): Syscalls {
	const replace = (args: SyscallArguments, value?: JSONObject) => {
		writer.replace(tableOf(writer, args), args.id, value);
		return null;
	};
	return {
		...querySyscalls(runner, writer, user, { endCursor: null }),
		insert: ({ table = '', value }) => {
			return { _id: writer.insert(writer.documents.catalog.table(table), value) };
		},
		shallowMerge: (args) => {
			const before = writer.get(tableOf(writer, args), args.id);
			const merged = Object.entries({ ...before, ...args.value });
			const kept = merged.filter(([, value]) => !isDeepStrictEqual(value, { $undefined: null }));
			return replace(args, Object.fromEntries(kept));
		},
		replace: (args) => replace(args, args.value),
		remove: (args) => replace(args),
		schedule: (args) => scheduleIn(writer, runner, args),
		cancel_job: ({ id }) => cancel(writer, id),
		runUdf: (args) => {
			if (args.udfType === 'query') return runner.query(writer, inner(args, user));
			if (args.udfType === 'snapshotQuery') throw new UnsupportedError('useStaleSnapshot');
			return writer.savepoint(() => runner.mutation(writer, inner(args, user)));
		}
	};
}

/** The system calls of an action. */
export function actionSyscalls(runner: FunctionRunner, user: User): Syscalls {
	const mutate = async (body: Mutation) => (await runner.store.mutate(body)).value;
	return {
		getUserIdentity: () => user?.attributes,
		'actions/query': (args) => runner.query(runner.store.reader(), inner(args, user)),
		'actions/mutation': (args) => mutate((writer) => runner.mutation(writer, inner(args, user))),
		'actions/action': (args) => runner.action(inner(args, user)),
		'actions/schedule': (args) => mutate((writer) => scheduleIn(writer, runner, args)),
		'actions/cancel_job': ({ id }) => mutate((writer) => cancel(writer, id))
	};
}

/** A call from within a function is for the same user, and may be of an internal function. */
function inner(args: SyscallArguments, user: User): Call {
	return { path: pathOf(args), args: args.args, user, isTrusted: true };
}

function scheduleIn(writer: Writer, runner: FunctionRunner, args: SyscallArguments): string {
	const path = pathOf(args);
	if (runner.find(path).kind !== 'query') return schedule(writer, path, args.args, args.ts);
	throw new FunctionError(`${path} is a query, and cannot be scheduled.`);
}

function tableOf(reader: Reader, { id, table, isSystem = false }: SyscallArguments): Table {
	const found = reader.documents.catalog.tableOf(id);
	if (!found || found.name !== (table ?? found.name)) {
		throw new FunctionError(`Invalid ID "${id}" for ${table ? `table "${table}"` : 'any table'}`);
	}
	if (found.name.startsWith('_') === isSystem) return found;
	throw new FunctionError('System tables can only be read, and only from db.system.');
}

function pathOf({ name }: SyscallArguments): string {
	if (name === undefined) throw new UnsupportedError('components and function handles');
	return name;
}

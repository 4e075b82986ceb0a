/** Scheduled functions as documents: written by the mutation that schedules them, with its commit. */
import { FunctionError } from './errors.ts';
import type { JSONObject, JSONValue } from './json.ts';
import { SCHEDULED_BY_TIME, SCHEDULED_FUNCTIONS } from './schema.ts';
import { encodeKey, startingWith } from './index-keys.ts';
import type { Reader, Writer } from './transaction.ts';

/** How far a scheduled function is. */
export type JobState =
	{ kind: 'pending' | 'inProgress' | 'success' | 'canceled' } | { kind: 'failed'; error: string };

/** A scheduled function, as `db.system` shows it. */
export interface Job extends JSONObject {
	_id: string;
	name: string;
	args: JSONObject[];
	scheduledTime: number;
	state: JobState & JSONObject;
}

/** Schedules a function; `ts` is in seconds. Returns the job's id. */
export function scheduleJob(
	writer: Writer,
	name: string,
	{ args, ts }: { args: JSONObject; ts: number }
): JSONValue {
	const state = { kind: 'pending' };
	const job = { name, args: [args], scheduledTime: ts * 1000, state };
	return writer.insert(writer.catalog.table(SCHEDULED_FUNCTIONS), job);
}

/** Cancels a function that has not ended yet. */
export function cancelJob(writer: Writer, id: string): null {
	const job = findJob(writer, id);
	if (!job) throw new FunctionError(`There is no scheduled function with the ID ${id}.`);
	if (isOpen(job)) setJobState(writer, job, { kind: 'canceled' });
	return null;
}

/** The job of that id, or `undefined`. */
export function findJob(reader: Reader, id: string): Job | undefined {
	const table = reader.catalog.tableOf(id);
	if (table?.name !== SCHEDULED_FUNCTIONS) return undefined;
	return reader.get(table, id) as Job | undefined;
}

/** Whether a job has neither ended nor been cancelled. */
export function isOpen({ state }: Job): boolean {
	return state.kind === 'pending' || state.kind === 'inProgress';
}

/** The jobs in a state, those due first coming first. */
export function* jobsIn(reader: Reader, kind: JobState['kind']): Generator<Job> {
	const range = startingWith(encodeKey([kind]));
	for (const row of reader.scan(SCHEDULED_BY_TIME, range, 'asc')) yield row.document as Job;
}

/** Moves a job to its next state. */
export function setJobState(writer: Writer, job: Job, state: JobState): void {
	const { _id, _creationTime, ...fields } = job;
	const hasEnded = state.kind !== 'pending' && state.kind !== 'inProgress';
	const next: JSONObject = { ...fields, state };
	if (hasEnded) next['completedTime'] = Date.now();
	writer.replace(writer.catalog.table(SCHEDULED_FUNCTIONS), _id, next);
}

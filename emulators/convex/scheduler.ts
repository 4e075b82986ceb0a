/**
 * Scheduled functions are documents, written by the mutation that schedules them, and run when they
 * are due. A mutation runs in the transaction that marks it as done, so exactly once; an action is
 * marked first, so at most once, as in Convex. A cron job schedules its function whenever it is due.
 */
import { StateFileError } from '../state-file-error.ts';
import { split, within } from './component-names.ts';
import { nextRun } from './crons.ts';
import { FunctionError, toFunctionError } from './errors.ts';
import type { FunctionRunner } from './function-runner.ts';
import { TimeoutError } from './invocation.ts';
import type { JSONObject } from './json.ts';
import { startingWith } from './ranges.ts';
import { SCHEDULED_BY_TIME, SCHEDULED_FUNCTIONS } from './schema.ts';
import type { Reader, Writer } from './transaction.ts';

const MAX_TIMER_MS = 2 ** 31 - 1;

/** How long Convex keeps what has become of a scheduled function, and how often that is looked at here. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1_000;
const FORGET_EVERY_MS = 60 * 60 * 1_000;

/** How long to wait when the disk took nothing, or a mutation took too long; and how often, of the latter. */
const RETRY_MS = 1_000;
const MAX_TRIES = 3;

const ENDED = ['success', 'canceled', 'failed'] as const;
type State = 'pending' | 'inProgress' | (typeof ENDED)[number];
type Job = {
	_id: string;
	name: string;
	args: JSONObject[];
	scheduledTime: number;
	completedTime?: number;
};

/** Schedules a function for a component, `ts` being in seconds, and returns the job's id. */
export function schedule(
	writer: Writer,
	component: string,
	name: string,
	args: JSONObject,
	ts: number
): string {
	const job = { name, args: [args], scheduledTime: ts * 1000, state: { kind: 'pending' } };
	return writer.insert(writer.documents.catalog.table(within(component, SCHEDULED_FUNCTIONS)), job);
}

/** Cancels a function, if it has not ended yet. */
export function cancel(writer: Writer, id: string): null {
	move(writer, id, 'canceled');
	return null;
}

/** Moves a job to its next state; `false` when it has ended or is gone. */
function move(writer: Writer, id: string, kind: State, error?: string): boolean {
	const table = writer.documents.catalog.tableOf(id);
	if (table?.label !== SCHEDULED_FUNCTIONS) {
		throw new FunctionError(`${id} is not the ID of a scheduled function.`);
	}
	const job = writer.get(table, id);
	if (!job || 'completedTime' in job) return false;
	const state: JSONObject = error === undefined ? { kind } : { kind, error };
	const ended: JSONObject = kind === 'inProgress' ? {} : { completedTime: Date.now() };
	writer.replace(table, id, { ...job, ...ended, state });
	return true;
}

/** The jobs in a state, of all components, those due first coming first. */
function jobsIn(reader: Reader, state: State): Job[] {
	const tables = reader.documents.catalog.tables.filter((t) => t.label === SCHEDULED_FUNCTIONS);
	const jobs = tables.flatMap(({ component }) => {
		const index = within(component, SCHEDULED_BY_TIME);
		const entries = [...reader.scan(index, startingWith([state]), 'asc')];
		return entries.map(({ document }) => document as Job);
	});
	return jobs.sort((a, b) => a.scheduledTime - b.scheduledTime);
}

/** Removes the jobs that ended so long ago that Convex would not know of them any more. */
function forgetEnded(writer: Writer): null {
	const isOver = ({ completedTime = Infinity }: Job) => completedTime < Date.now() - KEPT_MS;
	for (const { _id } of ENDED.flatMap((state) => jobsIn(writer, state)).filter(isOver)) {
		const table = writer.documents.catalog.tableOf(_id);
		if (table) writer.replace(table, _id, undefined);
	}
	return null;
}

/** Runs what is scheduled until it is stopped. What ran when an earlier process ended, has failed. */
export async function startScheduler(runner: FunctionRunner): Promise<() => Promise<void>> {
	const { controls, store } = runner;
	let timer: NodeJS.Timeout | undefined;
	let work = Promise.resolve();
	let isStopped = false;
	const tries = new Map<string, number>();
	const cronTimes = new Map<string, number>();
	const stopListening = store.onCommit((commit) => {
		const isOurs = ({ index }: { index: string }) => index.endsWith(SCHEDULED_BY_TIME);
		if (commit === 'everything' || commit.some(isOurs)) wake();
	});
	for (const { _id } of jobsIn(store.reader(), 'inProgress')) {
		await moveNow(_id, 'failed', 'The server stopped while it ran.');
	}
	await store.mutate(forgetEnded);
	const forget = () => doNext(() => store.mutate(forgetEnded));
	const forgetting = setInterval(forget, FORGET_EVERY_MS).unref();
	controls.onClock = wake;
	wake();
	return async () => {
		isStopped = true;
		controls.onClock = () => {};
		stopListening();
		clearTimeout(timer);
		clearInterval(forgetting);
		await work;
	};

	function wake(leastMs = 0): void {
		clearTimeout(timer);
		if (isStopped) return;
		const [next] = jobsIn(store.reader(), 'pending');
		const dueTime = Math.min(next?.scheduledTime ?? Infinity, ...nextCronTimes());
		if (dueTime === Infinity) return;
		const dueMs = Math.max(dueTime - controls.now(), leastMs);
		timer = setTimeout(() => doNext(runDue), Math.min(dueMs, MAX_TIMER_MS));
	}

	/** When each cron job of the functions that are loaded now is due. */
	function nextCronTimes(): number[] {
		for (const name of cronTimes.keys()) if (!runner.crons.has(name)) cronTimes.delete(name);
		return [...runner.crons].map(([name, { schedule }]) => {
			const time = cronTimes.get(name) ?? nextRun(schedule, controls.now());
			cronTimes.set(name, time);
			return time;
		});
	}

	/** Does something after all that came before. What fails, as on a full disk, ends nothing later. */
	function doNext(step: () => Promise<unknown>): void {
		work = work.then(step).then(
			() => wake(),
			(error: unknown) => {
				runner.log(String(error));
				wake(RETRY_MS);
			}
		);
	}

	async function runDue(): Promise<void> {
		const now = controls.now();
		for (const [name, { schedule, ...job }] of runner.crons) {
			if ((cronTimes.get(name) ?? Infinity) > now) continue;
			await store.mutate((writer) => scheduleNow(writer, job, now));
			cronTimes.set(name, nextRun(schedule, now));
		}
		for (const job of jobsIn(store.reader(), 'pending')) {
			if (job.scheduledTime > controls.now() || isStopped) break;
			await run(job).catch((error: unknown) => {
				// It is not the function that has failed: it runs when there is room.
				if (error instanceof StateFileError) throw error;
				const count = (tries.get(job._id) ?? 0) + 1;
				tries.set(job._id, count);
				if (error instanceof TimeoutError && count < MAX_TRIES) throw error;
				return fail(job, error);
			});
			tries.delete(job._id);
		}
	}

	async function run(job: Job): Promise<void> {
		const { _id, name, args } = job;
		const call = { path: name, args: args[0] ?? {}, user: null, isTrusted: true };
		if (runner.find(name).kind === 'mutation') {
			await store.mutate(async (writer) => {
				if (!move(writer, _id, 'inProgress')) return null;
				await runner.mutation(writer, call);
				// Unless it has cancelled itself.
				return move(writer, _id, 'success');
			});
		} else if (await moveNow(_id, 'inProgress')) {
			const ended = runner.action(call).then(() => moveNow(_id, 'success'));
			// When the store is closed by then, the next process gives it up.
			ended.catch((error: unknown) => fail(job, error)).catch(() => undefined);
		}
	}

	async function fail({ _id, name }: Job, thrown: unknown): Promise<void> {
		const { message } = toFunctionError(thrown);
		runner.log(`Scheduled ${name} failed: ${message}`);
		await moveNow(_id, 'failed', message);
	}

	async function moveNow(id: string, state: State, error?: string): Promise<boolean> {
		return (await store.mutate((writer) => move(writer, id, state, error))).value === true;
	}
}

/** Schedules the function of a cron job for now. */
export function scheduleNow(
	writer: Writer,
	{ name, args }: { name: string; args: JSONObject[] },
	now: number
): string {
	return schedule(writer, split(name)[0], name, args[0] ?? {}, now / 1_000);
}

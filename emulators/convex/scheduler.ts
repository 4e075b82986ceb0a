/**
 * Scheduled functions are documents, written by the mutation that schedules them, and run when they
 * are due. A mutation runs in the transaction that marks it as done, so exactly once; an action is
 * marked first, so at most once, as in Convex.
 */
import { StateFileError } from '../state-file-error.ts';
import { FunctionError, toFunctionError } from './errors.ts';
import type { FunctionRunner } from './function-runner.ts';
import type { JSONObject } from './json.ts';
import { startingWith } from './ranges.ts';
import { SCHEDULED_BY_TIME, SCHEDULED_FUNCTIONS } from './schema.ts';
import type { Reader, Writer } from './transaction.ts';

const MAX_TIMER_MS = 2 ** 31 - 1;

/** How long Convex keeps what has become of a scheduled function, and how often that is looked at here. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1_000;
const FORGET_EVERY_MS = 60 * 60 * 1_000;

/** How long to wait when the disk took nothing. */
const RETRY_MS = 1_000;

const ENDED = ['success', 'canceled', 'failed'] as const;
type State = 'pending' | 'inProgress' | (typeof ENDED)[number];
type Job = {
	_id: string;
	name: string;
	args: JSONObject[];
	scheduledTime: number;
	completedTime?: number;
};

/** Schedules a function, `ts` being in seconds, and returns the job's id. */
export function schedule(writer: Writer, name: string, args: JSONObject, ts: number): string {
	const job = { name, args: [args], scheduledTime: ts * 1000, state: { kind: 'pending' } };
	return writer.insert(writer.documents.catalog.table(SCHEDULED_FUNCTIONS), job);
}

/** Cancels a function, if it has not ended yet. */
export function cancel(writer: Writer, id: string): null {
	const isJob = writer.documents.catalog.tableOf(id)?.name === SCHEDULED_FUNCTIONS;
	if (!isJob) throw new FunctionError(`${id} is not the ID of a scheduled function.`);
	move(writer, id, 'canceled');
	return null;
}

/** Moves a job to its next state; `false` when it has ended or is gone. */
function move(writer: Writer, id: string, kind: State, error?: string): boolean {
	const table = writer.documents.catalog.table(SCHEDULED_FUNCTIONS);
	const job = writer.get(table, id);
	if (!job || 'completedTime' in job) return false;
	const state: JSONObject = error === undefined ? { kind } : { kind, error };
	const ended: JSONObject = kind === 'inProgress' ? {} : { completedTime: Date.now() };
	writer.replace(table, id, { ...job, ...ended, state });
	return true;
}

/** The jobs in a state, those due first coming first. */
function jobsIn(reader: Reader, state: State): Job[] {
	const entries = [...reader.scan(SCHEDULED_BY_TIME, startingWith([state]), 'asc')];
	return entries.map(({ document }) => document as Job);
}

/** Removes the jobs that ended so long ago that Convex would not know of them any more. */
function forgetEnded(writer: Writer): null {
	const table = writer.documents.catalog.table(SCHEDULED_FUNCTIONS);
	const isOver = ({ completedTime = Infinity }: Job) => completedTime < Date.now() - KEPT_MS;
	for (const { _id } of ENDED.flatMap((state) => jobsIn(writer, state)).filter(isOver)) {
		writer.replace(table, _id, undefined);
	}
	return null;
}

/** Runs what is scheduled until it is stopped. What ran when an earlier process ended, has failed. */
export async function startScheduler(runner: FunctionRunner): Promise<() => Promise<void>> {
	const { controls, store } = runner;
	let timer: NodeJS.Timeout | undefined;
	let work = Promise.resolve();
	let isStopped = false;
	const stopListening = store.onCommit((commit) => {
		if (commit === 'everything' || commit.some((t) => t.index === SCHEDULED_BY_TIME)) wake();
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
		const [next] = jobsIn(store.reader(), 'pending');
		if (!next || isStopped) return;
		const dueMs = Math.max(next.scheduledTime - controls.now(), leastMs);
		timer = setTimeout(() => doNext(runDue), Math.min(dueMs, MAX_TIMER_MS));
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
		for (const job of jobsIn(store.reader(), 'pending')) {
			if (job.scheduledTime > controls.now() || isStopped) break;
			await run(job).catch((error: unknown) => {
				// It is not the function that has failed: it runs when there is room.
				if (error instanceof StateFileError) throw error;
				return fail(job, error);
			});
		}
	}

	async function run(job: Job): Promise<void> {
		const { _id, name, args } = job;
		const call = { path: name, args: args[0] ?? {}, user: null, isTrusted: true };
		if (runner.find(name).kind === 'mutation') {
			await store.mutate((writer) => {
				return move(writer, _id, 'success') && runner.mutation(writer, call);
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

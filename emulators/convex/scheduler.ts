/**
 * Scheduled functions are documents, written by the mutation that schedules them, and run when they
 * are due. A mutation runs in the transaction that marks it as done, so exactly once; an action is
 * marked first, so at most once, as in Convex.
 */
import { FunctionError, toFunctionError } from './errors.ts';
import type { Functions } from './functions.ts';
import type { JSONObject } from './json.ts';
import { startingWith } from './ranges.ts';
import { SCHEDULED_BY_TIME, SCHEDULED_FUNCTIONS } from './schema.ts';
import type { Store } from './store.ts';
import type { Reader, Writer } from './transaction.ts';

const MAX_TIMER_MS = 2 ** 31 - 1;

type State = 'pending' | 'inProgress' | 'success' | 'canceled' | 'failed';
type Job = { _id: string; name: string; args: JSONObject[]; scheduledTime: number };

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
function* jobsIn(reader: Reader, state: State): Generator<Job, undefined> {
	const entries = reader.scan(SCHEDULED_BY_TIME, startingWith([state]), 'asc');
	for (const { document } of entries) yield document as Job;
}

/** Runs scheduled functions until it is stopped. */
export class Scheduler {
	#stopListening = () => {};
	#timer: NodeJS.Timeout | undefined;
	#work: Promise<void> | undefined;
	#isStopped = false;

	constructor(
		private readonly store: Store,
		private readonly functions: Functions,
		private readonly log: (line: string) => void
	) {}

	/** Takes up what is scheduled, and gives up the actions that ran when an earlier process ended. */
	async start(): Promise<void> {
		this.#stopListening = this.store.onCommit(({ touched }) => {
			const isNews = touched === 'everything' || touched.some((t) => t.index === SCHEDULED_BY_TIME);
			if (isNews) this.#wake();
		});
		const error = 'The server stopped while it ran.';
		const running = [...jobsIn(this.store.reader(), 'inProgress')];
		for (const { _id } of running) await this.#move(_id, 'failed', error);
		this.#wake();
	}

	/** Starts no more jobs, and waits for the mutation that runs. */
	async stop(): Promise<void> {
		this.#isStopped = true;
		this.#stopListening();
		clearTimeout(this.#timer);
		await this.#work;
	}

	#wake(): void {
		clearTimeout(this.#timer);
		const next = jobsIn(this.store.reader(), 'pending').next().value;
		if (!next || this.#isStopped || this.#work) return;
		const start = () => {
			this.#work = this.#runDue().finally(() => {
				this.#work = undefined;
				this.#wake();
			});
		};
		this.#timer = setTimeout(start, Math.min(next.scheduledTime - Date.now(), MAX_TIMER_MS));
	}

	async #runDue(): Promise<void> {
		for (const job of [...jobsIn(this.store.reader(), 'pending')]) {
			if (job.scheduledTime > Date.now() || this.#isStopped) break;
			await this.#run(job).catch((error: unknown) => this.#fail(job, error));
		}
	}

	async #run(job: Job): Promise<void> {
		const { _id, name, args } = job;
		const call = { path: name, args: args[0] ?? {}, user: null, isTrusted: true };
		if (this.functions.find(name).kind === 'mutation') {
			await this.store.mutate((writer) => {
				return move(writer, _id, 'success') && this.functions.mutation(writer, call);
			});
		} else if (await this.#move(_id, 'inProgress')) {
			void this.functions
				.action(call)
				.then(() => this.#move(_id, 'success'))
				.catch((error: unknown) => this.#fail(job, error))
				// When the store is closed by then, the next process gives it up.
				.catch(() => undefined);
		}
	}

	async #fail({ _id, name }: Job, thrown: unknown): Promise<void> {
		const { message } = toFunctionError(thrown);
		this.log(`Scheduled ${name} failed: ${message}`);
		await this.#move(_id, 'failed', message);
	}

	async #move(id: string, state: State, error?: string): Promise<boolean> {
		return (await this.store.mutate((writer) => move(writer, id, state, error))).value === true;
	}
}

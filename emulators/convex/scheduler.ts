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

type JobState =
	{ kind: 'pending' | 'inProgress' | 'success' | 'canceled' } | { kind: 'failed'; error: string };

interface Job extends JSONObject {
	_id: string;
	name: string;
	args: JSONObject[];
	scheduledTime: number;
	state: JobState & JSONObject;
}

/** Schedules a function, `ts` being in seconds, and returns the job's id. */
export function schedule(writer: Writer, name: string, args: JSONObject, ts: number): string {
	const job = { name, args: [args], scheduledTime: ts * 1000, state: { kind: 'pending' } };
	return writer.insert(writer.documents.catalog.table(SCHEDULED_FUNCTIONS), job);
}

/** Cancels a function that has not ended yet. */
export function cancel(writer: Writer, id: string): null {
	if (writer.documents.catalog.tableOf(id)?.name !== SCHEDULED_FUNCTIONS) {
		throw new FunctionError(`${id} is not the ID of a scheduled function.`);
	}
	move(writer, id, { kind: 'canceled' });
	return null;
}

/** Moves a job to its next state; `false` when it has ended or is gone. */
function move(writer: Writer, id: string, state: JobState): boolean {
	const table = writer.documents.catalog.table(SCHEDULED_FUNCTIONS);
	const job = writer.get(table, id) as Job | undefined;
	if (job?.state.kind !== 'pending' && job?.state.kind !== 'inProgress') return false;
	const next: JSONObject = { ...job, state };
	if (state.kind !== 'inProgress') next['completedTime'] = Date.now();
	writer.replace(table, id, next);
	return true;
}

/** The jobs in a state, those due first coming first. */
function* jobsIn(reader: Reader, kind: JobState['kind']): Generator<Job, undefined> {
	for (const { document } of reader.scan(SCHEDULED_BY_TIME, startingWith([kind]), 'asc')) {
		yield document as Job;
	}
}

/** Runs scheduled functions until it is stopped. */
export class Scheduler {
	readonly #stopListening: () => void;
	#timer: NodeJS.Timeout | undefined;
	#work: Promise<void> | undefined;
	#isStopped = false;

	constructor(
		private readonly store: Store,
		private readonly functions: Functions,
		private readonly log: (line: string) => void
	) {
		this.#stopListening = store.onCommit(({ touched }) => {
			if (touched === 'everything' || touched.some((t) => t.index === SCHEDULED_BY_TIME))
				this.#wake();
		});
	}

	/** Gives up the actions that ran when an earlier process ended. */
	async start(): Promise<void> {
		const running = [...jobsIn(this.store.reader(), 'inProgress')];
		const error = 'The server stopped while it ran.';
		for (const { _id } of running) await this.#move(_id, { kind: 'failed', error });
	}

	/** Starts no more jobs, and waits for the mutation that runs. */
	async stop(): Promise<void> {
		this.#isStopped = true;
		this.#stopListening();
		clearTimeout(this.#timer);
		await this.#work;
	}

	#wake(): void {
		const next = jobsIn(this.store.reader(), 'pending').next().value;
		clearTimeout(this.#timer);
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
		const call = { path: job.name, args: job.args[0] ?? {}, identity: null, isTrusted: true };
		if (this.functions.find(job.name).kind === 'mutation') {
			await this.store.mutate((writer) => {
				const isDue = move(writer, job._id, { kind: 'success' });
				return isDue ? this.functions.mutation(writer, call) : null;
			});
		} else if (await this.#move(job._id, { kind: 'inProgress' })) {
			const ended = this.functions.action(call);
			const recorded = ended.then(
				() => this.#move(job._id, { kind: 'success' }),
				(error: unknown) => this.#fail(job, error)
			);
			// When the store is closed by then, the next process gives it up.
			recorded.catch(() => undefined);
		}
	}

	async #fail({ _id, name }: Job, thrown: unknown): Promise<void> {
		const { message: error } = toFunctionError(thrown);
		this.log(`Scheduled ${name} failed: ${error}`);
		await this.#move(_id, { kind: 'failed', error });
	}

	async #move(id: string, state: JobState): Promise<boolean> {
		return (await this.store.mutate((writer) => move(writer, id, state))).value === true;
	}
}

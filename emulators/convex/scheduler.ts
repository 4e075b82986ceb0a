/**
 * Runs scheduled functions when they are due. A mutation runs in the transaction that marks it as
 * done, so exactly once; an action is marked first, so at most once, as in Convex.
 */
import { toFunctionError } from './errors.ts';
import type { Functions } from './functions.ts';
import type { Commit } from './read-set.ts';
import { findJob, isOpen, jobsIn, setJobState, type Job, type JobState } from './scheduled-job.ts';
import { SCHEDULED_BY_TIME } from './schema.ts';
import type { Store } from './store.ts';

const MAX_TIMER_MS = 2 ** 31 - 1;

/** Runs scheduled functions until it is stopped. */
export class Scheduler {
	readonly #store: Store;
	readonly #functions: Functions;
	readonly #log: (line: string) => void;
	readonly #stopListening: () => void;
	#timer: NodeJS.Timeout | undefined;
	#work: Promise<void> | undefined;
	#hasChanged = false;
	#isStopped = false;

	constructor(store: Store, functions: Functions, log: (line: string) => void) {
		this.#store = store;
		this.#functions = functions;
		this.#log = log;
		this.#stopListening = store.onCommit((commit) => {
			if (!concernsJobs(commit)) return;
			this.#hasChanged = true;
			this.#wake(0);
		});
	}

	/** Starts with the jobs that an earlier process has left. */
	async start(): Promise<void> {
		await this.#store.mutate((writer) => {
			for (const job of [...jobsIn(writer, 'inProgress')]) {
				setJobState(writer, job, { kind: 'failed', error: 'The server stopped while it ran.' });
			}
			return Promise.resolve();
		});
		this.#wake(0);
	}

	/** Starts no more jobs, and waits for the mutation that is running. */
	async stop(): Promise<void> {
		this.#isStopped = true;
		this.#stopListening();
		clearTimeout(this.#timer);
		await this.#work;
	}

	#wake(afterMs: number): void {
		if (this.#isStopped) return;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(
			() => {
				this.#work ??= this.#runDue().finally(() => (this.#work = undefined));
			},
			Math.min(afterMs, MAX_TIMER_MS)
		);
	}

	async #runDue(): Promise<void> {
		let waitMs: number | undefined;
		do {
			this.#hasChanged = false;
			waitMs = await this.#runNext();
		} while (!this.#isStopped && (this.#hasChanged || waitMs === 0));
		if (waitMs !== undefined) this.#wake(waitMs);
	}

	/** Runs the next job if it is due; how long to wait for the one after, if there is one. */
	async #runNext(): Promise<number | undefined> {
		const job = await this.#next();
		const inMs = job && job.scheduledTime - Date.now();
		if (job === undefined || inMs === undefined || inMs > 0) return inMs;
		await this.#start(job);
		return 0;
	}

	async #next(): Promise<Job | undefined> {
		const { value } = await this.#store.read((reader) => {
			const { value: job } = jobsIn(reader, 'pending').next();
			return Promise.resolve(job as Job | undefined);
		});
		return value;
	}

	async #start({ _id, name, args }: Job): Promise<void> {
		const call = { path: name, args: args[0] ?? {}, identity: null, isTrusted: true };
		try {
			if (this.#functions.kindOf(name) === 'mutation') {
				await this.#move(_id, { kind: 'success' }, async (writer) => {
					await this.#functions.mutation(writer, call);
				});
			} else if (await this.#move(_id, { kind: 'inProgress' })) {
				this.#functions
					.action(call)
					.then(() => this.#move(_id, { kind: 'success' }))
					.catch((error: unknown) => this.#fail(_id, name, error))
					.catch((error: unknown) => this.#log(`${name} ended too late: ${String(error)}`));
			}
		} catch (error) {
			await this.#fail(_id, name, error);
		}
	}

	async #fail(id: string, name: string, error: unknown): Promise<void> {
		const { message } = toFunctionError(error);
		this.#log(`Scheduled ${name} failed: ${message}`);
		await this.#move(id, { kind: 'failed', error: message });
	}

	/** Moves a job on unless it has been cancelled; `first` happens in the same transaction. */
	async #move(
		id: string,
		state: JobState,
		first?: (writer: Parameters<typeof setJobState>[0]) => Promise<void>
	): Promise<boolean> {
		const { value } = await this.#store.mutate(async (writer) => {
			const job = findJob(writer, id);
			if (!job || !isOpen(job)) return false;
			await first?.(writer);
			setJobState(writer, job, state);
			return true;
		});
		return value;
	}
}

function concernsJobs({ touched }: Commit): boolean {
	return touched !== 'everything' && touched.some(({ index }) => index === SCHEDULED_BY_TIME);
}

/** What the local Clerk remembers, in one JSON file. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A person with an account. `passwordHash` is what `passwords.ts` makes. */
export interface User {
	id: string;
	email: string;
	firstName: string | null;
	lastName: string | null;
	passwordHash: string;
	/** An uploaded picture: a new id for each upload, so that its address changes with it. */
	image: { id: string; type: string } | null;
	createdAt: number;
	updatedAt: number;
	lastSignInAt: number | null;
}

/** One user signed in in one browser. It is deleted when it ends. */
export interface Session {
	id: string;
	clientId: string;
	userId: string;
	createdAt: number;
	lastActiveAt: number;
	expireAt: number;
}

/** A sign-in that is under way. `sentCode` says that a code by e-mail was asked for. */
export interface SignIn {
	id: string;
	userId: string;
	sentCode: boolean;
	attempts: number;
}

/** A sign-up that is under way. */
export interface SignUp {
	id: string;
	email: string | null;
	passwordHash: string | null;
	firstName: string | null;
	lastName: string | null;
	sentCode: boolean;
	verified: boolean;
	attempts: number;
	createdAt: number;
}

/** One browser, known by its cookie. */
export interface Client {
	id: string;
	cookie: string;
	lastActiveSessionId: string | null;
	lastStrategy: 'password' | 'email_code' | null;
	signIn: SignIn | null;
	signUp: SignUp | null;
	createdAt: number;
	updatedAt: number;
}

/** Everything there is, by id. */
export interface Data {
	version: 1;
	users: Record<string, User>;
	clients: Record<string, Client>;
	sessions: Record<string, Session>;
}

/** The state file cannot be used. The message says what to do about it. */
export class StateFileError extends Error {
	override name = 'StateFileError';

	constructor(file: string, options?: ErrorOptions) {
		super(
			`The local Clerk cannot read its state in ${file}. Delete that file to start afresh.`,
			options
		);
	}
}

/** Nothing and nobody. */
export function noData(): Data {
	return { version: 1, users: {}, clients: {}, sessions: {} };
}

/** The data and the file they are kept in. */
export class Store {
	data: Data;
	readonly #file: string;
	#saved = '';

	/** Reads `file`, or begins with `initial` when there is none. */
	constructor(file: string, initial: Data) {
		this.#file = file;
		this.data = read(file) ?? initial;
	}

	/**
	 * Writes what has changed. It is done before the caller goes on, and by renaming a whole new file
	 * over the old one: a process that is killed at any moment leaves what it has answered for.
	 */
	save(): void {
		const json = JSON.stringify(this.data);
		if (json === this.#saved) return;
		replaceFile(this.#file, json);
		this.#saved = json;
	}
}

/** Writes a file that only its owner may read, in such a way that it is never seen half written. */
export function replaceFile(file: string, content: string | Uint8Array): void {
	mkdirSync(dirname(file), { recursive: true });
	const temporary = `${file}.${process.pid}.tmp`;
	writeFileSync(temporary, content, { mode: 0o600 });
	renameSync(temporary, file);
}

/** The text of a file, or `undefined` when there is no such file. */
export function readIfThere(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
}

function read(file: string): Data | undefined {
	try {
		const text = readIfThere(file);
		if (text === undefined) return undefined;
		const value: unknown = JSON.parse(text);
		assertData(value);
		return value;
	} catch (error) {
		throw new StateFileError(file, { cause: error });
	}
}

function assertData(value: unknown): asserts value is Data {
	const { version, users, clients, sessions } = value as Partial<Data>;
	if (version !== 1 || ![users, clients, sessions].every((table) => typeof table === 'object')) {
		throw new TypeError('not a state file of this version');
	}
}

/** What the local Clerk remembers, in one JSON file. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JWK_RSA_Private } from 'jose';
import { makePrivateFolder, PRIVATE_FILE } from '../private-folder.js';
import { StateFileError } from '../state-file-error.ts';

const SERVER = 'The local Clerk';

/** A person with an account. */
export interface User {
	id: string;
	email: string;
	firstName: string | null;
	lastName: string | null;
	passwordHash: string;
	createdAt: number;
	updatedAt: number;
}

/** What an account is made of. */
export type NewUser = Pick<User, 'email' | 'firstName' | 'lastName' | 'passwordHash'>;

/** One user signed in in one browser. It is deleted when it ends. */
export interface Session {
	id: string;
	clientId: string;
	userId: string;
	/** The organisation that the user acts in, if it is one. */
	organizationId: string | null;
	createdAt: number;
	lastActiveAt: number;
	expireAt: number;
}

/** A sign-in that is under way. `codeSent` says that a code by e-mail was asked for. */
export interface SignIn {
	id: string;
	userId: string;
	codeSent: boolean;
}

/** A sign-up that is under way. */
export interface SignUp {
	id: string;
	user: NewUser;
	codeSent: boolean;
}

/** What a member of an organisation is. */
export type Role = 'org:admin' | 'org:member';

/** A user in an organisation. */
export interface Membership {
	id: string;
	userId: string;
	role: Role;
	createdAt: number;
	updatedAt: number;
}

/** Somebody who may become a member. It is deleted when it was accepted or taken back. */
export interface Invitation {
	id: string;
	email: string;
	role: Role;
	createdAt: number;
}

/** Its members by user, and those who are invited. */
export interface Organization {
	id: string;
	name: string;
	slug: string;
	memberships: Record<string, Membership>;
	invitations: Record<string, Invitation>;
	createdAt: number;
}

/** One browser, known by its cookie. */
export interface Client {
	id: string;
	cookie: string;
	lastActiveSessionId: string | null;
	signIn: SignIn | null;
	signUp: SignUp | null;
	updatedAt: number;
}

/** Everything there is, by id, and the private key that tokens are signed with. */
export interface Data {
	signingKey: JWK_RSA_Private & { kty: 'RSA' };
	users: Record<string, User>;
	clients: Record<string, Client>;
	sessions: Record<string, Session>;
	organizations: Record<string, Organization>;
	/** Whether a session is pending until it is in an organisation. */
	forceOrganization: boolean;
	/** Whether accounts have no first and last names here. */
	hasNoNames?: boolean;
}

/** The data, and the file they are kept in. */
export class Store {
	#saved = '';

	private constructor(
		private readonly file: string,
		public data: Data
	) {}

	/** Reads `file` or, if there is none, begins with `initial`. */
	static async open(file: string, initial: () => Promise<Data>): Promise<Store> {
		makePrivateFolder(dirname(file));
		return new Store(file, read(file) ?? (await initial()));
	}

	/**
	 * Writes what has changed. This is done before the caller goes on, and the file is replaced as a
	 * whole: a process that is killed at any moment leaves everything that it has answered for. What
	 * cannot be written has not happened.
	 *
	 * @throws StateFileError when it cannot
	 */
	save(): void {
		const json = JSON.stringify(this.data);
		if (json === this.#saved) return;
		try {
			writeFileSync(`${this.file}.new`, json, { mode: PRIVATE_FILE });
			renameSync(`${this.file}.new`, this.file);
		} catch (error) {
			if (this.#saved) this.data = JSON.parse(this.#saved) as Data;
			throw new StateFileError(SERVER, 'write', this.file, error);
		}
		this.#saved = json;
	}
}

function read(file: string): Data | undefined {
	try {
		const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
		assertData(value);
		// A file that was kept since before there were organisations holds none.
		return { ...value, organizations: value.organizations ?? {} };
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw new StateFileError(SERVER, 'read', file, error);
	}
}

function assertData(value: unknown): asserts value is Data {
	const { signingKey, users, clients, sessions } = value as Partial<Data>;
	if (!signingKey || !users || !clients || !sessions) throw new TypeError('Something is missing.');
}

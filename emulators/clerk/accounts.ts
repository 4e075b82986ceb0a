/** Users, browsers and sessions: what may happen to them, apart from how it is asked for. */
import { randomBytes } from 'node:crypto';
import { formError } from './api-error.ts';
import { hashPassword } from './passwords.ts';
import { noData } from './store.ts';
import type { Client, Data, Session, User } from './store.ts';

/** The code that every e-mail carries, as no e-mail is sent. */
export const EMAIL_CODE = '424242';

/** The password of the accounts that are there from the start. */
export const LOCAL_PASSWORD = 'local-password';

const SESSION_LIFE_MS = 7 * 24 * 60 * 60 * 1000;
const SEEDS = [
	{ id: 'user_local_ada', email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' },
	{ id: 'user_local_grace', email: 'grace@example.com', firstName: 'Grace', lastName: 'Hopper' }
];

/** An id in Clerk's form: what it is of, and 28 characters. */
export function newId(kind: string): string {
	return `${kind}_${randomBytes(14).toString('hex')}`;
}

/** Ada and Grace, whose ids never change: other servers' data about them stays theirs. */
export async function seededData(now: number): Promise<Data> {
	const passwordHash = await hashPassword(LOCAL_PASSWORD);
	const data = noData();
	for (const seed of SEEDS) addUser(data, { ...seed, passwordHash }, now);
	return data;
}

/** Two spellings of one address are the same account. Throws when it is no address at all. */
export function normalEmail(text: string, param: string): string {
	const email = text.trim().toLowerCase();
	if (!email) throw formError('form_param_nil', param);
	if (!/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)) {
		throw formError('form_param_format_invalid', param);
	}
	return email;
}

/** The account of an address that {@link normalEmail} has returned. */
export function findUser(data: Data, email: string): User | undefined {
	return Object.values(data.users).find((user) => user.email === email);
}

/** Adds an account. Throws when the address has one. */
export function addUser(
	data: Data,
	fields: Pick<User, 'email' | 'passwordHash' | 'firstName' | 'lastName'> & { id?: string },
	now: number
): User {
	if (findUser(data, fields.email)) throw formError('form_identifier_exists', 'email_address');
	const id = fields.id ?? newId('user');
	const user = { image: null, createdAt: now, updatedAt: now, lastSignInAt: null, ...fields, id };
	data.users[id] = user;
	return user;
}

/** Adds a browser that nobody is signed in in. */
export function addClient(data: Data, now: number): Client {
	const client: Client = {
		id: newId('client'),
		cookie: randomBytes(24).toString('base64url'),
		lastActiveSessionId: null,
		lastStrategy: null,
		signIn: null,
		signUp: null,
		createdAt: now,
		updatedAt: now
	};
	data.clients[client.id] = client;
	return client;
}

/** Signs a user in in a browser, beside those who are signed in there. */
export function startSession(
	data: Data,
	client: Client,
	user: User,
	strategy: Client['lastStrategy'],
	now: number
): Session {
	const session: Session = {
		id: newId('sess'),
		clientId: client.id,
		userId: user.id,
		createdAt: now,
		lastActiveAt: now,
		expireAt: now + SESSION_LIFE_MS
	};
	data.sessions[session.id] = session;
	client.lastActiveSessionId = session.id;
	client.lastStrategy = strategy;
	client.updatedAt = now;
	user.lastSignInAt = now;
	return session;
}

/** The sessions of a browser that have neither ended nor expired, the oldest first. */
export function sessionsOf(data: Data, client: Client, now: number): Session[] {
	return Object.values(data.sessions).filter(
		(session) => session.clientId === client.id && session.expireAt > now
	);
}

/** Ends sessions. A browser whose current one is among them goes to its most recently used other. */
export function endSessions(data: Data, sessions: Session[], now: number): void {
	for (const { id, clientId } of sessions) {
		delete data.sessions[id];
		const client = data.clients[clientId];
		if (client?.lastActiveSessionId !== id) continue;
		const others = sessionsOf(data, client, now);
		others.sort((one, other) => other.lastActiveAt - one.lastActiveAt);
		client.lastActiveSessionId = others[0]?.id ?? null;
		client.updatedAt = now;
	}
}

/** Deletes an account and signs it out everywhere. */
export function deleteUser(data: Data, userId: string, now: number): void {
	endSessions(data, sessionsOfUser(data, userId), now);
	delete data.users[userId];
}

/** All sessions of a user, in any browser. */
export function sessionsOfUser(data: Data, userId: string): Session[] {
	return Object.values(data.sessions).filter((session) => session.userId === userId);
}

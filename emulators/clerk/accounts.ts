/** Users, browsers and sessions: what may happen to them, however it is asked for. */
import { randomBytes } from 'node:crypto';
import { formError } from './api-error.ts';
import { hashNewPassword } from './credentials.ts';
import type { Client, Data, NewUser, Session, User } from './store.ts';

/** The password of the accounts that are there from the start. */
export const LOCAL_PASSWORD = 'local-password';

const SESSION_LIFE_MS = 7 * 24 * 60 * 60 * 1000;
const SEEDS = [
	{ id: 'user_local_ada', email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' },
	{ id: 'user_local_grace', email: 'grace@example.com', firstName: 'Grace', lastName: 'Hopper' }
];

/** The ids of the accounts that are there from the start. */
export const SEEDED_IDS = SEEDS.map(({ id }) => id);

/** An id in Clerk's form: the kind of thing, and 28 characters. */
export function newId(kind: string): string {
	return `${kind}_${randomBytes(14).toString('hex')}`;
}

/** Ada and Grace. Their ids never change, so that what a backend keeps about them stays theirs. */
export async function seededData(signingKey: Data['signingKey'], now: number): Promise<Data> {
	const nothing = { users: {}, clients: {}, sessions: {}, organizations: {} };
	const data: Data = { signingKey, ...nothing, forceOrganization: false };
	const passwordHash = await hashNewPassword(LOCAL_PASSWORD, 'password');
	for (const { id, ...names } of SEEDS) addUser(data, { ...names, passwordHash }, now, id);
	return data;
}

/** The one spelling of an address by which an account is known. Throws when it is no address. */
export function normalEmail(text: string, param: string): string {
	const email = text.trim().toLowerCase();
	if (!email) throw formError('form_param_nil', param);
	const isAddress = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email);
	if (!isAddress) throw formError('form_param_format_invalid', param);
	return email;
}

/** The account of an address, spelled as {@link normalEmail} does. */
export function findUser(data: Data, email: string): User | undefined {
	return Object.values(data.users).find((user) => user.email === email);
}

/** Throws when the address has an account. */
export function assertNoUser(data: Data, email: string): void {
	if (findUser(data, email)) throw formError('form_identifier_exists', 'email_address');
}

/** Adds an account. Throws when the address has one. */
export function addUser(data: Data, fields: NewUser, now: number, id = newId('user')): User {
	assertNoUser(data, fields.email);
	const user: User = { id, ...fields, createdAt: now, updatedAt: now };
	data.users[id] = user;
	return user;
}

/** Adds a browser in which nobody is signed in. */
export function addClient(data: Data, now: number): Client {
	const [id, cookie] = [newId('client'), randomBytes(24).toString('base64url')];
	const nobody = { lastActiveSessionId: null, signIn: null, signUp: null };
	const client: Client = { id, cookie, ...nobody, updatedAt: now };
	data.clients[id] = client;
	return client;
}

/** Signs a user in in a browser, beside those who are signed in there. */
export function startSession(data: Data, client: Client, user: User, now: number): Session {
	const id = newId('sess');
	const times = { createdAt: now, lastActiveAt: now, expireAt: now + SESSION_LIFE_MS };
	const session: Session = {
		id,
		clientId: client.id,
		userId: user.id,
		organizationId: null,
		...times
	};
	data.sessions[id] = session;
	Object.assign(client, { lastActiveSessionId: id, updatedAt: now });
	return session;
}

/** The sessions of a browser that have neither ended nor expired, the oldest first. */
export function sessionsOf(data: Data, client: Client, now: number): Session[] {
	const isCurrent = (session: Session) => session.clientId === client.id && session.expireAt > now;
	return Object.values(data.sessions).filter(isCurrent);
}

/** Ends sessions. A browser whose current one is among them goes to its most recently used other. */
export function endSessions(data: Data, sessions: Session[], now: number): void {
	for (const { id, clientId } of sessions) {
		delete data.sessions[id];
		const client = data.clients[clientId];
		if (client?.lastActiveSessionId !== id) continue;
		const others = sessionsOf(data, client, now);
		others.sort((one, other) => other.lastActiveAt - one.lastActiveAt);
		Object.assign(client, { lastActiveSessionId: others[0]?.id ?? null, updatedAt: now });
	}
}

/** Deletes an account, and signs it out everywhere. */
export function deleteUser(data: Data, { id }: User, now: number): void {
	const sessions = Object.values(data.sessions).filter(({ userId }) => userId === id);
	endSessions(data, sessions, now);
	for (const client of Object.values(data.clients)) {
		if (client.signIn?.userId === id) client.signIn = null;
	}
	for (const { memberships } of Object.values(data.organizations)) delete memberships[id];
	delete data.users[id];
}

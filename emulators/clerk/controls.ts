/** `POST /_control/<name>`: what tests do to this server besides what a browser can do. */
import * as accounts from './accounts.ts';
import { ApiError, formError, notFound } from './api-error.ts';
import { hashNewPassword } from './credentials.ts';
import type { Faults } from './faults.ts';
import { CLIENT_COOKIE } from './frontend-api.ts';
import type { Instance } from './instance.ts';
import * as organizations from './organizations.ts';
import { TOKEN_LIFE_SECONDS } from './tokens.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What runs the control of a name with the JSON that was sent, and keeps what it changes. */
export function createControls(
	{ store, tokens, now }: Instance,
	faults: Faults
): (name: string, json: string) => Promise<unknown> {
	const controls = new Map<string, (fields: Fields) => unknown>();

	/** As at the very first start, but for the signing key. */
	controls.set('reset', async () => {
		store.data = await accounts.seededData(store.data.signingKey, now());
		tokens.lifeSeconds = TOKEN_LIFE_SECONDS;
		faults.reset();
	});

	controls.set('create-user', async (fields) => {
		const email = accounts.normalEmail(text(fields, 'email'), 'email');
		const [firstName, lastName] = [text(fields, 'firstName', ''), text(fields, 'lastName', '')];
		const password = text(fields, 'password', accounts.LOCAL_PASSWORD);
		const passwordHash = await hashNewPassword(password, 'password');
		const names = { firstName: firstName || null, lastName: lastName || null };
		return { userId: accounts.addUser(store.data, { email, ...names, passwordHash }, now()).id };
	});

	/** What signing in leaves in a new browser, for a test to put into one. */
	controls.set('sign-in', (fields) => {
		const email = accounts.normalEmail(text(fields, 'email'), 'email');
		const user = accounts.findUser(store.data, email);
		if (!user) throw formError('form_identifier_not_found', 'email');
		const client = accounts.addClient(store.data, now());
		const session = accounts.startSession(store.data, client, user, now());
		const cookies = [{ name: CLIENT_COOKIE, value: client.cookie }];
		return { userId: user.id, sessionId: session.id, cookies };
	});

	controls.set('revoke-session', (fields) => {
		accounts.endSessions(store.data, [one(store.data.sessions, fields, 'sessionId')], now());
	});
	controls.set('delete-user', (fields) => {
		accounts.deleteUser(store.data, one(store.data.users, fields, 'userId'), now());
	});
	controls.set('create-organization', (fields) => {
		const { id: creatorId } = one(store.data.users, fields, 'userId');
		const wanted = { name: text(fields, 'name'), slug: null, creatorId };
		return { organizationId: organizations.addOrganization(store.data, wanted, now()).id };
	});
	controls.set('set-role', (fields) => {
		const organization = one(store.data.organizations, fields, 'organizationId');
		const { id } = one(store.data.users, fields, 'userId');
		const role = organizations.roleOf(text(fields, 'role'));
		organizations.setRole(organization, id, role, now());
	});
	controls.set('remove-member', (fields) => {
		const organization = one(store.data.organizations, fields, 'organizationId');
		const { userId } = one(organization.memberships, fields, 'userId');
		organizations.endMembership(store.data, organization, userId);
	});
	controls.set('delete-organization', (fields) => {
		const organization = one(store.data.organizations, fields, 'organizationId');
		organizations.deleteOrganization(store.data, organization);
	});
	controls.set('force-organization', ({ on }) => {
		store.data.forceOrganization = on === true;
	});
	controls.set('names', ({ on }) => {
		store.data.hasNoNames = on === false;
	});
	controls.set('fail', (fields) => {
		faults.failure = { ...rule(fields), status: number(fields, 'status') };
	});
	controls.set('delay', (fields) => {
		faults.delay = { ...rule(fields), ms: number(fields, 'ms') };
	});
	controls.set('refuse', ({ on }) => {
		faults.refusing = on === true;
	});
	controls.set('token-life', (fields) => {
		tokens.lifeSeconds = number(fields, 'seconds');
	});
	controls.set('requests', ({ clear }) => {
		const { requests } = faults;
		if (clear === true) faults.requests = [];
		return { requests };
	});

	return async (name, json) => {
		const control = controls.get(name);
		if (!control) throw notFound(`There is no control ${name}.`);
		const reply = (await control(parse(json))) ?? {};
		store.save();
		return reply;
	};
}

function parse(json: string): Fields {
	try {
		return { ...(JSON.parse(json || '{}') as object) };
	} catch {
		throw refused('A control takes a JSON object.');
	}
}

function text(fields: Fields, name: string, otherwise?: string): string {
	const value = fields[name] ?? otherwise;
	if (typeof value === 'string') return value;
	throw refused(`${name} must be a text.`);
}

function number(fields: Fields, name: string): number {
	const value = fields[name];
	if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
	throw refused(`${name} must be a whole number.`);
}

function rule(fields: Fields): { count: number; path: string } {
	return { count: number(fields, 'count'), path: text(fields, 'path', '') };
}

function one<T>(table: Record<string, T>, fields: Fields, name: string): T {
	const item = new Map(Object.entries(table)).get(text(fields, name));
	if (item) return item;
	throw notFound(`There is none with this ${name}.`);
}

function refused(what: string): ApiError {
	return new ApiError(400, 'invalid_control', what);
}

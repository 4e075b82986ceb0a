/** `POST /_control/<name>`: what tests do to this server besides what a browser can do. */
import {
	LOCAL_PASSWORD,
	addClient,
	addUser,
	deleteUser,
	endSessions,
	findUser,
	normalEmail,
	seededData,
	startSession
} from './accounts.ts';
import { ApiError, formError, notFound } from './api-error.ts';
import type { Instance } from './instance.ts';
import type { Faults } from './faults.ts';
import { CLIENT_COOKIE } from './http.ts';
import { assertAcceptable, hashPassword } from './passwords.ts';
import { TOKEN_LIFE_SECONDS } from './tokens.ts';

type Fields = Record<string, unknown>;
type Control = (fields: Fields) => object | Promise<object>;

/** Runs the control of that name with the JSON that was sent. Throws when there is none. */
export type Controls = (name: string, body: Buffer) => Promise<object>;

/** The controls of one server. */
export function createControls({ store, tokens, now }: Instance, faults: Faults): Controls {
	const controls: Record<string, Control> = {
		/** Back to the first start, except for the signing key. */
		reset: async () => {
			store.data = await seededData(now());
			tokens.lifeSeconds = TOKEN_LIFE_SECONDS;
			faults.reset();
			return {};
		},

		'create-user': async (fields) => {
			const password = optionalText(fields, 'password') ?? LOCAL_PASSWORD;
			assertAcceptable(password, 'password');
			const passwordHash = await hashPassword(password);
			const email = normalEmail(text(fields, 'email'), 'email');
			const firstName = optionalText(fields, 'firstName') ?? null;
			const lastName = optionalText(fields, 'lastName') ?? null;
			const user = addUser(store.data, { email, passwordHash, firstName, lastName }, now());
			return { userId: user.id };
		},

		/** What signing in in a new browser would leave there, for a test to put into one. */
		'sign-in': (fields) => {
			const user = findUser(store.data, normalEmail(text(fields, 'email'), 'email'));
			if (!user) throw formError('form_identifier_not_found', 'email');
			const client = addClient(store.data, now());
			const session = startSession(store.data, client, user, 'password', now());
			const cookies = [{ name: CLIENT_COOKIE, value: client.cookie }];
			return { userId: user.id, sessionId: session.id, cookies };
		},

		'revoke-session': (fields) => {
			const id = text(fields, 'sessionId');
			const session = Object.values(store.data.sessions).find((candidate) => candidate.id === id);
			if (!session) throw notFound(`There is no session ${id}`);
			endSessions(store.data, [session], now());
			return {};
		},

		'delete-user': (fields) => {
			const id = text(fields, 'userId');
			if (!Object.hasOwn(store.data.users, id)) throw notFound(`There is no user ${id}`);
			deleteUser(store.data, id, now());
			return {};
		},

		fail: (fields) => {
			faults.failNext({
				...rule(fields),
				status: integer(fields, 'status', { min: 400, max: 599 })
			});
			return {};
		},

		delay: (fields) => {
			faults.delayNext({ ...rule(fields), ms: integer(fields, 'ms') });
			return {};
		},

		refuse: (fields) => {
			faults.refusing = fields.on === true;
			return {};
		},

		'token-life': (fields) => {
			tokens.lifeSeconds = integer(fields, 'seconds', { min: 1 });
			return {};
		},

		requests: (fields) => {
			const requests = faults.seen;
			if (fields.clear === true) faults.seen = [];
			return { requests };
		}
	};

	const byName = new Map(Object.entries(controls));
	return async (name, body) => {
		const control = byName.get(name);
		if (!control) throw notFound(`There is no control ${name}`);
		const result = await control(parse(body));
		store.save();
		return result;
	};
}

function parse(body: Buffer): Fields {
	try {
		const fields: unknown = JSON.parse(body.toString() || '{}');
		if (typeof fields === 'object' && fields !== null) return fields as Fields;
	} catch {
		// Answered below, like JSON that is not an object.
	}
	throw new ApiError(400, 'invalid_json', 'A control takes a JSON object.');
}

function text(fields: Fields, name: string): string {
	const value = fields[name];
	if (typeof value !== 'string' || !value) throw invalid(`"${name}" must be a text.`);
	return value;
}

function optionalText(fields: Fields, name: string): string | undefined {
	return fields[name] === undefined ? undefined : text(fields, name);
}

function integer(fields: Fields, name: string, { min = 0, max = Number.MAX_SAFE_INTEGER } = {}) {
	const value = fields[name];
	if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
		throw invalid(`"${name}" must be a whole number from ${min} to ${max}.`);
	}
	return value;
}

function rule(fields: Fields): { count: number; path: string } {
	return { count: integer(fields, 'count'), path: optionalText(fields, 'path') ?? '' };
}

function invalid(what: string): ApiError {
	return new ApiError(400, 'invalid_control', what);
}

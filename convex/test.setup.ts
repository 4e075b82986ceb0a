import rateLimiter from '@convex-dev/rate-limiter/test';
import { convexTest } from 'convex-test';
import { api } from './_generated/api';
import { isRefusal, type Refusal } from './refusals';
import schema from './schema';

/** The modules that Convex would deploy, in the form of convex-test: no names with dots, so no tests. */
export const modules = import.meta.glob(['./*.ts', '!./*.*.ts', './_generated/*.js']);

/** Identities as in Clerk's tokens. */
export const ada = {
	issuer: 'https://clerk.example',
	subject: 'user_ada',
	tokenIdentifier: 'https://clerk.example|user_ada',
	name: 'Ada Lovelace',
	email: 'ada@example.com'
};
export const grace = {
	issuer: 'https://clerk.example',
	subject: 'user_grace',
	tokenIdentifier: 'https://clerk.example|user_grace',
	name: 'Grace Hopper',
	email: 'grace@example.com'
};
export const stranger = {
	issuer: 'https://clerk.example',
	subject: 'user_stranger',
	tokenIdentifier: 'https://clerk.example|user_stranger',
	name: 'A stranger'
};

/** All claims that say something of a person, under the names that Convex gives them. */
const CLAIMS = [
	'name',
	'givenName',
	'familyName',
	'nickname',
	'preferredUsername',
	'profileUrl',
	'pictureUrl',
	'websiteUrl',
	'email',
	'emailVerified',
	'gender',
	'birthday',
	'timezone',
	'language',
	'phoneNumber',
	'phoneNumberVerified',
	'address',
	'updatedAt',
	'org_id'
];

const allClaims = (value: unknown) => Object.fromEntries(CLAIMS.map((claim) => [claim, value]));

/** What is wrong with claims, and all claims wrong in that way. */
export const badClaims: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
	missing: allClaims(undefined),
	null: allClaims(null),
	empty: allClaims(''),
	blank: allClaims(' \n\u00a0'),
	invisible: allClaims('\u202e\u200b'),
	'a number': allClaims(5),
	true: allClaims(true),
	'a list': allClaims(['Ada', 'King']),
	'an object': allClaims({ first: 'Ada', toString: 'Ada' }),
	'an address': allClaims('ada@example.com'),
	'very long': allClaims('x'.repeat(10_000)),
	'very long, of emoji': allClaims('👩\u200d💻'.repeat(2_000)),
	'half a pair': allClaims('\ud83d'),
	'turned around': allClaims('Ada \u202egnik\u2066')
};

/** A backend with nothing in it. */
export function emptyBackend() {
	const t = convexTest(schema, modules);
	rateLimiter.register(t);
	return t;
}

/** A backend with Ada and Grace signed in, and the id of "General". */
export async function backendWithGeneral() {
	const t = emptyBackend();
	const asAda = t.withIdentity(ada);
	const asGrace = t.withIdentity(grace);
	await asAda.mutation(api.users.store);
	await asGrace.mutation(api.users.store);
	const [general] = await asAda.query(api.conversations.list);
	if (!general) throw new Error('users:store made no conversation');
	return { t, asAda, asGrace, conversationId: general.id };
}

/** The same, where Ada has written "Hello" and Grace "Hi" after it; `hello` is Ada's message. */
export async function backendWithMessages() {
	const backend = await backendWithGeneral();
	const { asAda, asGrace, conversationId } = backend;
	const hello = { conversationId, clientId: 'a1' };
	const id = await asAda.mutation(api.messages.send, { ...hello, body: 'Hello' });
	await asGrace.mutation(api.messages.send, { conversationId, clientId: 'g1', body: 'Hi' });
	return {
		...backend,
		hello,
		/** The messages, as `messages:list` has them for Grace. */
		list: () => asGrace.query(api.messages.list, { conversationId }),
		/** Ada's message, as Grace reads it. */
		read: async () =>
			(await asGrace.query(api.messages.list, { conversationId })).find(
				(message) => message.id === id
			)
	};
}

/**
 * The same, and a conversation by invitation that Ada owns and Grace is in, where each has written;
 * `asStranger` is somebody who has signed in and is in neither.
 */
export async function backendWithClosed() {
	const backend = await backendWithGeneral();
	const { t, asAda, asGrace } = backend;
	const asStranger = t.withIdentity(stranger);
	await asStranger.mutation(api.users.store);
	const closed = {
		conversationId: await asAda.mutation(api.conversations.create, {
			name: 'Reading group',
			kind: 'invited'
		})
	};
	await asAda.mutation(api.invitations.send, { ...closed, subject: grace.subject });
	await asGrace.mutation(api.invitations.accept, closed);
	await asAda.mutation(api.messages.send, { ...closed, clientId: 'a1', body: 'Hello' });
	await asGrace.mutation(api.messages.send, { ...closed, clientId: 'g1', body: 'Hi' });
	return { ...backend, asStranger, closed };
}

/** The refusal a call ends with; anything else, success included, fails the test. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
	try {
		await call;
	} catch (error) {
		if (isRefusal(error)) return error.data;
		throw error;
	}
	throw new Error('The call was not refused');
}

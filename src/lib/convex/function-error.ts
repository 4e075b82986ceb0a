import { DEV } from 'esm-env';
import { CodedError } from '../errors.js';
import { tellDeveloper } from '../tell-developer.js';

/** Why Convex cannot run what the app asks for, whatever the arguments are. */
export type FunctionErrorCode = 'not_deployed' | 'wrong_kind';

/**
 * Convex has no such function. `not_deployed`: there is no public function of that name. `wrong_kind`: it is
 * called as a mutation, for example by a delivery, and is a query.
 */
export class FunctionError extends CodedError<FunctionErrorCode> {
	override name = 'FunctionError';
}

/**
 * Convex says in words alone that it has no such function. This is the only place that reads them: an error
 * that it does not know stays as it is. A production deployment may keep the words to itself.
 */
const WORDS: readonly [RegExp, FunctionErrorCode][] = [
	[/Could not find public function/, 'not_deployed'],
	[/Trying to execute \S+ as \w+, but/, 'wrong_kind']
];

const ADVICE: Readonly<Record<FunctionErrorCode, string>> = {
	not_deployed:
		'Deploy the functions: `npx convex dev`, or `npx convex deploy`. An internal function cannot be called from an app.',
	wrong_kind:
		'Call a query with useCachedQuery, useQuery or client.query, a mutation with defineDelivery, useMutation or client.mutation, and an action with useAction or client.action.'
};

/** A function's error, with a code if the function is not there to be called. */
export function explainFunctionError(error: Error): Error {
	const [, code] = WORDS.find(([words]) => words.test(error.message)) ?? [];
	if (!code) return error;
	const { message } = error;
	const words = DEV ? `${message.trim()} ${ADVICE[code]}` : message;
	const explained = new FunctionError(code, words, { cause: error });
	tellDeveloper(explained);
	return explained;
}

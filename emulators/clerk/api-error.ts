/** Refusals in the shape and with the codes of Clerk's Frontend API. */
import { randomBytes } from 'node:crypto';
import type { ClerkAPIErrorJSON } from '@clerk/shared/types';

/** An error that the caller gets as Clerk would send it. clerk-js shows `longMessage` to people. */
export class ApiError extends Error {
	override name = 'ApiError';
	readonly status: number;
	readonly #error: ClerkAPIErrorJSON;

	constructor(
		status: number,
		code: string,
		message: string,
		longMessage = message,
		meta: ClerkAPIErrorJSON['meta'] = {}
	) {
		super(longMessage);
		this.status = status;
		this.#error = { code, message, long_message: longMessage, meta };
	}

	toJSON(): { errors: ClerkAPIErrorJSON[]; clerk_trace_id: string } {
		return { errors: [this.#error], clerk_trace_id: randomBytes(16).toString('hex') };
	}
}

/** The errors of Clerk's forms, which its UI shows at the field that `param` names. */
const FORM_ERRORS = {
	form_param_nil: ['is missing', 'Enter a value.'],
	form_param_format_invalid: ['is invalid', 'Email address must be a valid email address.'],
	form_identifier_not_found: ["Couldn't find your account.", "Couldn't find your account."],
	form_identifier_exists: ['is taken', 'That email address is taken. Please try another.'],
	form_password_incorrect: [
		'is incorrect',
		'Password is incorrect. Try again, or use another method.'
	],
	form_password_length_too_short: ['is too short', 'Passwords must be 8 characters or more.'],
	form_password_length_too_long: ['is too long', 'Passwords must be less than 72 characters.'],
	form_code_incorrect: ['is incorrect', 'Incorrect code']
} as const;

/** What a person typed cannot be taken, and which field it is. */
export function formError(code: keyof typeof FORM_ERRORS, param: string): ApiError {
	const [message, longMessage] = FORM_ERRORS[code];
	return new ApiError(422, code, message, longMessage, { param_name: param });
}

/** The browser has no session that could do this. clerk-js answers by asking who is signed in. */
export function unauthenticated(): ApiError {
	return new ApiError(
		401,
		'authentication_invalid',
		'Invalid authentication',
		'Unable to authenticate the request, you need to supply an active session'
	);
}

/** There is no such thing, or not for this browser. */
export function notFound(longMessage: string): ApiError {
	return new ApiError(404, 'resource_not_found', 'not found', longMessage);
}

/** Refusals in the shape, and with the codes, of Clerk's Frontend API. */
import type { ClerkAPIErrorJSON } from '@clerk/shared/types';

/** An error that the caller gets as Clerk would send it. clerk-js shows the message to people. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly meta: ClerkAPIErrorJSON['meta'] = {}
	) {
		super(message);
	}

	toJSON(): { errors: ClerkAPIErrorJSON[] } {
		const { code, message, meta } = this;
		return { errors: [{ code, message, long_message: message, meta }] };
	}
}

/** What Clerk's forms refuse, in the words that its UI shows at the field. */
const FORM_ERRORS = {
	form_param_nil: 'Enter a value.',
	form_param_format_invalid: 'Email address must be a valid email address.',
	form_identifier_not_found: "Couldn't find your account.",
	form_identifier_exists: 'That email address is taken. Please try another.',
	form_password_incorrect: 'Password is incorrect. Try again, or use another method.',
	form_password_length_too_short: 'Passwords must be 8 characters or more.',
	form_password_length_too_long: 'Passwords must be less than 72 characters.',
	form_code_incorrect: 'Incorrect code'
} as const;

/** What a person typed cannot be taken. `param` is the field that it was typed into. */
export function formError(code: keyof typeof FORM_ERRORS, param: string): ApiError {
	return new ApiError(422, code, FORM_ERRORS[code], { param_name: param });
}

/** The instance does not have what a field is for, as when names are turned off. */
export function unknownParam(param: string): ApiError {
	const what = `${param} is not a valid parameter for this request.`;
	return new ApiError(422, 'form_param_unknown', what, { param_name: param });
}

/** The browser has no session that could do this. clerk-js then asks who is signed in. */
export function unauthenticated(): ApiError {
	const what = 'Unable to authenticate the request, you need to supply an active session';
	return new ApiError(401, 'authentication_invalid', what);
}

/** There is no such thing, or not for this browser. */
export function notFound(what: string): ApiError {
	return new ApiError(404, 'resource_not_found', what);
}

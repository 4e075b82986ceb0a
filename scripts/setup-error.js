/** A set-up that cannot work. The message says what is wrong and what to do; it needs no stack trace. */
export class SetupError extends Error {
	name = 'SetupError';
}

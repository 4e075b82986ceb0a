/** Passwords, which are kept in such a way that they cannot be read, and codes by e-mail. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { ApiError, formError } from './api-error.ts';

/** How many characters a password has: what clerk-js, too, expects when nothing else is set. */
const PASSWORD_LENGTH = { min: 8, max: 72 };

/** The code in every e-mail, none of which is sent. */
const EMAIL_CODE = '424242';

const KEY_BYTES = 32;
const derive = promisify<string, string, number, Buffer>(scrypt);

/** What is kept of a new password. Throws Clerk's error for `param` when it cannot be taken. */
export async function hashNewPassword(password: string, param: string): Promise<string> {
	const { min, max } = PASSWORD_LENGTH;
	if (password.length < min) throw formError('form_password_length_too_short', param);
	if (password.length > max) throw formError('form_password_length_too_long', param);
	const salt = randomBytes(16).toString('hex');
	return `${salt}:${(await derive(password, salt, KEY_BYTES)).toString('hex')}`;
}

/** Whether `password` is the one that `hash` was made from. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
	const [salt = '', key = ''] = hash.split(':');
	return timingSafeEqual(await derive(password, salt, KEY_BYTES), Buffer.from(key, 'hex'));
}

/** Throws Clerk's error when no code was sent, or another one. */
export function assertCode(code: string, { codeSent }: { codeSent: boolean }): void {
	if (!codeSent) {
		const what = 'You need to send a verification code before attempting to verify.';
		throw new ApiError(400, 'verification_not_sent', what);
	}
	if (code !== EMAIL_CODE) throw formError('form_code_incorrect', 'code');
}

/** Passwords: what is accepted, and how they are kept. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { formError } from './api-error.ts';

/** The least and the most characters, as Clerk has them. */
export const PASSWORD_LENGTH = { min: 8, max: 72 } as const;

const KEY_BYTES = 32;
const derive = promisify<string, string, number, Buffer>(scrypt);

/** Throws the error that Clerk's UI shows at `param` when a new password is too short or too long. */
export function assertAcceptable(password: string, param: string): void {
	if (password.length < PASSWORD_LENGTH.min) {
		throw formError('form_password_length_too_short', param);
	}
	if (password.length > PASSWORD_LENGTH.max) {
		throw formError('form_password_length_too_long', param);
	}
}

/** What may be written to disk instead of the password. */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(16).toString('hex');
	const key = await derive(password, salt, KEY_BYTES);
	return `${salt}:${key.toString('hex')}`;
}

/** Whether `password` is the one that `hash` was made from. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
	const [salt = '', key = ''] = hash.split(':');
	return timingSafeEqual(await derive(password, salt, KEY_BYTES), Buffer.from(key, 'hex'));
}

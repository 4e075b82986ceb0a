import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Who may read and write a file of the local servers' state: this user alone. */
export const PRIVATE_FILE = 0o600;

/**
 * Makes a folder for accounts, keys and messages that this user alone can read, with what is in it. One
 * that is there already, and that others can read, is closed to them.
 *
 * @param {string} folder
 */
export function makePrivateFolder(folder) {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	chmodSync(folder, 0o700);
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		if (entry.isFile()) chmodSync(join(folder, entry.name), PRIVATE_FILE);
	}
}

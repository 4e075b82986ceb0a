import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { PRIVATE_FILE } from '../../emulators/private-folder.js';
import { CONVEX_ENV_FILE } from '../deployment-variables.js';
import { SetupError } from '../setup-error.js';

const USAGE =
	'`npm run convex:env -- set NAME VALUE`, or `get NAME`, `remove NAME` or `list`. It is for the local ' +
	'Convex: `npm run set-env` is for a deployment.';

/** What the local servers set themselves. */
const RESERVED = /^(CLERK_JWT_ISSUER_DOMAIN|CONVEX_.*)$/;

/**
 * `npm run convex:env -- set NAME VALUE`: sets a variable of the local Convex, as `npx convex env set`
 * does for a deployment. A server that runs loads its functions again.
 *
 * @type {import('../run.js').Command}
 */
export async function main(args) {
	return await changeVariables(args, CONVEX_ENV_FILE, console.log);
}

/**
 * @param {string[]} args
 * @param {string} file
 * @param {(line: string) => void} print
 */
export async function changeVariables([verb, name = '', value], file, print) {
	const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
	const variables = new Map(Object.entries(parseEnv(text)));
	if (verb === 'list') {
		for (const [each, its] of variables) print(`${each}=${its}`);
		return 0;
	}
	const isComplete = verb === 'set' ? value !== undefined : verb === 'get' || verb === 'remove';
	if (!isComplete || !/^[a-z_]\w*$/i.test(name)) throw new SetupError(USAGE);
	if (verb === 'get') {
		print(variables.get(name) ?? '');
		return variables.has(name) ? 0 : 1;
	}
	if (RESERVED.test(name)) throw new SetupError(`${name} is set by the local servers.`);
	if (verb === 'set') variables.set(name, value);
	else variables.delete(name);
	const lines = Array.from(variables, ([each, its]) => `${each}=${quote(its ?? '')}\n`);
	writeFileSync(file, lines.join(''), { mode: PRIVATE_FILE });
	return 0;
}

/**
 * @param {string} value
 * @returns {string} as `parseEnv` reads it
 */
function quote(value) {
	const mark = ["'", '"', '`'].find((each) => !value.includes(each));
	if (mark) return mark + value + mark;
	throw new SetupError('A value cannot have all three kinds of quotation marks in it.');
}

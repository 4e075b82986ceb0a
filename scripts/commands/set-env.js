import { ensureInstalled } from '../install.js';
import { readLine } from '../read-line.js';
import { SetupError } from '../setup-error.js';
import { runTool } from '../tool.js';

/**
 * `npm run set-env -- NAME VALUE`: sets a variable of the deployment, once it is known to be right.
 * Without a value it reads one from the input, as for a secret. What follows goes to `convex env set`,
 * such as `--prod`.
 *
 * @type {import('../run.js').Command}
 */
export async function main(args, signal) {
	const [name = '', ...rest] = args;
	const isValueThere = rest[0] !== undefined && !rest[0].startsWith('--');
	await ensureInstalled(signal);
	const { knownVariables, requireRight } = await import('../deployment-variables.js');
	const known = await knownVariables();
	if (!known.includes(name)) {
		throw new SetupError(
			`Which variable? The functions read ${known.join(', ')}: \`npm run set-env -- NAME VALUE\`.`
		);
	}
	const value = isValueThere ? (rest.shift() ?? '') : await readLine(`the value`, signal);
	if (!value.trim())
		throw new SetupError(`${name} is not set to nothing: \`npx convex env remove ${name}\`.`);
	await requireRight({ [name]: value });
	return runTool('convex', ['env', 'set', name, value.trim(), ...rest], { signal });
}

/** Whether the deployment's variables are right: whose tokens it takes, and how much it lets people do. */
import { deploymentMistakes, renamedVariables } from '../deployment-variables.js';
import { SetupError } from '../setup-error.js';
import { addressIn, isSameAddress } from './clerk.js';

const ISSUER = 'CLERK_JWT_ISSUER_DOMAIN';

/**
 * @param {Record<string, string | undefined> | undefined} variables `undefined` when they cannot be read
 * @param {string} issuer who signs the tokens
 */
export async function checkVariables(variables, issuer) {
	if (!variables) {
		return {
			note:
				`they cannot be read from here. \`npx convex env get ${ISSUER}\` must show ${issuer}; if not, ` +
				`\`npm run set-env -- ${ISSUER} ${issuer}\`.`
		};
	}
	const mistakes = await deploymentMistakes(variables);
	const { [ISSUER]: accepted = '' } = variables;
	if (!isSameAddress(accepted, issuer)) {
		const is = accepted ? `is ${addressIn(accepted)}` : 'is not set';
		mistakes.push(
			`${ISSUER} ${is}, and the tokens are of ${issuer}: \`npm run set-env -- ${ISSUER} ${issuer}\`.`
		);
	}
	if (mistakes.length > 0) throw new SetupError(mistakes.join(' '));
	const renamed = await renamedVariables(variables);
	return [`right; tokens of ${issuer} are accepted.`, ...renamed].join(' ');
}

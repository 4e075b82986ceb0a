import { AuthError } from './errors.js';
import type { FinishSignOutsOptions } from './finish-sign-outs.svelte.js';

/**
 * Ends the user's sessions in all other browsers and on all other devices. This one goes on.
 *
 * @throws {AuthError} `sign_out_failed` when Clerk has not ended them all
 */
export async function endOtherSessions({
	auth,
	clerk
}: Pick<FinishSignOutsOptions, 'auth' | 'clerk'>): Promise<void> {
	const handle = clerk();
	if (!handle || auth.session.status !== 'signed-in') {
		throw new AuthError(
			'sign_out_failed',
			'Clerk has not answered yet. Try again when there is a connection.'
		);
	}
	await handle.endOtherSessions(auth.session.identity);
}

import type { ClerkConvexClient } from '$lib';

type ClerkUser = NonNullable<ClerkConvexClient['clerkContext']['user']>;

/** Where a person's name is kept. */
export interface NameKeepers {
	/** The user at Clerk; missing until Clerk has answered. */
	user: Pick<ClerkUser, 'lastName' | 'update'> | null | undefined;
	/** Keeps the name in the app's own row. */
	setOwn: (name: string) => Promise<unknown>;
}

/** Answers of Clerk that say nothing of the name: who asks, how often, and how slowly. */
const NO_REFUSALS: readonly unknown[] = [401, 408, 429];

/**
 * Saves what a person is called: at Clerk, and in the app's own row. The row has it where Clerk does not
 * take it, as with names turned off; and where it does, until the next token says it.
 *
 * Clerk gets the whole as the first name, because no rule splits all people's names, and no last name
 * after it. It does not get it as a user name: that is something to sign in by.
 *
 * @throws what Clerk or the mutation throws, when the name is not saved
 */
export async function saveName(name: string, { user, setOwn }: NameKeepers): Promise<void> {
	if (!user) throw new Error('Clerk has not answered yet.');
	try {
		await user.update({ firstName: name, ...(user.lastName && { lastName: '' }) });
	} catch (error) {
		if (!isRefusedByClerk(error)) throw error;
	}
	await setOwn(name);
}

function isRefusedByClerk(error: unknown): boolean {
	const status: unknown = error instanceof Error && 'status' in error ? error.status : undefined;
	return (
		typeof status === 'number' && status >= 400 && status < 500 && !NO_REFUSALS.includes(status)
	);
}

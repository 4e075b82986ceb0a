import { deriveState } from '@clerk/shared/deriveState';
import type { Resources } from '@clerk/shared/types';
import type { ClerkPage } from './clerk-page.ts';

const NOTHING = { client: undefined, session: undefined, user: undefined, organization: undefined };

/** What svelte-clerk's context tells a component: `auth` is a new object at each emission of Clerk's. */
export class ClerkAuth {
	readonly #clerk: ClerkPage;
	#isLoaded = $state(false);
	// Clerk's type does not know of the time before it is loaded.
	#resources = $state.raw(NOTHING as unknown as Resources);
	#auth = $derived(deriveState(this.#isLoaded, this.#resources, undefined));

	constructor(clerk: ClerkPage) {
		this.#clerk = clerk;
	}

	get isLoaded() {
		return this.#isLoaded;
	}

	get auth() {
		return this.#auth;
	}

	/** Loads Clerk and follows it. */
	async load(): Promise<void> {
		await this.#clerk.load();
		this.#isLoaded = true;
		this.#clerk.addListener((resources) => {
			this.#resources = resources as Resources;
		});
	}
}

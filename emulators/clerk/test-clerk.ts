/** A local Clerk for unit tests, and the ways to talk to it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClerkAPIErrorJSON, ClientJSON } from '@clerk/shared/types';
import { useControl } from '../testing.ts';
import { startClerk } from './server.ts';

/** The origin of the pages that may use it. */
export const APP = 'http://localhost:4173';

/** What a route answers. */
export interface Answered {
	status: number;
	jwt?: string;
	response?: { id: string; status: string };
	errors?: ClerkAPIErrorJSON[];
}

/** A local Clerk with a state folder of its own. */
export class TestClerk {
	url = '';
	close: () => Promise<void> = () => Promise.resolve();

	constructor(readonly stateDir: string) {}

	/** Starts one, on any port. */
	static async start({ controls = true } = {}): Promise<TestClerk> {
		const clerk = new TestClerk(await mkdtemp(join(tmpdir(), 'clerk-test-')));
		await clerk.open({ controls });
		return clerk;
	}

	/** Starts it again, after `close`, with what it has kept. */
	async open({ port = 0, controls = true } = {}): Promise<void> {
		const { stateDir } = this;
		Object.assign(this, await startClerk({ port, stateDir, origins: [APP], controls }));
	}

	/** Ends it for good. */
	async remove(): Promise<void> {
		await this.close();
		await rm(this.stateDir, { recursive: true });
	}

	/** Uses a test control. */
	async control<Reply = unknown>(name: string, fields: object = {}): Promise<Reply> {
		return await useControl<Reply>(this.url, name, fields);
	}

	/** Signs a user in in a new browser, and returns its cookie. */
	async signIn(email = 'ada@example.com') {
		const signedIn = await this.control<{
			userId: string;
			sessionId: string;
			cookies: { name: string; value: string }[];
		}>('sign-in', { email });
		const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
		return { ...signedIn, cookie };
	}

	/** Posts a form as clerk-js does. */
	async post(path: string, fields: Record<string, string>, cookie = ''): Promise<Answered> {
		const body = new URLSearchParams(fields);
		const response = await fetch(this.url + path, { method: 'POST', headers: { cookie }, body });
		return { status: response.status, ...((await response.json()) as object) };
	}

	/** Who is signed in in a browser. */
	async client(cookie: string): Promise<ClientJSON | null> {
		const response = await fetch(`${this.url}/v1/client`, { headers: { cookie } });
		return ((await response.json()) as { response: ClientJSON | null }).response;
	}
}

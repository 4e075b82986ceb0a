/** A Clerk and a Convex for the doctor to examine, with no network. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { expect } from 'vitest';
import { examine } from './examine.js';

/** The publishable key of {@link CLERK}. */
export const KEY = `pk_test_${btoa('clerk.example.com$')}`;
/** Clerk's Frontend API. */
export const CLERK = 'https://clerk.example.com';
/** The Convex deployment. */
export const CONVEX = 'https://happy-otter-123.convex.cloud';
/** What the clock shows. */
export const NOW = Date.UTC(2027, 0, 1);

/** The addresses that the doctor asks. */
export const ENVIRONMENT = `${CLERK}/v1/environment`;
export const DISCOVERY = `${CLERK}/.well-known/openid-configuration`;
export const QUERY = `${CONVEX}/api/query`;

/** What a captive portal answers to everything. */
export const PORTAL_PAGE = '<!doctype html><h1>Welcome</h1>';

/** Answers one request. */
export type Answering = (init: RequestInit) => Response | Promise<Response>;

/** What is at an address: a text, something to be made JSON of, or a function that answers. */
export type Reply = string | object | Answering;

/** What a query answers that takes everybody for signed in. */
export const refusesNobody = { status: 'success', value: null };
/** What `users:current` answers. */
export const refusesWithoutToken: Answering = ({ headers }) =>
	new Headers(headers).has('authorization')
		? Response.json(refusesNobody)
		: Response.json(
				{ status: 'error', errorMessage: '', errorData: { kind: 'Unauthenticated' } },
				{ status: 560 }
			);

/** What Clerk says of itself when this computer's clock is so far ahead of Clerk's. */
export const clerkAt =
	(time: number): Answering =>
	() =>
		Response.json({ user_settings: {} }, { headers: { date: new Date(time).toUTCString() } });

/** All addresses, when all is well. */
export const HEALTHY: Record<string, Reply> = {
	[ENVIRONMENT]: clerkAt(NOW),
	[DISCOVERY]: { issuer: CLERK },
	[QUERY]: refusesWithoutToken
};

/** Never answers. */
export const hangs: Answering = ({ signal }) =>
	new Promise((_, reject) => {
		signal?.addEventListener('abort', () => reject(signal.reason as Error));
	});
/** Has no address. */
export const isGone: Answering = () => {
	throw new TypeError('fetch failed', {
		cause: Object.assign(new Error('no such host'), { code: 'ENOTFOUND' })
	});
};
/** Answers with a status. */
export const answers =
	(status: number, body: unknown = {}): Answering =>
	() =>
		Response.json(body, { status });

/** A world that differs from a healthy one in what is given. */
export interface Differences {
	env?: NodeJS.ProcessEnv;
	replies?: Record<string, Reply>;
	token?: string;
	/** What Convex's CLI lists; nothing when it cannot. */
	variables?: Record<string, string>;
}

/**
 * Runs the doctor in a world in which all is well but for what is given. Whatever it is, no secret may
 * be in what is printed.
 */
export async function diagnose({ env = {}, replies = {}, token, variables }: Differences = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
	const lines: string[] = [];
	const asked: { url: string; init: RequestInit }[] = [];
	const failed = await examine({
		env: { PUBLIC_CLERK_PUBLISHABLE_KEY: KEY, PUBLIC_CONVEX_URL: CONVEX, ...env },
		folder,
		token,
		fetch: async (input, init = {}) => {
			const { url } = new Request(input);
			asked.push({ url, init });
			const reply = { ...HEALTHY, ...replies }[url] ?? answers(404);
			if (typeof reply === 'function') return await (reply as Answering)(init);
			return typeof reply === 'string' ? new Response(reply) : Response.json(reply);
		},
		listVariables: () => Promise.resolve(variables),
		now: () => NOW,
		print: (line) => lines.push(line),
		signal: new AbortController().signal,
		timeLimitMs: 50
	});
	rmSync(folder, { recursive: true });
	const output = lines.join('\n');
	for (const secret of [KEY, ...(token ? [token, ...token.split('.')] : [])]) {
		expect(output).not.toContain(secret);
	}
	const marks = lines.map((line) => line[0]).join('');
	return { lines, output, marks, failed, asked };
}

/** A token of {@link CLERK} for Convex that differs in `claims`. */
export async function tokenWith(claims: Record<string, unknown> = {}): Promise<string> {
	const all = { iss: CLERK, aud: 'convex', sub: 'user_1', exp: NOW / 1000 + 42, name: 'Ada' };
	return new SignJWT({ ...all, ...claims })
		.setProtectedHeader({ alg: 'HS256' })
		.sign(Buffer.from('a key that nobody checks'));
}

/** What the contract tests do again and again: sign in, and look at the tokens. */
import type { LoadedClerk } from '@clerk/shared/types';
import type { BrowserContext, Page } from '@playwright/test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { expect } from './contract.fixtures.ts';
import type { MountedClerk } from './contract.fixtures.ts';

/** Only in functions that run in the page. */
declare const Clerk: LoadedClerk;

/** Who the page says is signed in. */
export const who = (page: Page) => page.getByRole('status');

/** Sends one of Clerk's forms. */
export const continueWith = (page: Page) =>
	page.getByRole('button', { name: 'Continue', exact: true }).click();

/** Types a password into Clerk's form, and sends it. */
export async function enterPassword(page: Page, password: string): Promise<void> {
	await page.getByLabel('Password', { exact: true }).fill(password);
	await continueWith(page);
}

/** Types an address into Clerk's form, and sends it. */
export async function enterEmail(page: Page, email: string): Promise<void> {
	await page.getByLabel('Email address').fill(email);
	await continueWith(page);
}

/** Signs a user in in the browser without the UI. */
export async function signIn(clerk: MountedClerk, context: BrowserContext, email: string) {
	const signedIn = await clerk.control<{
		userId: string;
		sessionId: string;
		cookies: { name: string; value: string }[];
	}>('sign-in', { email });
	await context.addCookies(
		signedIn.cookies.map((cookie) => ({ ...cookie, url: clerk.origin, httpOnly: true }))
	);
	return signedIn;
}

/** The token that the page has, or gets. */
export const getToken = (page: Page, options?: { template?: string; skipCache?: boolean }) =>
	page.evaluate((given) => Clerk.session?.getToken(given), options);

/** Checks a token as a backend does that knows only the issuer, and returns its claims. */
export async function verify(clerk: MountedClerk, token: string | null | undefined) {
	const discovery = await fetch(`${clerk.url}/.well-known/openid-configuration`);
	const { issuer, jwks_uri } = (await discovery.json()) as { issuer: string; jwks_uri: string };
	expect(issuer).toBe(clerk.url);
	const keys = createRemoteJWKSet(new URL(jwks_uri));
	const { payload } = await jwtVerify(token ?? '', keys, { issuer, audience: 'convex' });
	return payload;
}

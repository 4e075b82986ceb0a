import { makeFunctionReference } from 'convex/server';
import { vi } from 'vitest';
import type { AuthState } from '../auth/auth-state.js';
import { Watcher } from './effects.svelte.js';
import { FakeBrowser, list, type LaunchOptions } from './fake-browser.js';
import { loadClerk } from './fake-clerk.js';
import type { Sent } from './fake-convex.js';

export const send = makeFunctionReference<'mutation', { body: string }, null>('messages:send');

const NOON = Date.UTC(2026, 0, 1, 12);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** The auth states of Ada's first launch, in words. */
export const LAUNCH = [
	'loading, awaits device',
	'loading, awaits clerk',
	'loading, awaits convex',
	'user_ada confirmed'
];

/** The last messages on a socket whose user leaves: its queries end, then its identity. */
export const left = (socket: number) => [
	`${socket} ModifyQuerySet -`,
	`${socket} Authenticate None`
];

/**
 * A browser on fake time, with Clerk's usual tokens of one minute. Random numbers are 0.5: Convex's
 * first wait is then 1 s, and the library's is half a second.
 */
export class TimedBrowser extends FakeBrowser {
	readonly #ends: (() => void | Promise<void>)[] = [];

	constructor() {
		// Clerk's times are in whole seconds.
		super({ now: NOON });
		vi.spyOn(Math, 'random').mockReturnValue(0.5);
		// Convex's client logs every token that it cannot use.
		for (const level of ['error', 'warn'] as const) {
			vi.spyOn(console, level).mockImplementation(() => undefined);
		}
		this.clerkServer.tokenLifeSeconds = 60;
	}

	/** Records the messages to the server from now on, each after the number of its socket. */
	listen(): () => string[] {
		const { length } = this.convex.wire;
		return () => this.convex.wire.slice(length);
	}

	/**
	 * Opens a page that shows the messages of the signed-in user and logs its auth states. Clerk's script
	 * loads when the session record has been read.
	 */
	async open(options: LaunchOptions = {}) {
		const app = this.launch(options);
		const { client, window } = app;
		const states: string[] = [];
		const unsubscribe = client.authState.subscribe((state) => {
			const said = describe(state);
			if (states.at(-1) !== said) states.push(said);
		});
		const messages = new Watcher(() => {
			const query = client.account?.query(list, {});
			return [query?.source, query?.data];
		});
		const leave = async () => {
			unsubscribe();
			await messages.stop();
		};
		this.#ends.push(leave);
		await until(() => states.length > 1);
		const clerk = loadClerk(window, this.clerkServer);
		const errorCode = () => app.state().error?.code;
		return { ...app, clerk, states, messages, errorCode, leave };
	}

	/** Opens the page, and waits until Convex has confirmed Ada. */
	async openAsAda(options: LaunchOptions = {}) {
		this.clerkServer.addSession('Ada');
		this.convex.result = ['hello'];
		const app = await this.open(options);
		await until(() => app.states.at(-1) === 'user_ada confirmed');
		await until(() => app.messages.current?.[0] === 'live');
		return app;
	}

	override close(): void {
		for (const end of this.#ends) void end();
		super.close();
	}
}

/** Advances the time. */
export async function pass(ms: number): Promise<void> {
	await vi.advanceTimersByTimeAsync(ms);
}

/** Advances the time a little, and waits for the outcome, for example of the disk. */
export async function soon<T>(outcome: Promise<T>): Promise<T> {
	await pass(SECOND / 2);
	return await outcome;
}

/**
 * Puts the machine to sleep: the clock goes on, but timers do not. The page learns what the servers did
 * when it wakes.
 */
export function sleep(ms: number): void {
	vi.setSystemTime(Date.now() + ms);
}

/** Waits for a condition, and advances the time by one millisecond at each check. */
export async function until(condition: () => boolean): Promise<void> {
	await vi.waitUntil(condition, { timeout: 90_000, interval: 1 });
}

/** The seconds between equal messages, rounded. */
export function secondsBetween(sent: readonly Sent[], what: string): number[] {
	const times = sent.filter((one) => one.what === what).map(({ at }) => at);
	return times.slice(1).map((at, index) => Math.round((at - (times[index] ?? at)) / SECOND));
}

/** The state in words. */
function describe(state: AuthState): string {
	switch (state.status) {
		case 'loading':
			return `loading, awaits ${state.awaits}`;
		case 'unauthenticated':
			return state.isSignOutPending ? 'signed out, Clerk is to be told' : 'signed out';
		case 'authenticated': {
			const { subject, orgId, confirmed, isRefreshing } = state;
			const words = [orgId ? `${subject}@${orgId}` : subject];
			words.push(confirmed ? 'confirmed' : 'remembered');
			if (isRefreshing) words.push('refreshing');
			return words.join(' ');
		}
	}
}

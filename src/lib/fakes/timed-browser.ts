import { makeFunctionReference } from 'convex/server';
import { vi } from 'vitest';
import type { AuthState } from '../auth/auth-state.js';
import { Watcher } from './effects.svelte.js';
import { FakeBrowser, list } from './fake-browser.js';
import { loadClerk } from './fake-clerk.js';
import type { Sent } from './fake-convex.js';

export const send = makeFunctionReference<'mutation', { body: string }, null>('messages:send');

const NOON = Date.UTC(2026, 0, 1, 12);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** The states of Ada's first launch, in words. */
export const LAUNCH = [
	'loading, awaits device',
	'loading, awaits clerk',
	'loading, awaits convex',
	'user_ada confirmed'
];

/** What is sent last on a socket whose user goes: its queries end, then the identity. */
export const left = (socket: number) => [
	`${socket} ModifyQuerySet -`,
	`${socket} Authenticate None`
];

/**
 * A browser on the test's own time, with Clerk's usual tokens of one minute. What is random is in the
 * middle: Convex's first wait is 1 s then, and the library's is half a second.
 */
export class TimedBrowser extends FakeBrowser {
	readonly #ends: (() => void | Promise<void>)[] = [];

	constructor() {
		// Clerk's times are whole seconds.
		vi.useFakeTimers({ now: NOON });
		super();
		vi.spyOn(Math, 'random').mockReturnValue(0.5);
		// Convex's client tells of every token that it cannot use.
		for (const level of ['error', 'warn'] as const) {
			vi.spyOn(console, level).mockImplementation(() => undefined);
		}
		this.clerkServer.tokenLifeSeconds = 60;
	}

	/** What the server has been sent, from now on: each message after the number of its socket. */
	listen(): () => string[] {
		const { length } = this.convex.wire;
		return () => this.convex.wire.slice(length);
	}

	/**
	 * A page that shows the messages of whoever is signed in, with a log of its auth states. Clerk's
	 * script arrives once the device has said what it remembers.
	 */
	async open() {
		const app = this.launch();
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

	/** The page once Convex has confirmed Ada. */
	async openAsAda() {
		this.clerkServer.addSession('Ada');
		this.convex.result = ['hello'];
		const app = await this.open();
		await until(() => app.states.at(-1) === 'user_ada confirmed');
		await until(() => app.messages.current?.[0] === 'live');
		return app;
	}

	override close(): void {
		for (const end of this.#ends) void end();
		super.close();
	}
}

/** Lets time pass. */
export async function pass(ms: number): Promise<void> {
	await vi.advanceTimersByTimeAsync(ms);
}

/** Waits for what takes little time, such as the disk. */
export async function soon<T>(outcome: Promise<T>): Promise<T> {
	await pass(SECOND / 2);
	return await outcome;
}

/**
 * Puts the machine to sleep: the time of day goes on, and timers do not. What the servers do meanwhile,
 * the page hears of when it wakes.
 */
export function sleep(ms: number): void {
	vi.setSystemTime(Date.now() + ms);
}

/** Waits for a condition without letting more time pass than the first timers take, a millisecond each. */
export async function until(condition: () => boolean): Promise<void> {
	await vi.waitUntil(condition, { timeout: 4_000, interval: 1 });
}

/** The seconds between the messages that are alike, rounded. */
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

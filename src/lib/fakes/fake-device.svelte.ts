import type { FunctionArgs } from 'convex/server';
import { getFunctionName } from 'convex/server';
import type { Channel } from '../browser-features.js';
import type { KeyValueStore } from '../cache/key-value-store.js';
import { createMemoryStore } from '../cache/memory-store.js';
import { StorageError } from '../cache/storage-error.js';
import { CallError } from '../errors.js';
import type { Locks } from '../outbox/delivering-tab.js';
import { createDeliveryLoop, type Send } from '../outbox/delivery-loop.js';
import { Outbox, type OutboxOptions } from '../outbox/outbox.svelte.js';
import { FakeLocks } from './fake-locks.js';
import { deliveries, FakeMessageServer, send, type Message } from './fake-message-server.js';
import { noReport } from './no-report.js';

/**
 * What happens to a sent mutation. `lost`: it happens, but the answer never arrives. `dropped`: it does not
 * happen.
 */
export type Fate = 'answered' | 'lost' | 'dropped' | Error;

/** A device with its disk and its tabs, and the backend that they talk to. */
export class FakeDevice {
	readonly server = new FakeMessageServer();
	readonly store = createMemoryStore();
	readonly locks = new FakeLocks();
	readonly tabs = new Set<FakeTab>();
	/** What happened, with the time in milliseconds since the start: `0 send a`. */
	readonly log: string[] = [];
	/** How long an answer takes. */
	latencyMs = 0;
	/** What happens to mutations that are sent from now on. */
	fate: (message: Message) => Fate = () => 'answered';
	/** How many of the next writes find the disk full. Evicting the cache frees the space of one. */
	fullWrites = 0;
	/** How far the app's clock is ahead of the time that timers measure. */
	clockMs = 0;
	/** What the servers' clock has said last. It does not follow the device's. */
	heardAt: number | undefined;
	/** Whether there is a newer version of the app. */
	isOutdated = false;
	readonly #start = Date.now();

	/** Whether tabs have locks and channels; old browsers have none. */
	constructor(
		readonly has: { locks: boolean; channels: boolean } = { locks: true, channels: true }
	) {}

	/** What has arrived at the backend, in the order of arrival. */
	get arrived(): string[] {
		return this.server.arrived.map(({ clientId }) => clientId);
	}

	now = (): number => Date.now() + this.clockMs;

	/** Opens the app in a tab, as this subject. */
	async open(subject = 'ada', options: Partial<OutboxOptions> = {}): Promise<FakeTab> {
		const tab = new FakeTab(this, subject);
		this.tabs.add(tab);
		await tab.start(options);
		return tab;
	}

	note = (what: string): void => {
		this.log.push(`${Date.now() - this.#start} ${what}`);
	};
}

/** A tab of a {@link FakeDevice}. */
export class FakeTab {
	outbox!: Outbox;
	/** Whether its connection is confirmed as its subject. */
	isConfirmed = $state(false);
	isGone = false;
	readonly #device: FakeDevice;
	readonly #listeners = new Set<(event: MessageEvent<unknown>) => void>();
	readonly #retryTriggers = new Set<() => void>();
	readonly #unanswered = new Set<() => void>();
	#thawing: Promise<void> | undefined;
	#thaw: () => void = () => undefined;

	constructor(
		device: FakeDevice,
		readonly subject: string
	) {
		this.#device = device;
	}

	async start(options: Partial<OutboxOptions>): Promise<void> {
		const { has, now } = this.#device;
		this.outbox = await Outbox.open({
			subject: this.subject,
			name: 'app',
			store: this.#store(),
			deliveries,
			transport: {
				isConfirmed: () => this.isConfirmed,
				send: this.#send
			},
			retryTriggers: (listener) => {
				this.#retryTriggers.add(listener);
				return () => this.#retryTriggers.delete(listener);
			},
			locks: has.locks ? this.#locks() : undefined,
			openChannel: () => (has.channels ? this.#channel() : undefined),
			evictCache: () => {
				this.#device.fullWrites -= 1;
				return Promise.resolve();
			},
			now,
			heardAt: () => this.#device.heardAt,
			isOutdated: () => Promise.resolve(this.#device.isOutdated),
			report: noReport,
			random: () => 1,
			...options
		});
		this.outbox.deliverBy(createDeliveryLoop);
	}

	/** Writes a message. */
	write(clientId: string, { conversation = 'c', body = clientId } = {}): Promise<string> {
		return this.outbox.enqueue(send, { clientId, conversation, body });
	}

	/** The state of each outbox entry: `a waiting`. */
	get shown(): string[] {
		return this.outbox.entries.map(({ id, state }) => `${id} ${state.status}`);
	}

	/** Confirms the connection, or ends it: mutations that are being sent then have no answer. */
	connect(isConfirmed = true): void {
		this.isConfirmed = isConfirmed;
		if (isConfirmed) return;
		for (const end of this.#unanswered) end();
		this.#unanswered.clear();
	}

	/** Fires a retry trigger: the browser comes online, or the page comes to the front. */
	wake(): void {
		for (const listener of this.#retryTriggers) listener();
	}

	/** Stops everything in the tab until it is thawed. */
	freeze(): void {
		this.#thawing ??= new Promise((resolve) => (this.#thaw = resolve));
	}

	thaw(): void {
		this.#thaw();
		this.#thawing = undefined;
	}

	/** Kills the tab at once. */
	kill(): void {
		this.isGone = true;
		this.freeze();
		this.#device.tabs.delete(this);
		this.#device.locks.drop(this);
		this.outbox.close();
	}

	/** Closes the tab's account: another user signs in. */
	close(): void {
		this.#device.tabs.delete(this);
		this.outbox.close();
		this.connect(false);
	}

	readonly #send: Send = async (mutation, args: FunctionArgs<typeof mutation>) => {
		await this.#thawing;
		if (!this.isConfirmed) throw new CallError('not_connected', 'Not connected.');
		const ended = new Promise<never>((_, reject) => {
			this.#unanswered.add(() => reject(new CallError('outcome_unknown', 'Gone.')));
		});
		try {
			// The tests send nothing else.
			await Promise.race([this.#reach(getFunctionName(mutation), args as Message), ended]);
		} finally {
			await this.#thawing;
		}
	};

	async #reach(name: string, message: Message): Promise<void> {
		const { fate, latencyMs, server, note } = this.#device;
		note(`${name.split(':')[1]} ${message.clientId}`);
		const met = fate(message);
		if (met === 'dropped') return never();
		if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
		if (met instanceof Error) throw met;
		try {
			server.run(this.subject, name, message);
		} catch (error) {
			if (met === 'answered') throw error;
		}
		if (met === 'lost') return never();
	}

	#store(): KeyValueStore {
		const device = this.#device;
		return {
			...device.store,
			transact: async (mode, work) => {
				await this.#thawing;
				if (mode === 'strict' && device.fullWrites > 0) {
					device.fullWrites -= 1;
					throw new StorageError('quota_exceeded');
				}
				const result = await device.store.transact(mode, work);
				await this.#thawing;
				return result;
			}
		};
	}

	#locks(): Locks {
		const locks = this.#device.locks.of(this);
		return {
			request: async (name, options, hold) => {
				await this.#thawing;
				if (this.isGone) return never();
				try {
					return await locks.request(name, options, async () => {
						await this.#thawing;
						await hold();
					});
				} finally {
					await this.#thawing;
				}
			}
		};
	}

	#channel(): Channel {
		const post = async (data: unknown) => {
			await this.#thawing;
			for (const tab of this.#device.tabs) {
				if (tab !== this && tab.subject === this.subject) void tab.#hear(data);
			}
		};
		return {
			postMessage: (data: unknown) => void post(data),
			addEventListener: (_type: string, listener: (event: MessageEvent<unknown>) => void) =>
				void this.#listeners.add(listener),
			removeEventListener: (_type: string, listener: (event: MessageEvent<unknown>) => void) =>
				void this.#listeners.delete(listener),
			close: () => this.#listeners.clear()
		} as Channel;
	}

	async #hear(data: unknown): Promise<void> {
		await this.#thawing;
		for (const listener of this.#listeners) listener(new MessageEvent('message', { data }));
	}
}

function never(): Promise<never> {
	return new Promise(() => undefined);
}

import { expect, vi } from 'vitest';
import { queryKey } from '../convex/query-key.js';
import { OutboxError } from '../outbox/outbox-error.js';
import { FakeDevice, type FakeTab } from './fake-device.svelte.js';
import { edit, list, remove, type Message } from './fake-message-server.js';

const SUBJECTS = ['ada', 'grace'];
const CONVERSATIONS = ['one', 'two'];

/** What a user has written, and what they were told. */
interface Written {
	subject: string;
	conversation: string;
	/** The body that must be at the backend in the end; `undefined` when it was discarded or removed. */
	body: string | undefined;
	/** Whether its position in the order is unknown: the user retried it, or its tab was frozen. */
	isMoved: boolean;
	/** The number of the user's actions on it that have not ended yet. */
	unfinished: number;
}

/** One event. Numbers choose among what exists. */
export type Step =
	| { do: 'send'; tab: number; conversation: number; isBad: boolean }
	| { do: 'edit' | 'discard'; tab: number; message: number }
	| { do: 'retry'; tab: number; message: number }
	| { do: 'connect' | 'disconnect' | 'reload' | 'freeze' | 'thaw' | 'wake' | 'switch'; tab: number }
	| { do: 'open'; subject: number }
	| { do: 'fate'; fate: 'answered' | 'lost' | 'dropped' | 'fails' }
	| { do: 'fill'; writes: number }
	| { do: 'jump'; ms: number }
	| { do: 'watch'; tab: number; conversation: number }
	| { do: 'pass'; ms: number };

/**
 * A device, what its users have written, and the invariants of both. It runs on vitest's fake time.
 */
export class OutboxWorld {
	readonly device: FakeDevice;
	readonly written = new Map<string, Written>();
	#serial = 0;

	constructor(has: FakeDevice['has']) {
		this.device = new FakeDevice(has);
		this.device.latencyMs = 20;
	}

	async take(step: Step): Promise<void> {
		if ('tab' in step) return this.#takeIn(step);
		const { device } = this;
		switch (step.do) {
			case 'open':
				await device.open(pick(SUBJECTS, step.subject));
				return;
			case 'fate': {
				const { fate } = step;
				device.fate = () => (fate === 'fails' ? new Error('Server Error') : fate);
				return;
			}
			case 'fill':
				device.fullWrites = step.writes;
				return;
			case 'jump':
				device.clockMs += step.ms;
				return;
			case 'pass':
				await vi.advanceTimersByTimeAsync(step.ms);
		}
	}

	async #takeIn(step: Extract<Step, { tab: number }>): Promise<void> {
		const tabs = [...this.device.tabs];
		if (tabs.length === 0) return;
		const tab = pick(tabs, step.tab);
		switch (step.do) {
			case 'send':
				return this.#send(tab, pick(CONVERSATIONS, step.conversation), step.isBad);
			case 'edit':
				return this.#edit(tab, step.message);
			case 'discard':
				return this.#discard(tab, step.message);
			case 'retry':
				return this.#retry(tab, step.message);
			case 'connect':
				return tab.connect();
			case 'disconnect':
				return tab.connect(false);
			case 'freeze':
				return tab.freeze();
			case 'thaw':
				return tab.thaw();
			case 'wake':
				return tab.wake();
			case 'watch': {
				const conversation = pick(CONVERSATIONS, step.conversation);
				return this.#watch(tab, conversation);
			}
			case 'reload':
				tab.kill();
				await this.device.open(tab.subject);
				return;
			case 'switch':
				tab.thaw();
				tab.close();
				await this.device.open(SUBJECTS.find((subject) => subject !== tab.subject));
		}
	}

	async #send(tab: FakeTab, conversation: string, isBad: boolean): Promise<void> {
		this.#serial += 1;
		const id = String(this.#serial);
		const body = isBad ? `bad ${id}` : id;
		const { subject } = tab;
		const message: Written = { subject, conversation, body, isMoved: isBad, unfinished: 0 };
		this.written.set(id, message);
		await this.#work(message, async () => {
			try {
				await tab.write(id, { conversation, body });
			} catch {
				this.written.delete(id);
			}
		});
		message.isMoved ||= message.unfinished > 0;
	}

	/** Edits a message as an app does: in the outbox, or by another mutation if it may have been sent. */
	async #edit(tab: FakeTab, choice: number): Promise<void> {
		const found = this.#choose(tab, choice);
		if (!found || found.message.body === undefined) return;
		const { id, message } = found;
		const { conversation } = message;
		this.#serial += 1;
		const body = String(this.#serial);
		await this.#work(message, async () => {
			const isChanged = await tab.outbox.edit(id, { clientId: id, conversation, body });
			const changeId = `change ${body.padStart(3, '0')}`;
			if (!isChanged) {
				await tab.outbox.enqueue(edit, { clientId: id, conversation, body, changeId });
			}
			message.body = body;
			message.isMoved ||= isChanged;
			if (!isChanged) await this.#letPass(tab, id);
		});
	}

	async #discard(tab: FakeTab, choice: number): Promise<void> {
		const found = this.#choose(tab, choice);
		if (!found || found.message.body === undefined) return;
		const { id, message } = found;
		const { conversation } = message;
		await this.#work(message, async () => {
			const isOut = await tab.outbox.discard(id);
			if (!isOut) await tab.outbox.enqueue(remove, { clientId: id, conversation });
			message.body = undefined;
			if (!isOut) await this.#letPass(tab, id);
		});
	}

	/** Retries a rejected message, so that its dependents do not wait for it for ever. */
	async #letPass(tab: FakeTab, id: string): Promise<void> {
		const entry = tab.outbox.entries.find((one) => one.id === id);
		if (entry?.state.status !== 'rejected') return;
		const message = this.written.get(id);
		if (message) message.isMoved = true;
		await tab.outbox.retry(id);
	}

	async #retry(tab: FakeTab, choice: number): Promise<void> {
		const entries = tab.outbox.entries;
		if (entries.length === 0) return;
		const { id } = pick(entries, choice);
		const message = this.written.get(id);
		if (message) message.isMoved = true;
		await this.#work(message, async () => void (await tab.outbox.retry(id)));
	}

	/** Runs an action. In a frozen tab it ends later, in a killed tab never. */
	async #work(message: Written | undefined, work: () => Promise<void>): Promise<void> {
		if (message) message.unfinished += 1;
		void work()
			.catch((error: unknown) => expect(error).toBeInstanceOf(OutboxError))
			.finally(() => {
				if (message) message.unfinished -= 1;
			});
		await vi.advanceTimersByTimeAsync(0);
	}

	#choose(tab: FakeTab, choice: number) {
		const mine = [...this.written].filter(
			([, { subject, unfinished }]) => subject === tab.subject && unfinished === 0
		);
		if (mine.length === 0) return undefined;
		// The newest first: these may still be on their way.
		const [id, message] = pick(mine.reverse(), choice % 4);
		return { id, message };
	}

	#watch(tab: FakeTab, conversation: string): void {
		if (!tab.isConfirmed) return;
		const messages = this.device.server.messagesIn(tab.subject, conversation);
		tab.outbox.showLive(queryKey(list, { conversation }), messages);
	}

	/**
	 * Lets everything recover: tabs thaw, connections come back, users read and decide on rejected
	 * entries.
	 */
	async recover(): Promise<void> {
		const { device } = this;
		device.fate = () => 'answered';
		device.fullWrites = 0;
		for (const tab of device.tabs) {
			tab.thaw();
			// Convex's client closes a connection without answers.
			tab.connect(false);
		}
		await vi.advanceTimersByTimeAsync(0);
		for (const tab of device.tabs) tab.connect();
		for (const subject of SUBJECTS) (await device.open(subject)).connect();
		for (let round = 0; round < 4; round += 1) {
			await vi.advanceTimersByTimeAsync(120_000);
			for (const tab of device.tabs) {
				tab.wake();
				await this.#answer(tab);
				for (const conversation of CONVERSATIONS) this.#watch(tab, conversation);
			}
		}
		await vi.advanceTimersByTimeAsync(120_000);
		for (const tab of device.tabs) tab.wake();
		await vi.advanceTimersByTimeAsync(0);
	}

	/** The user writes refused messages again, and retries expired ones. */
	async #answer(tab: FakeTab): Promise<void> {
		for (const { id, state, args } of tab.outbox.entries) {
			if (state.status !== 'rejected') continue;
			const message = this.written.get(id);
			if (message) message.isMoved = true;
			if (message && typeof args.body === 'string' && args.body.startsWith('bad')) {
				if (message.body?.startsWith('bad')) message.body = id;
				const { body } = message;
				const isChanged =
					body === undefined
						? await tab.outbox.discard(id)
						: await tab.outbox.edit(id, { ...args, body });
				// A message that may have been sent is refused first.
				if (!isChanged) await tab.outbox.retry(id);
			} else if (state.reason.kind === 'refused' && !message) {
				await tab.outbox.discard(id);
			} else {
				await tab.outbox.retry(id);
			}
		}
	}

	/** Checks what must be true at every moment. */
	checkAlways(): void {
		const { arrived } = this.device.server;
		expect(new Set(arrived.map(({ clientId }) => clientId)).size).toBe(arrived.length);
		for (const { clientId, subject } of arrived) {
			const message = this.written.get(clientId);
			if (message) expect(message.subject).toBe(subject);
		}
	}

	/** Checks what must be true after the recovery. */
	checkEnd(): void {
		this.checkAlways();
		for (const tab of this.device.tabs) expect(tab.shown).toEqual([]);
		for (const subject of SUBJECTS) {
			for (const conversation of CONVERSATIONS) this.#checkConversation(subject, conversation);
		}
	}

	#checkConversation(subject: string, conversation: string): void {
		const there = this.device.server.messagesIn(subject, conversation);
		const expected = [...this.written].filter(
			([, one]) => one.subject === subject && one.conversation === conversation
		);
		const bodies = (messages: Message[]) =>
			new Map(messages.map(({ clientId, body }) => [clientId, body]));
		const isTold = (id: string) => this.written.get(id)?.unfinished === 0;
		const wanted = expected.flatMap(([id, { body }]) =>
			body !== undefined && isTold(id) ? [[id, body] as const] : []
		);
		const found = [...bodies(there)].filter(([id]) => isTold(id));
		expect(new Map(found.sort())).toEqual(new Map(wanted.sort()));
		const inPlace = there
			.map(({ clientId }) => clientId)
			.filter((id) => this.written.get(id)?.isMoved === false);
		const order = expected.map(([id]) => id);
		expect(inPlace).toEqual(order.filter((id) => inPlace.includes(id)));
	}
}

function pick<T>(items: readonly T[], choice: number): T {
	const item = items[choice % items.length];
	if (item === undefined) throw new Error('Nothing to choose from.');
	return item;
}

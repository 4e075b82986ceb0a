import type { Page } from '@playwright/test';
import { appOn, openSignedIn, untilInstalled } from '../e2e/app.ts';
import type { Device, Servers } from '../offline-kit/index.ts';
import { CONVERSATIONS } from './plan.ts';
import { Reader } from './reader.ts';
import { watch, type Glance } from './watch.ts';

/** What seeds run in, one after the other: the servers, and the author's browser. */
export class World {
	readonly servers: Servers;
	readonly device: Device;
	readonly reader: Reader;
	/** The author's. */
	readonly subject: string;
	/** The ids of the conversations. */
	readonly conversations: readonly string[];
	/** Told of what the author's pages show. */
	onGlance: (page: Page, glance: Glance) => void = () => undefined;
	#isRunning = true;

	private constructor(
		parts: Pick<World, 'servers' | 'device' | 'reader' | 'subject' | 'conversations'>
	) {
		this.servers = parts.servers;
		this.device = parts.device;
		this.reader = parts.reader;
		this.subject = parts.subject;
		this.conversations = parts.conversations;
	}

	/** Signs the author in, and has everything on the device that an offline launch needs. */
	static async create(servers: Servers, device: Device): Promise<World> {
		const { userId } = await openSignedIn(servers, device);
		await untilInstalled(device.page);
		const reader = new Reader(servers, 'grace@example.com');
		const conversations: string[] = [];
		for (let number = 1; number <= CONVERSATIONS; number++) {
			conversations.push(await reader.makeConversation(`Soak ${number}`));
		}
		for (const id of conversations) {
			await device.page.goto(`${servers.url}/c/${id}`);
			await appOn(device.page).composer.waitFor();
			await device.page.getByText('Nobody has written here yet').waitFor();
		}
		const world = new World({ servers, device, reader, subject: userId, conversations });
		// A browser takes its time to write cookies down; Clerk's session is one.
		await device.quit();
		await world.launch();
		return world;
	}

	/** Whether the browser runs. */
	get isRunning(): boolean {
		return this.#isRunning;
	}

	/** The address of a conversation. */
	addressOf(conversation: number): string {
		return `${this.servers.url}/c/${this.conversations[conversation]}`;
	}

	/** Starts the browser on what it left on the disk. */
	async launch(): Promise<void> {
		await this.device.launch();
		await watch(this.device.context, (page, glance) => this.onGlance(page, glance));
		this.#isRunning = true;
	}

	/** Kills the browser. */
	async kill(): Promise<void> {
		this.#isRunning = false;
		await this.device.kill();
	}
}

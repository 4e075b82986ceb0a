import { join } from 'node:path';
import Database from 'libsql';
import { api } from '../../convex/_generated/api.js';
import type { Id } from '../../convex/_generated/dataModel.js';
import { newId, tableNumberOf } from '../../emulators/convex/ids.ts';
import { connectAs } from '../../tests/e2e/convex-client.ts';
import type { Servers } from '../../tests/offline-kit/servers.ts';

/** These are really sent; the others are copies of them, each older than the one after it. */
const SENT = 60;
/** Between two messages: some are of one group, and some are not. */
const APART_MS = 150_000;

interface Message {
	_id: string;
	_creationTime: number;
	conversationId: string;
	clientId: string;
	number: number;
}

/** Of one to four sentences, as the rows of a real conversation have different heights. */
const bodyOf = (n: number) =>
	Array<string>(1 + (n % 4))
		.fill('I shall wait for you at the gate until eight.')
		.join(' ');

/** Makes a conversation of Ada's and Grace's, in which they have sent a few messages, and Ada has read all. Returns its id. */
export async function startConversation(servers: Servers, name: string): Promise<string> {
	const ada = await connectAs(servers, 'ada@example.com');
	const grace = await connectAs(servers, 'grace@example.com');
	const conversationId: Id<'conversations'> = await ada.mutation(api.conversations.create, {
		name
	});
	for (let n = 0; n < SENT; n++) {
		const author = Math.floor(n / 3) % 2 === 0 ? grace : ada;
		const clientId = `${name}-${n}`;
		await author.mutation(api.messages.send, { conversationId, clientId, body: bodyOf(n) });
	}
	// With unread ones, it would open at the first of them.
	await ada.mutation(api.reads.mark, { conversationId, upTo: SENT });
	return conversationId;
}

/**
 * Adds older messages to conversations, in the local Convex's own file: sending so many would take
 * minutes. It is away meanwhile.
 *
 * @param counts the number of messages that each conversation then has, by its id
 */
export async function addHistory(
	servers: Servers,
	stateDir: string,
	counts: ReadonlyMap<string, number>
): Promise<void> {
	await servers.kill(['convex']);
	const database = new Database(join(stateDir, 'convex', 'data.sqlite'));
	try {
		const rows = database.prepare(`SELECT value FROM entries WHERE kind = 'document'`).all();
		const documents = (rows as { value: string }[]).map(
			({ value }) => JSON.parse(value) as Message
		);
		const insert = database.prepare(`INSERT INTO entries VALUES ('document', ?, ?)`);
		database.exec('BEGIN');
		for (const [conversationId, count] of counts) {
			const sent = documents.filter(
				(one) => one.conversationId === conversationId && 'body' in one && 'clientId' in one
			);
			for (const message of olderThan(sent, count - sent.length)) {
				insert.run(message._id, JSON.stringify(message));
			}
		}
		database.exec('COMMIT');
	} finally {
		database.close();
	}
	await servers.start(['convex']);
}

function* olderThan(sent: readonly Message[], count: number): Generator<Message> {
	const first = Math.min(...sent.map(({ _creationTime }) => _creationTime));
	for (let n = 1; n <= count; n++) {
		const like = sent.at(-n % sent.length);
		if (!like) return;
		yield {
			...like,
			_id: newId(tableNumberOf(like._id) ?? 0),
			_creationTime: first - n * APART_MS,
			clientId: `${like.clientId}-${n}`,
			// What is not new to anybody.
			number: 0
		};
	}
}

import { isReadable, type ListedConversation } from '../model/conversation-list';
import type { Person } from '../model/person';
import type { FoundMessage } from '../search/cached-messages';
import type { Command } from './commands';
import { matchesName } from '../model/matches-name';

/** Something that one can go to. `key` is unique among all. */
export type Option = { key: string } & (
	| { kind: 'conversation'; conversation: ListedConversation }
	| { kind: 'command'; command: Command }
	| { kind: 'person'; person: Person }
	| { kind: 'message'; message: FoundMessage }
);

/** Options under a heading. `others` are people of whom the device knows nothing. */
export interface OptionGroup {
	name: 'conversations' | 'commands' | 'people' | 'messages' | 'others';
	options: Option[];
}

/** What is known of what one can go to. */
export interface Known {
	/** What was typed. */
	text: string;
	conversations: readonly ListedConversation[];
	/** What can be done, with its name in the user's language. */
	commands: readonly { command: Command; name: string }[];
	/** The people whose messages the device has. */
	people: readonly Person[];
	/** The messages that the device has found. */
	messages: readonly FoundMessage[];
	/** What the backend has found; `undefined` until it has answered. */
	live: { people: readonly Person[] | undefined; messages: readonly FoundMessage[] | undefined };
}

/** More of a kind than these would push the next kind off the screen. */
const MOST = { conversations: 8, people: 5, messages: 20, others: 10 };

/**
 * The options for what was typed; without a text, the most recent conversations. What the device does not know at
 * once comes below what it does, in the order of this list: nothing that is there already moves.
 */
export function groupOptions({
	text,
	conversations,
	commands,
	people,
	messages,
	live
}: Known): OptionGroup[] {
	const isWanted = (name: string) => matchesName(name, text);
	const readable = conversations.filter((one) => isReadable(one) && isWanted(one.name));
	const doable = commands.filter(({ name }) => isWanted(name));
	const known = new Set(conversations.flatMap(({ peer }) => (peer ? [peer.subject] : [])));
	const near = text === '' ? [] : newPeople(people, known).filter(({ name }) => isWanted(name));
	for (const { subject } of near) known.add(subject);
	const kept = messages.slice(0, MOST.messages);
	const ids = new Set(kept.map(({ id }) => id));
	const found = [...kept, ...(live.messages ?? []).filter(({ id }) => !ids.has(id))];
	// They are below the messages, so they wait for those.
	const far = live.messages ? newPeople(live.people ?? [], known) : [];
	const groups: OptionGroup[] = [
		{ name: 'conversations', options: readable.slice(0, MOST.conversations).map(toConversation) },
		{ name: 'commands', options: doable.map(toCommand) },
		{ name: 'people', options: near.slice(0, MOST.people).map(toPerson) },
		{ name: 'messages', options: found.map(toMessage) },
		{ name: 'others', options: far.slice(0, MOST.others).map(toPerson) }
	];
	return groups.filter(({ options }) => options.length > 0);
}

const newPeople = (people: readonly Person[], known: ReadonlySet<string>) =>
	people.filter(({ subject }) => !known.has(subject));

const toConversation = (conversation: ListedConversation): Option => ({
	kind: 'conversation',
	key: `conversation ${conversation.id}`,
	conversation
});
const toCommand = ({ command }: { command: Command }): Option => ({
	kind: 'command',
	key: `command ${command.name}`,
	command
});
const toPerson = (person: Person): Option => ({
	kind: 'person',
	key: `person ${person.subject}`,
	person
});
const toMessage = (message: FoundMessage): Option => ({
	kind: 'message',
	key: `message ${message.id}`,
	message
});

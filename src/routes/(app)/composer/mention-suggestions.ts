import { EVERYBODY } from '$convex/limits';
import { foldName } from '../model/fold-name';
import type { MessageView } from '../model/message';
import type { Person } from '../model/person';
import { MOST_SUGGESTIONS, type Suggestion } from './completion';

interface Conversation {
	/** What the device knows of its members. */
	members: readonly Person[];
	/** Its newest messages: who has written is a member, known or not. */
	messages: readonly MessageView[];
	/** The user, who is not offered. */
	subject: string;
	/** What mentions everybody, where the user may. */
	everybody: string | undefined;
}

/** Whom a text may mean that follows an `@`: who has written last, then the other members by name. */
export function suggestPeople(
	query: string,
	{ members, messages, subject, everybody }: Conversation
): Suggestion[] {
	const people = new Map<string, Person>();
	for (const { authorId, author: name, pictureUrl } of [...messages].reverse()) {
		if (name !== '') people.set(authorId, { subject: authorId, name, pictureUrl });
	}
	const others = members.filter((one) => !people.has(one.subject));
	others.sort((one, other) => one.name.localeCompare(other.name));
	// A member's name may be newer than that in the messages.
	for (const one of [...members.filter((one) => people.has(one.subject)), ...others])
		people.set(one.subject, one);
	people.delete(subject);

	const wanted = ` ${foldName(query)}`;
	const isMeant = (name: string) => ` ${foldName(name)}`.includes(wanted);
	const all = [...people.values()].filter(({ name }) => isMeant(name)).map(toSuggestion);
	if (everybody !== undefined && isMeant(everybody)) {
		const mention = { userId: EVERYBODY, name: everybody };
		const sign = { subject: EVERYBODY };
		all.push({ key: EVERYBODY, text: `@${everybody} `, name: everybody, sign, mention });
	}
	return all.slice(0, MOST_SUGGESTIONS);
}

function toSuggestion({ subject, name, pictureUrl }: Person): Suggestion {
	return {
		key: subject,
		text: `@${name} `,
		name,
		sign: { subject, pictureUrl },
		mention: { userId: subject, name }
	};
}

import { expect, test } from 'vitest';
import type { ListedConversation } from '../model/conversation-list';
import { chooseConversation, noteConversation } from './last-conversation';

function aConversation(id: string, change: Partial<ListedConversation> = {}): ListedConversation {
	const given = { id: id as ListedConversation['id'], name: id, kind: 'open', unread: 0 } as const;
	return { ...given, isMember: true, ...change };
}

function someTexts() {
	const stored = new Map<string, string>();
	return {
		isKept: () => true,
		text: (name: string) => stored.get(name),
		setText: (name: string, text: string | undefined) => void stored.set(name, text ?? '')
	};
}

const closed = aConversation('closed', { kind: 'invited', isMember: false });
const first = aConversation('first');
const second = aConversation('second', { clientId: 'second-here' });
const list = [first, second, closed];

test('the conversation that the address names is shown, by its id or its client id', () => {
	const texts = someTexts();
	expect(chooseConversation(list, texts, 'second')).toBe(second);
	expect(chooseConversation(list, texts, 'second-here')).toBe(second);
	expect(chooseConversation(list, texts, 'closed')).toBe(closed);
	expect(chooseConversation(list, texts, 'none')).toBeUndefined();
});

test('without a name it is the one that was open last, or the first that may be read', () => {
	const texts = someTexts();
	expect(chooseConversation(list, texts, undefined)).toBe(first);
	noteConversation(texts, 'second');
	expect(chooseConversation(list, texts, undefined)).toBe(second);
	noteConversation(texts, 'closed');
	expect(chooseConversation(list, texts, undefined)).toBe(first);
});

test('without a name, who is in no conversation gets none, whatever was open last', () => {
	const texts = someTexts();
	const open = aConversation('open', { isMember: false });
	noteConversation(texts, 'open');
	expect(chooseConversation([open, closed], texts, undefined)).toBeUndefined();
	expect(chooseConversation([first, open], texts, undefined)).toBe(open);
});

import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { describe, expect, test } from 'vitest';
import type { Account } from '$lib';
import { Draft } from './draft.svelte';

/** A user's texts on the device, and a function that opens drafts, as a reload and another tab do. */
function aDevice() {
	const texts = new SvelteMap<string, string>();
	const unkept = new SvelteSet<string>();
	const stored: Account['texts'] = {
		text: (name) => texts.get(name),
		isKept: (name) => !unkept.has(name),
		setText: (name, text) => {
			if (text === undefined) texts.delete(name);
			else texts.set(name, text);
		}
	};
	const open = (conversation = 'c1') => new Draft(stored, conversation);
	return { texts, unkept, open };
}

/** A draft with this text. */
function written(text: string) {
	const device = aDevice();
	const draft = device.open();
	draft.text = text;
	return { ...device, draft };
}

describe('a draft', () => {
	test('is empty at first', () => {
		expect(aDevice().open().text).toBe('');
	});

	test('survives a reload', () => {
		const { open } = written('Dear');
		expect(open().text).toBe('Dear');
	});

	test('is separate for each conversation', () => {
		const { open } = written('Dear');
		expect(open('c2').text).toBe('');
	});

	test('is deleted when it is emptied', () => {
		const { draft, texts } = written('Dear');
		draft.text = '';
		expect(texts.size).toBe(0);
	});

	test.each(['', 'null', '"Dear"', '{"text":7}', '{"body":"Dear"}', '{"text":"De'])(
		'is empty when what is stored is not one: %s',
		(stored) => {
			const { texts, open } = aDevice();
			texts.set('draft:c1', stored);
			expect(open().text).toBe('');
		}
	);

	test('keeps its text when the attempt that is stored with it is not whole', () => {
		const { texts, open } = aDevice();
		texts.set('draft:c1', JSON.stringify({ text: 'Dear', attempt: { body: 'Dear' } }));
		const draft = open();
		expect(draft.text).toBe('Dear');
		expect(draft.attempt()).toEqual({ clientId: expect.any(String) as string, body: 'Dear' });
	});
});

describe('a draft in two tabs', () => {
	test('is the same in both, and the tab in which one types wins', () => {
		const { draft, open } = written('Dear');
		const other = open();
		expect(other.text).toBe('Dear');
		draft.text = 'Dear Ada';
		expect(other.text).toBe('Dear Ada');
		other.text = 'Dear Ada,';
		expect(draft.text).toBe('Dear Ada,');
	});

	test('is gone in both when one has sent it, and cannot be sent twice before', () => {
		const { draft, open } = written('Dear');
		const other = open();
		const sent = draft.attempt();
		// The other tab's Enter comes before it has heard: the outbox recognises the message.
		expect(other.attempt()).toEqual(sent);
		draft.done();
		expect([draft.text, other.text]).toEqual(['', '']);
		other.done();
		other.text = 'Next';
		expect(draft.text).toBe('Next');
	});

	test('keeps what is typed in one while the other sends', () => {
		const { draft, open } = written('Dear');
		draft.attempt();
		open().text = 'Dear, and more';
		draft.done();
		expect(open().text).toBe(', and more');
	});

	test('ends an edit in both', () => {
		const { draft, open } = written('Dear');
		const other = open();
		draft.edit('m1', 'What was sent');
		expect([other.editing, other.text]).toEqual(['m1', 'What was sent']);
		other.endEdit();
		expect([draft.editing, draft.text]).toEqual([undefined, 'Dear']);
	});
});

test('a draft says when the device cannot keep it', () => {
	const { draft, unkept } = written('Dear');
	expect(draft.isKept).toBe(true);
	unkept.add('draft:c1');
	expect(draft.isKept).toBe(false);
});

test('what is sent is well-formed, and all of it leaves the draft', () => {
	const { draft } = written('half \ud83d');
	expect(draft.attempt().body).toBe('half \ufffd');
	draft.text = 'half \ud83d, whole 😀';
	draft.done();
	expect(draft.text).toBe(', whole 😀');
});

test('a beginning is sent alone, and the rest stays', () => {
	const { draft } = written('One\n\nTwo');
	const { clientId, body } = draft.attempt('One');
	expect([body, draft.attempt('One').clientId]).toEqual(['One', clientId]);
	draft.done();
	expect(draft.text).toBe('\n\nTwo');
});

describe('an attempt to send', () => {
	test('is the text as it stands, under a client id', () => {
		const { draft } = written('Dear');
		expect(draft.attempt()).toEqual({
			clientId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
			body: 'Dear'
		});
		expect(draft.text).toBe('Dear');
	});

	test('of the same text has the same client id', () => {
		const { draft } = written('Dear');
		expect(draft.attempt()).toEqual(draft.attempt());
	});

	test('of the same text has the same client id after a reload', () => {
		const { draft, open } = written('Dear');
		const first = draft.attempt();
		expect(open().attempt()).toEqual(first);
	});

	test('of a changed text has another client id', () => {
		const { draft } = written('Dear');
		const first = draft.attempt();
		draft.text = 'Dear Sir';
		const second = draft.attempt();
		expect(second.body).toBe('Dear Sir');
		expect(second.clientId).not.toBe(first.clientId);
	});

	test('of a text that was changed and changed back has the same client id', () => {
		const { draft } = written('Dear');
		const first = draft.attempt();
		draft.text = 'Dear Sir';
		draft.text = 'Dear';
		expect(draft.attempt()).toEqual(first);
	});
});

describe('an attempt that has arrived', () => {
	test('empties the draft, for good', () => {
		const { draft, texts, open } = written('Dear');
		draft.attempt();
		draft.done();
		expect(draft.text).toBe('');
		expect(open().text).toBe('');
		expect(texts.size).toBe(0);
	});

	test('leaves what has been written behind it since, and no part of itself', () => {
		const { draft, open } = written('Dear');
		draft.attempt();
		draft.text = 'DearSir';
		draft.done();
		expect(draft.text).toBe('Sir');
		expect(open().text).toBe('Sir');
	});

	test('leaves what has been written in its place since', () => {
		const { draft } = written('Dear');
		draft.attempt();
		draft.text = 'Sir';
		draft.done();
		expect(draft.text).toBe('Sir');
	});

	test('gives the same text, written again, another client id', () => {
		const { draft } = written('Yes');
		const first = draft.attempt();
		draft.done();
		draft.text = 'Yes';
		expect(draft.attempt().clientId).not.toBe(first.clientId);
	});
});

describe('editing a message', () => {
	test('begins with its text, and survives a reload', () => {
		const { draft, open } = written('Dear');
		draft.edit('m1', 'What was sent');
		expect([draft.editing, draft.text]).toEqual(['m1', 'What was sent']);
		draft.text = 'What is meant';
		const later = open();
		expect([later.editing, later.text]).toEqual(['m1', 'What is meant']);
	});

	test('gives back what was being written before', () => {
		const { draft, open } = written('Dear');
		draft.edit('m1', 'What was sent');
		open().endEdit();
		const later = open();
		expect([later.editing, later.text]).toEqual([undefined, 'Dear']);
	});

	test('of one message after another gives back what was being written before both', () => {
		const { draft } = written('Dear');
		draft.edit('m1', 'one');
		draft.edit('m2', 'two');
		expect([draft.editing, draft.text]).toEqual(['m2', 'two']);
		draft.endEdit();
		expect(draft.text).toBe('Dear');
	});

	test('leaves nothing behind when nothing was being written', () => {
		const { texts, open } = aDevice();
		const draft = open();
		draft.edit('m1', 'one');
		expect(texts.size).toBe(1);
		draft.endEdit();
		expect(texts.size).toBe(0);
	});

	test('keeps its text when what is stored of it is not whole', () => {
		const { texts, open } = aDevice();
		texts.set('draft:c1', JSON.stringify({ text: 'Dear', editing: { clientId: 'm1' } }));
		const draft = open();
		expect([draft.editing, draft.text]).toEqual([undefined, 'Dear']);
	});
});

describe('an answer to a message', () => {
	const quoted = { authorId: 'user_grace', clientId: 'm1', author: 'Grace', text: 'Is it so?' };

	test('stands over the text, and survives a reload', () => {
		const { draft, open } = written('Yes');
		draft.quoted = quoted;
		expect(open().quoted).toEqual(quoted);
		draft.quoted = undefined;
		expect(open().quoted).toBeUndefined();
	});

	test('is sent as one, and then over', () => {
		const { draft, open, texts } = written('Yes');
		draft.quoted = quoted;
		const attempt = draft.attempt();
		expect(attempt).toMatchObject({
			body: 'Yes',
			replyTo: { authorId: 'user_grace', clientId: 'm1' }
		});
		expect(open().attempt()).toEqual(attempt);
		draft.done();
		expect([draft.quoted, texts.size]).toEqual([undefined, 0]);
	});

	test.each([
		['to another message', { ...quoted, clientId: 'm2' }],
		['to none', undefined]
	])('is not the same text in answer %s', (_case, other) => {
		const { draft } = written('Yes');
		draft.quoted = quoted;
		const { clientId } = draft.attempt();
		draft.quoted = other;
		draft.done();
		expect([draft.text, draft.quoted]).toEqual(['Yes', other]);
		expect(draft.attempt().clientId).not.toBe(clientId);
	});

	test('keeps its text when the rest of the stored draft cannot be read', () => {
		const { texts, open } = aDevice();
		const attempt = { clientId: 'a1', body: 'Yes', replyTo: { authorId: 'user_grace' } };
		texts.set('draft:c1', JSON.stringify({ text: 'Yes', attempt, quoted: { clientId: 'm1' } }));
		const draft = open();
		expect([draft.text, draft.quoted]).toEqual(['Yes', undefined]);
		expect(draft.attempt().clientId).not.toBe('a1');
	});
});

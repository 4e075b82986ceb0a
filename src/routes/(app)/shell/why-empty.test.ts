import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countingIn } from '../../texts/counting';
import * as english from '../../texts/en';
import { LANGUAGES, type LanguageCode } from '../../texts/languages';
import { whyEmpty } from './why-empty';

/** Every pane that can be empty, and every reason for it. */
const PANES = {
	messages: ['loading', 'notHere', 'failed', 'none'],
	conversation: ['loading', 'notHere', 'failed', 'gone', 'none', 'unchosen'],
	conversations: ['loading', 'notHere', 'failed', 'none'],
	members: ['loading', 'notHere', 'failed', 'none'],
	people: ['loading', 'notHere', 'failed', 'none', 'nobody'],
	directory: ['loading', 'notHere', 'failed', 'none', 'notFound'],
	joinLink: ['loading', 'notHere', 'failed', 'none', 'gone'],
	reports: ['loading', 'notHere', 'failed', 'gone', 'none'],
	search: ['idle', 'loading', 'failed', 'none'],
	unsent: ['none']
};

const codes = Object.keys(LANGUAGES) as LanguageCode[];
async function textsOf(code: LanguageCode) {
	const { pages } = (await LANGUAGES[code].load?.()) ?? english;
	return pages(countingIn(code)).empty;
}

const failure = new Error('The backend said no.');
const unknown = { data: undefined, error: undefined, awaits: 'convex' } as const;

test.each([
	['has something', { ...unknown, awaits: undefined, data: ['a'] }, 'offline', undefined],
	[
		'has something, although the backend fails',
		{ ...unknown, data: ['a'], error: failure },
		'online',
		undefined
	],
	['has nothing in it', { ...unknown, awaits: undefined, data: [] }, 'online', 'none'],
	['has nothing pending, and is asked for', { ...unknown, data: [] }, 'online', 'loading'],
	['has failed', { ...unknown, error: failure }, 'online', 'failed'],
	['is being read from the device', { ...unknown, awaits: 'device' }, 'offline', 'loading'],
	['is being asked for', unknown, 'online', 'loading'],
	['will be asked for', unknown, 'connecting', 'loading'],
	['is not on the device, without a connection', unknown, 'offline', 'notHere']
] as const)('a pane whose content %s', (_what, content, connection, reason) => {
	expect(whyEmpty(content, connection)).toBe(reason);
});

test.each(codes)(
	'%s: every pane says for every reason why it is empty, and what to do',
	async (code) => {
		const texts = await textsOf(code);
		const reasons = Object.entries(texts).map(([pane, all]) => [pane, Object.keys(all)]);
		expect(Object.fromEntries(reasons)).toEqual(PANES);
		for (const [pane, all] of Object.entries(texts)) {
			for (const [reason, { why, todo }] of Object.entries(all)) {
				expect(why.trim(), `${pane}.${reason}`).not.toBe('');
				// While something loads, there is nothing to do.
				expect(todo.trim() === '', `${pane}.${reason}`).toBe(reason === 'loading');
			}
		}
	}
);

test('what tests from outside look for is called as they call it', async () => {
	const { messages, conversation } = await textsOf('en');
	expect(messages.loading.why).toBe('Loading messages');
	expect([messages.notHere.why, conversation.notHere.why]).toEqual(
		Array(2).fill('Not on this device yet.')
	);
});

test('every pane is in a component', () => {
	const app = join(import.meta.dirname, '..');
	const components = readdirSync(app, { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.svelte'))
		.map((path) => readFileSync(join(app, path), 'utf8'))
		.join('\n');
	for (const pane of Object.keys(PANES)) {
		expect(components).toMatch(new RegExp(`<WhyEmpty\\s+pane="${pane}"|empty\\.${pane}\\[`));
	}
});

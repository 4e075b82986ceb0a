import { expect, test } from 'vitest';
import { shownText } from './shown-text';

test.each([
	['a text without marks', 'Nothing at all', 'Nothing at all'],
	[
		'marks around words',
		'**Bold** and *very _much_*, ~~not~~ `code`',
		'Bold and very much, not code'
	],
	['a spoiler', 'He is ||the **butler**||.', 'He is ▒▒▒▒.'],
	['an address with a text of its own', '[here](https://a.example/x)', 'here'],
	['lines of code', 'See:\n```ts\nlet a;\n```', 'See:\nlet a;\n'],
	['a mark with no partner', '2 * 3 **', '2 * 3 **']
])('%s reads as it is drawn', (_what, body, shown) => {
	expect(shownText(body)).toBe(shown);
});

test('lines of quotes and lists are apart', () => {
	const lines = shownText('> one\n> two\n- three\n2. four').split(/\n+/).filter(Boolean);
	expect(lines).toEqual(['one', 'two', '• three', '2. four']);
});

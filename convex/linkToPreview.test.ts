import { expect, test } from 'vitest';
import { linkToPreview } from './linkToPreview';
import { parseText } from './messageText';

test.each([
	['see https://a.example/x.', 'https://a.example/x'],
	['www.a.example', 'https://www.a.example/'],
	['ada@a.example or https://a.example', 'https://a.example/'],
	['https://a.example https://b.example', 'https://a.example/'],
	['[a book](https://a.example/x)', 'https://a.example/x'],
	['- one\n- **https://a.example/x**', 'https://a.example/x'],
	['||https://a.example|| https://b.example', 'https://b.example/']
])('%j has the preview of its first link', (body, link) => {
	expect(linkToPreview(parseText(body))).toBe(link);
});

test.each([
	'no link',
	'ada@a.example',
	'`https://a.example`',
	'||https://a.example||',
	`https://a.example/${'x'.repeat(2_048)} https://b.example`
])('%.30j has no preview', (body) => {
	expect(linkToPreview(parseText(body))).toBeUndefined();
});

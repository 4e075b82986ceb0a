import { expect, test } from 'vitest';
import { parseText } from '$convex/messageText';
import { hiddenHostOf } from './link-host';

/** The hosts that the text of its links does not show. */
const hiddenHostsIn = (written: string) =>
	parseText(written).flatMap((part) => {
		if (!('href' in part)) return [];
		return [part.kind === 'doubtful' ? hiddenHostOf(part.text, part.href) : undefined];
	});

test.each([
	['https://google.com@evil.example', 'evil.example'],
	['https://google.com:443@evil.example/x', 'evil.example'],
	['https://user:password@books.example', 'books.example'],
	['https://google.com%2F@evil.example', 'evil.example'],
	['https://g%6fogle.example', 'google.example'],
	['https:////evil.example', 'evil.example'],
	['www.google.com@evil.example', 'evil.example'],
	['https://gооgle.com', 'xn--ggle-55da.com'],
	['https://аррӏе.com', 'xn--80ak6aa92e.com'],
	['https://bücher.example', 'xn--bcher-kva.example'],
	['https://ｇoogle.example', 'google.example'],
	['https://evil.example⁄google.com', 'evil.xn--examplegoogle-966g.com'],
	['http://3232235777', '192.168.1.1'],
	['http://0x7f.1/x', '127.0.0.1'],
	['http://192.168.1.1', '192.168.1.1'],
	['http://[::1]/x', '[::1]']
])('an address that does not show where it leads says so: %s', (written, host) => {
	expect(hiddenHostsIn(written)).toEqual([host]);
});

test.each([
	'https://books.example',
	'HTTPS://Books.Example/x',
	'www.books.example/@ada',
	'https://books.example:8443/a@b',
	'https://books.example?user=ada@a.example',
	'https://books.example#@evil.example',
	'https://books.example\\@evil.example',
	'https://пример.рф',
	'https://例え.みんな/x',
	'https://한국.한국',
	'ada@books.example',
	'http://localhost:4173/c/1'
])('an address that shows where it leads says nothing more: %s', (written) => {
	expect(hiddenHostsIn(written)).toEqual([undefined]);
});

test('a label that looks like an address says where it leads', () => {
	expect(hiddenHostsIn('[google.com](https://evil.example)')).toEqual(['evil.example']);
});

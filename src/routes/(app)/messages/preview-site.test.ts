import { expect, test } from 'vitest';
import { siteOf } from './preview-site';

test.each([
	['https://www.books.org/one', undefined, { host: 'books.org' }],
	['https://books.org/one', 'Books', { host: 'books.org' }],
	['https://theobserver.org', 'The Observer', { host: 'theobserver.org' }],
	['https://bbc.org', 'BBC News', { host: 'bbc.org', name: 'BBC News' }],
	['https://evil.org', 'My Bank', { host: 'evil.org', name: 'My Bank' }],
	['https://google.com@evil.org:8443', 'Google', { host: 'evil.org:8443', name: 'Google' }],
	['https://аррӏе.com', 'аррӏе', { host: 'xn--80ak6aa92e.com', name: 'аррӏе' }]
])('the site of %s, which calls itself %s', (url, siteName, site) => {
	expect(siteOf({ url, ...(siteName && { siteName }) })).toEqual(site);
});

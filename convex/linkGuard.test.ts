import { expect, test } from 'vitest';
import { mayBeAsked } from './linkGuard';

test.each([
	'https://books.org',
	'http://books.org/x?y#z',
	'https://books.org:443/',
	'https://bücher.de',
	'https://notlocalhost.org',
	'https://local.org.',
	'https://10.org'
])('a public page may be asked: %s', (address) => {
	expect(mayBeAsked(address, 'public')).toBe(true);
});

test.each([
	// Not a page.
	...['ftp://books.org', 'file:///etc/passwd', 'data:text/html,x', 'javascript:1', 'books.org', ''],
	// Another service, or somebody's password.
	...[
		'https://books.org:8443',
		'http://books.org:22',
		'https://ada:secret@books.org',
		'http://a@b.org'
	],
	// Names of one's own network.
	...[
		'http://localhost',
		'http://LOCALHOST.',
		'http://a.localhost',
		'http://router',
		'http://printer.local'
	],
	...[
		'http://metadata.google.internal/',
		'http://nas.lan',
		'http://x.home.arpa',
		'http://wiki.corp'
	],
	...['http://1.168.192.in-addr.arpa', 'http://a.onion', 'http://a.test', 'http://a.example'],
	// IPv4 in each notation.
	...[
		'http://127.0.0.1',
		'http://127.1',
		'http://0x7f.1',
		'http://2130706433',
		'http://017700000001'
	],
	...['http://0x7f000001', 'http://127.0.0.1.', 'http://１２７.0.0.1', 'http://%31%32%37.0.0.1'],
	...['http://0.0.0.0', 'http://0', 'http://10.0.0.1', 'http://172.16.0.1', 'http://192.168.1.1'],
	...['http://169.254.169.254/latest/meta-data', 'http://100.64.0.1', 'http://192.0.2.1'],
	...['http://198.18.0.1', 'http://224.0.0.1', 'http://240.0.0.1', 'http://255.255.255.255'],
	// IPv6, and IPv4 in it.
	...['http://[::1]', 'http://[::]', 'http://[fe80::1]', 'http://[fc00::1]', 'http://[fd00::1]'],
	...['http://[::ffff:127.0.0.1]', 'http://[::ffff:7f00:1]', 'http://[64:ff9b::10.0.0.1]'],
	...['http://[2001:db8::1]', 'http://[ff02::1]', 'http://[::127.0.0.1]'],
	// A public number.
	'http://1.1.1.1'
])('nothing else may be asked: %s', (address) => {
	expect(mayBeAsked(address, 'public')).toBe(false);
});

test('where hosts are named, only these may be asked, private ones too', () => {
	const hosts = ['127.0.0.1:4000', 'wiki.corp'];
	expect(mayBeAsked('http://127.0.0.1:4000/x', hosts)).toBe(true);
	expect(mayBeAsked('http://127.1:4000/x', hosts)).toBe(true);
	expect(mayBeAsked('https://wiki.corp', hosts)).toBe(true);
	for (const other of ['http://127.0.0.1:4001', 'https://wiki.corp:81', 'https://books.org']) {
		expect(mayBeAsked(other, hosts)).toBe(false);
	}
	expect(mayBeAsked('ftp://wiki.corp', hosts)).toBe(false);
	expect(mayBeAsked('https://books.org', [])).toBe(false);
});

import { afterEach, expect, test, vi } from 'vitest';
import { fetchPage, MAX_PAGE_BYTES } from './fetchPage';

afterEach(() => void vi.useRealTimers());

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };

/** Servers that answer by address, and what they were asked. */
function servers(answers: Record<string, () => Response | Promise<Response>>) {
	const asked: string[] = [];
	const fetch = async (address: string, init: RequestInit) => {
		asked.push(address);
		expect(init.redirect).toBe('manual');
		const answer = answers[address];
		if (!answer) throw new TypeError('nobody is there');
		return answer();
	};
	return { asked, read: (address: string) => fetchPage(address, 'public', fetch) };
}

const redirect = (to: string) => () =>
	new Response(null, { status: 302, headers: { Location: to } });
const page = (text: BodyInit, headers: HeadersInit = HTML, status = 200) => {
	return () => new Response(text, { status, headers });
};

test('a page is read, also behind three redirects', async () => {
	const { asked, read } = servers({
		'https://a.org/': redirect('/b'),
		'https://a.org/b': redirect('https://b.org/c'),
		'https://b.org/c': redirect('http://c.org'),
		'http://c.org/': page('Here')
	});
	expect(await read('https://a.org/')).toBe('Here');
	expect(asked).toEqual(['https://a.org/', 'https://a.org/b', 'https://b.org/c', 'http://c.org/']);
});

test('a fourth redirect is not followed', async () => {
	const { asked, read } = servers({ 'https://a.org/': redirect('/') });
	expect(await read('https://a.org/')).toBeUndefined();
	expect(asked).toHaveLength(4);
});

test.each(['http://127.0.0.1/', 'http://localhost/', 'file:///etc/passwd', 'http://a.org:22/'])(
	'a redirect to %s is not followed, and nobody there is asked',
	async (to) => {
		const { asked, read } = servers({ 'https://a.org/': redirect(to), [to]: page('Secret') });
		expect(await read('https://a.org/')).toBeUndefined();
		expect(asked).toEqual(['https://a.org/']);
	}
);

test('an error, a server that is not there, and what is no HTML are no pages', async () => {
	const { read } = servers({
		'https://a.org/': page('Not found', HTML, 404),
		'https://b.org/': page('%PDF', { 'Content-Type': 'application/pdf' }),
		'https://c.org/': page('text', {}),
		'https://d.org/': redirect('https://[')
	});
	for (const host of 'abcde') expect(await read(`https://${host}.org/`)).toBeUndefined();
});

test('of a page without end, only the beginning is read', async () => {
	let isLeft = false;
	const endless = new ReadableStream<Uint8Array>({
		pull: (controller) => controller.enqueue(new Uint8Array(100_000).fill(0x61)),
		cancel: () => void (isLeft = true)
	});
	const { read } = servers({ 'https://a.org/': page(endless) });
	expect(await read('https://a.org/')).toBe('a'.repeat(MAX_PAGE_BYTES));
	expect(isLeft).toBe(true);
});

test.each<[string, () => Response | Promise<Response>]>([
	['never answers', () => new Promise(() => {})],
	['never ends its page', page(new ReadableStream())]
])('a server that %s is waited for five seconds', async (_case, answer) => {
	vi.useFakeTimers();
	const { read } = servers({ 'https://a.org/': answer });
	const reading = read('https://a.org/');
	await vi.advanceTimersByTimeAsync(5_000);
	expect(await reading).toBeUndefined();
});

test.each([
	['the server', 'text/html; charset=ISO-8859-1', '', 0xe9, 'é'],
	['the page', 'text/html', '<meta charset="windows-1251">', 0xe9, 'й'],
	['the server, before the page', 'text/html;charset="latin1"', '<meta charset=utf-8>', 0xe9, 'é'],
	['nobody, so it is UTF-8', 'text/html', '', 0xe9, '\ufffd'],
	['a name that nobody knows', 'text/html; charset=klingon', '', 0xe9, '\ufffd'],
	['a page that cannot be so', 'text/html', '<meta charset="utf-16">', 0x41, 'A']
])('the encoding is named by %s', async (_case, contentType, beginning, byte, shown) => {
	const bytes = new Uint8Array([...new TextEncoder().encode(beginning), byte]);
	const { read } = servers({ 'https://a.org/': page(bytes, { 'Content-Type': contentType }) });
	expect(await read('https://a.org/')).toBe(beginning + shown);
});

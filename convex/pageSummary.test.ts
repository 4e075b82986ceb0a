import { expect, test } from 'vitest';
import { countCharacters } from './characters';
import { SUMMARY_LIMITS, summarizePage } from './pageSummary';

test('a page says what it is for other sites, and else by its own title', () => {
	const own = '<title>Own title</title><meta name="Description" content="Own words">';
	expect(summarizePage(`<html><head>${own}</head>`)).toEqual({
		title: 'Own title',
		description: 'Own words'
	});
	const forOthers = `
		<meta property="og:title" content="A title for others">
		<meta property='og:description' content='Words for others'>
		<meta property=og:site_name content="Books">`;
	expect(summarizePage(`<head>${own}${forOthers}</head>`)).toEqual({
		title: 'A title for others',
		description: 'Words for others',
		siteName: 'Books'
	});
	const twitter = '<meta name="twitter:title" content="Short title"><meta property="og:title">';
	expect(summarizePage(own + twitter)).toMatchObject({ title: 'Short title' });
});

test('what says the same as the title is not said twice', () => {
	const page = `<title>Books</title><meta name="description" content="Books">
		<meta property="og:site_name" content="Books">`;
	expect(summarizePage(page)).toEqual({ title: 'Books' });
});

test('entities are read, spaces folded, and markup in a title is its text', () => {
	const titleOf = (title: string) => summarizePage(`<title>${title}</title>`)?.title;
	expect(titleOf('Caf&eacute; &amp; &#x1F30A; &mdash; &quot;x&quot;')).toBe('Café & 🌊 — "x"');
	expect(titleOf('\n  One\t two \u00a0 three ')).toBe('One two three');
	expect(titleOf('<b>bold</b><script>alert(1)')).toBe('<b>bold</b><script>alert(1)');
	expect(titleOf('gpj\u202eexe\u0000\u200b')).toBe('gpj exe');
	expect(titleOf('half \ud83d')).toBe('half \ufffd');
});

test.each([
	['is empty', ''],
	['has no title', '<html><body><h1>Heading</h1>'],
	['has an empty title', '<title> \n</title>'],
	['has a title in a script', '<script>"<title>Not this</title>"</script>'],
	['has a title in a comment', '<!-- <title>Not this</title> -->'],
	['has a title in a style or template of text', '<style><title>Not this</title></style>'],
	['has a title in its body', '<head></head><body><svg><title>Not this</title></svg>'],
	['has its words in its body', '<body><meta property="og:title" content="Somebody’s">']
])('a page that %s has no preview', (_case, html) => {
	expect(summarizePage(html)).toBeUndefined();
});

test('what is never closed ends with the page', () => {
	expect(summarizePage('<head><meta property="og:title" content="Open"><title>x')).toEqual({
		title: 'Open'
	});
	expect(summarizePage('<title>Never closed <p>x')).toEqual({ title: 'Never closed <p>x' });
	expect(summarizePage('<title>Closed</title><meta name="description" content="cut o')).toEqual({
		title: 'Closed'
	});
});

test('a text of megabytes is cut between two characters', () => {
	const family = '👩\u200d👩\u200d👧';
	const html = `<title>${family.repeat(1_000_000)}</title>`;
	const { title = '' } = summarizePage(html) ?? {};
	expect(countCharacters(title)).toBeLessThanOrEqual(SUMMARY_LIMITS.title);
	expect(title).toMatch(new RegExp(`^(?:${family})+…$`, 'u'));
});

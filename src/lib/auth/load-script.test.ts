import { expect, test } from 'vitest';
import { FakeDocument } from '../fakes/fake-window.js';
import { loadScript } from './load-script.js';

const URL = 'https://clerk.example/clerk.browser.js';

/** A script that is loading, and what it does when it runs. */
function loading(attributes: Record<string, string | boolean> = {}) {
	const document = new FakeDocument();
	const page = { isReady: false };
	const done = loadScript(document.asDocument, URL, attributes, () => page.isReady);
	const [script] = document.appended;
	if (!script) throw new Error('no script was put into the page');
	return { document, page, done, script };
}

test('loading resolves when the script has done its work', async () => {
	const { page, done, script } = loading();
	page.isReady = true;
	script.dispatchEvent(new Event('load'));
	await expect(done).resolves.toBeUndefined();
	expect(script.isInPage).toBe(false);
});

test('a script is requested with CORS and with the attributes that it reads', async () => {
	const { page, done, script } = loading({
		'data-clerk-publishable-key': 'pk_test_1',
		async: true
	});
	expect(script).toMatchObject({ name: 'script', src: URL, crossOrigin: 'anonymous', async: true });
	expect([...script.attributes]).toEqual([
		['data-clerk-publishable-key', 'pk_test_1'],
		['async', 'true']
	]);
	expect(script.isInPage).toBe(true);
	page.isReady = true;
	script.dispatchEvent(new Event('load'));
	await done;
});

test('a script that has loaded is not loaded again', async () => {
	const document = new FakeDocument();
	await loadScript(document.asDocument, URL, {}, () => true);
	expect(document.appended).toEqual([]);
});

test('a page that a captive portal sends instead of the script is a failure', async () => {
	const { done, script } = loading();
	script.dispatchEvent(new Event('load'));
	await expect(done).rejects.toThrow(`${URL} did not load`);
	expect(script.isInPage).toBe(false);
});

test('a script that fails is removed, so that it can be retried', async () => {
	const { document, page, done, script } = loading();
	script.dispatchEvent(new Event('error'));
	await expect(done).rejects.toThrow(`${URL} did not load`);
	expect(script.isInPage).toBe(false);

	const again = loadScript(document.asDocument, URL, {}, () => page.isReady);
	page.isReady = true;
	document.appended[1]?.dispatchEvent(new Event('load'));
	await expect(again).resolves.toBeUndefined();
});

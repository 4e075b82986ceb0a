import { describe, expect, it } from 'vitest';
import { findEngines, WEBKIT_PYTHON } from './engines.js';

const WEBKIT = ['/usr/bin/WebKitWebDriver', '/usr/bin/xvfb-run'];

function programsWith(programs: string[], { hasBindings = true } = {}) {
	const engines = findEngines({
		env: { PATH: '/usr/local/bin:/usr/bin' },
		has: (path) => programs.includes(path),
		works: (program) => hasBindings && program === WEBKIT_PYTHON
	});
	return Object.fromEntries(engines.map(({ name, program }) => [name, program]));
}

describe('findEngines', () => {
	it('names every engine, without a program where the machine has none', () => {
		expect(programsWith([])).toEqual({ Firefox: undefined, WebKit: undefined });
	});

	it.each([
		'/usr/local/bin/firefox',
		'/usr/bin/firefox-esr',
		'/Applications/Firefox.app/Contents/MacOS/firefox'
	])('finds Firefox at %s', (path) => {
		expect(programsWith([path]).Firefox).toBe(path);
	});

	it('finds WebKit by its driver', () => {
		expect(programsWith(WEBKIT).WebKit).toBe('/usr/bin/WebKitWebDriver');
	});

	it('takes WebKit for missing without a screen for its window, or the bindings to open one', () => {
		expect(programsWith(['/usr/bin/WebKitWebDriver']).WebKit).toBeUndefined();
		expect(programsWith(WEBKIT, { hasBindings: false }).WebKit).toBeUndefined();
	});
});

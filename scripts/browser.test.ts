import { describe, expect, it } from 'vitest';
import { findBrowser, findHeadlessShell } from './browser.js';

function machineWith(browsers: string[], env: NodeJS.ProcessEnv = {}, platform = 'linux') {
	return {
		env: { PATH: '/usr/local/bin:/usr/bin', ...env },
		platform,
		ownBrowser: '/cache/chromium/chrome',
		runs: (path: string) => browsers.includes(path)
	};
}

describe('findBrowser', () => {
	it('finds none where there is none', () => {
		expect(findBrowser(machineWith([]))).toBeUndefined();
	});

	it('takes the one that CHROMIUM_PATH names before any other', () => {
		const machine = machineWith(['/opt/mine', '/cache/chromium/chrome'], {
			CHROMIUM_PATH: '/opt/mine'
		});
		expect(findBrowser(machine)).toBe('/opt/mine');
	});

	it('says so when CHROMIUM_PATH names no browser', () => {
		const machine = machineWith(['/usr/bin/chromium'], { CHROMIUM_PATH: '/opt/mine' });
		expect(() => findBrowser(machine)).toThrow(
			/CHROMIUM_PATH names no browser that runs: \/opt\/mine/
		);
	});

	it("takes Playwright's own before an installed one", () => {
		const machine = machineWith(['/usr/bin/chromium', '/cache/chromium/chrome']);
		expect(findBrowser(machine)).toBe('/cache/chromium/chrome');
	});

	it.each([
		['linux', {}, '/usr/bin/chromium'],
		['linux', {}, '/usr/local/bin/google-chrome'],
		['darwin', {}, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
		[
			'win32',
			{ PROGRAMFILES: 'C:\\Program Files' },
			'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
		]
	])('finds an installed one on %s', (platform, env, path) => {
		expect(findBrowser(machineWith([path], env, platform))).toBe(path);
	});
});

describe('findHeadlessShell', () => {
	it('leaves it to Playwright where Playwright has downloaded its own', () => {
		const machine = machineWith(['/cache/chromium/chrome', '/usr/bin/chromium-headless-shell']);
		expect(findHeadlessShell(machine)).toBeUndefined();
	});

	it('takes an installed one, and the whole browser where there is none', () => {
		const installed = ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell'];
		expect(findHeadlessShell(machineWith(installed))).toBe('/usr/bin/chromium-headless-shell');
		expect(findHeadlessShell(machineWith(['/usr/bin/chromium']))).toBe('/usr/bin/chromium');
	});

	it('takes the browser that CHROMIUM_PATH names', () => {
		const machine = machineWith(['/opt/mine', '/usr/bin/chromium-headless-shell'], {
			CHROMIUM_PATH: '/opt/mine'
		});
		expect(findHeadlessShell(machine)).toBe('/opt/mine');
	});
});

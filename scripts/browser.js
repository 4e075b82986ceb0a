import { chromium } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetupError } from './setup-error.js';
import { runProgram, runTool } from './tool.js';

const NAMES = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
const SHELL_NAMES = ['chromium-headless-shell', 'chrome-headless-shell'];
const MAC_PLACES = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium'
];
const WINDOWS_PLACES = [
	'Google\\Chrome\\Application\\chrome.exe',
	'Chromium\\Application\\chrome.exe',
	'Microsoft\\Edge\\Application\\msedge.exe'
];

/**
 * What {@link findBrowser} asks the machine.
 *
 * @typedef {object} Machine
 * @property {NodeJS.ProcessEnv} env
 * @property {string} platform
 * @property {string} ownBrowser where Playwright's download would be
 * @property {(path: string) => boolean} runs whether there is a browser that runs
 */

/**
 * The browser for the tests: the one that `CHROMIUM_PATH` names, else Playwright's own download,
 * else an installed Chromium or one of its kin. `undefined` when there is none.
 *
 * @param {Machine} [machine]
 * @returns {string | undefined}
 * @throws {SetupError} when `CHROMIUM_PATH` names no browser
 */
export function findBrowser(machine = thisMachine()) {
	const { CHROMIUM_PATH } = machine.env;
	if (!CHROMIUM_PATH) return [machine.ownBrowser, ...usualPlaces(machine)].find(machine.runs);
	if (machine.runs(CHROMIUM_PATH)) return CHROMIUM_PATH;
	throw new SetupError(`CHROMIUM_PATH names no browser that runs: ${CHROMIUM_PATH}.`);
}

/**
 * The browser without windows, for the tests that need none: the same engine, for a quarter less of the
 * processor's time. It has no Background Sync and installs no app. `undefined` is the one that
 * Playwright has downloaded; where there is none at all it is what {@link findBrowser} finds.
 *
 * @param {Machine} [machine]
 * @returns {string | undefined}
 * @throws {SetupError} when `CHROMIUM_PATH` names no browser
 */
export function findHeadlessShell(machine = thisMachine()) {
	if (machine.env.CHROMIUM_PATH) return findBrowser(machine);
	if (machine.runs(machine.ownBrowser)) return undefined;
	return inPath(SHELL_NAMES, machine).find(machine.runs) ?? findBrowser(machine);
}

/**
 * Makes sure that {@link findBrowser} finds one: by Playwright's download, else, as root on Debian,
 * by its packages.
 *
 * @param {AbortSignal} signal
 * @throws {SetupError} when neither works
 */
export async function ensureBrowser(signal) {
	if (findBrowser()) return;
	console.log('Getting a browser ...');
	await runTool('playwright', ['install', 'chromium'], { signal, from: '@playwright/test' });
	if (findBrowser()) return;
	if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		await runProgram('apt-get', ['update'], { signal, env });
		const packages = ['chromium', 'chromium-headless-shell'];
		await runProgram('apt-get', ['install', '-y', ...packages], { signal, env });
		if (findBrowser()) return;
	}
	throw new SetupError(
		'The tests need a browser, and none could be had. Install Chromium or Chrome, or set CHROMIUM_PATH to one.'
	);
}

/** @returns {Machine} */
function thisMachine() {
	return {
		env: process.env,
		platform: process.platform,
		ownBrowser: chromium.executablePath(),
		runs
	};
}

/** @param {Machine} machine */
function usualPlaces(machine) {
	const { env, platform } = machine;
	if (platform === 'darwin') return MAC_PLACES;
	if (platform === 'win32') {
		return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
			.filter((folder) => folder !== undefined)
			.flatMap((folder) => WINDOWS_PLACES.map((place) => `${folder}\\${place}`));
	}
	return inPath(NAMES, machine);
}

/**
 * @param {string[]} names
 * @param {Machine} machine
 */
function inPath(names, { env }) {
	const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
	return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/**
 * A file is not enough: Ubuntu's `chromium-browser` is a note that says where to get one, and a
 * download may lack a library of the system. Windows opens a window when asked, so it is believed.
 *
 * @param {string} path
 */
function runs(path) {
	if (!existsSync(path)) return false;
	if (process.platform === 'win32') return true;
	return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/** The engines beside Chromium's that the app is tried in, where the machine has a browser of theirs. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian's own: the one that Debian's packages of WebKit's bindings are for. */
export const WEBKIT_PYTHON = '/usr/bin/python3';

const HAS_WEBKIT =
	"import gi; gi.require_version('Gtk', '3.0'); gi.require_version('WebKit2', '4.1')";
const MAC_FIREFOX = '/Applications/Firefox.app/Contents/MacOS/firefox';

/**
 * @typedef {object} Engine
 * @property {'Firefox' | 'WebKit'} name
 * @property {string} [program] Firefox itself, or WebKit's driver; absent when the machine has none
 * @property {string} source what brings one
 */

/**
 * What {@link findEngines} asks the machine.
 *
 * @typedef {object} Machine
 * @property {NodeJS.ProcessEnv} env
 * @property {(path: string) => boolean} has whether there is a program at that path
 * @property {(program: string, args: string[]) => boolean} works whether it runs and ends well
 */

/**
 * The engines, each with the program that the machine has for it, if it has one.
 *
 * @param {Machine} [machine]
 * @returns {Engine[]}
 */
export function findEngines({ env, has, works } = thisMachine()) {
	const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
	/** @param {string[]} names */
	const find = (...names) =>
		names.flatMap((name) => folders.map((folder) => join(folder, name))).find(has);
	const canOpenWebKit = find('xvfb-run') !== undefined && works(WEBKIT_PYTHON, ['-c', HAS_WEBKIT]);
	return [
		{
			name: 'Firefox',
			program: find('firefox', 'firefox-esr') ?? [MAC_FIREFOX].find(has),
			source: 'Firefox, in the PATH; on Debian: apt-get install firefox-esr'
		},
		{
			name: 'WebKit',
			program: canOpenWebKit ? find('WebKitWebDriver') : undefined,
			source:
				'WebKitGTK, on Linux alone; on Debian: apt-get install webkit2gtk-driver gir1.2-webkit2-4.1 python3-gi xvfb'
		}
	];
}

/** @returns {Machine} */
function thisMachine() {
	return {
		env: process.env,
		has: existsSync,
		works: (program, args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0
	};
}

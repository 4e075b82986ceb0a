/** The part of an address that a reader takes for the host. */
const WRITTEN_HOST = /^(?:https?:\/\/)?([^/?#\\]*?)(?::\d*)?(?:[/?#\\]|$)/i;

/** Scripts whose letters nobody takes for those of a Latin address; Japanese has three. */
const SCRIPTS = [
	'Arab',
	'Armn',
	'Beng',
	'Cyrl',
	'Deva',
	'Geor',
	'Grek',
	'Hang',
	'Hebr',
	'Taml',
	'Thai'
];
const IN_ONE_SCRIPT = [...SCRIPTS.map((one) => [one]), ['Han', 'Hira', 'Kana']].map((scripts) => {
	const letters = scripts.map((one) => String.raw`\p{scx=${one}}`).join('');
	return new RegExp(String.raw`^(?:(?=[\p{L}\p{M}])[${letters}]|[\d.-])+$`, 'u');
});

/**
 * Where a web address leads, in plain letters (Punycode), when its text does not show it: there is a name
 * before an `@`, the host is a number, or its letters are of two scripts or look like others. `undefined`
 * when the text shows it.
 */
export function hiddenHostOf(text: string, href: string): string | undefined {
	const { hostname } = new URL(href);
	const written = WRITTEN_HOST.exec(text)?.[1]?.toLowerCase() ?? '';
	const isNumber = /\d$|\]$/.test(hostname);
	const isShown = written === hostname || IN_ONE_SCRIPT.some((script) => script.test(written));
	return isShown && !isNumber ? undefined : hostname;
}

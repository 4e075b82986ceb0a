/** What a line must not show, whoever wrote it: servers repeat what they were sent. */

/** Texts that can be secret wherever they stand: keys of Clerk, tokens, a password in an address. */
const SHAPES = [
	/\b(?:pk|sk|ak|whsec)_[\w+/=$-]{8,}/g,
	/\beyJ[\w-]{6,}(?:\.[\w-]+)*/g,
	/(?<=:\/\/)[^/\s@]+(?=@)/g
];

/** Shorter ones would take ordinary words out of the lines. */
const SHORTEST_SECRET = 8;

/**
 * Returns what takes secrets out of a line: those of `settings`, `token` and the parts of it, and all
 * that looks like one.
 *
 * @param {Record<string, string>} settings
 * @param {string} [token]
 * @returns {(line: string) => string}
 */
export function createHide(settings, token = '') {
	const named = Object.entries(settings)
		.filter(([name]) => /KEY|SECRET|TOKEN|PASSWORD/.test(name))
		.map(([, value]) => value);
	const secrets = [...named, token, ...token.split('.')]
		.filter(({ length }) => length >= SHORTEST_SECRET)
		// One can be part of another.
		.sort((a, b) => b.length - a.length);
	return (line) => {
		const withoutKnown = secrets.reduce((text, secret) => text.replaceAll(secret, '…'), line);
		return SHAPES.reduce((text, shape) => text.replace(shape, '…'), withoutKnown);
	};
}

const UNRELEASED = '## Unreleased\n';

/**
 * The changelog after changesets has put a version above what stands under `Unreleased`: that part is of the
 * version too, below what the changesets say.
 *
 * @param {string} changelog
 */
export function foldUnreleased(changelog) {
	const at = changelog.indexOf(UNRELEASED);
	const isBelowVersion = /^## \d/m.test(changelog.slice(0, Math.max(at, 0)));
	if (!isBelowVersion) return changelog;
	return changelog.slice(0, at) + changelog.slice(at + UNRELEASED.length).replace(/^\n/, '');
}

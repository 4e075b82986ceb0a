import { expect, test } from 'vitest';
import { foldUnreleased } from './changelog.js';

const written = '## Unreleased\n\n### Added\n\n- By hand.\n\n## 0.1.0\n\n- First.\n';

test('what is written under Unreleased becomes a part of the version above it', () => {
	const generated = '# Changelog\n\n## 0.2.0\n\n### Minor Changes\n\n- By a changeset.\n\n';
	expect(foldUnreleased(generated + written)).toBe(
		`${generated}### Added\n\n- By hand.\n\n## 0.1.0\n\n- First.\n`
	);
});

test('without a new version it stays as it is', () => {
	expect(foldUnreleased(`# Changelog\n\n${written}`)).toBe(`# Changelog\n\n${written}`);
	expect(foldUnreleased('# Changelog\n')).toBe('# Changelog\n');
});

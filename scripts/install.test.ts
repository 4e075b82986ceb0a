import { describe, expect, it } from 'vitest';
import { missingPackages } from './install.js';

const WANTED = {
	'': { version: '0.1.0' },
	'node_modules/a': { version: '1.0.0' },
	'node_modules/b': { version: '2.0.0' }
};
const INSTALLED = {
	'node_modules/a': { version: '1.0.0' },
	'node_modules/b': { version: '2.0.0' }
};

describe('missingPackages', () => {
	it('wants nothing when every package is there in the right version', () => {
		expect(missingPackages(WANTED, INSTALLED, () => true)).toEqual([]);
	});

	it('does not mind optional packages and links', () => {
		const unminded = {
			'node_modules/x': { version: '1.0.0', optional: true },
			'node_modules/y': {}
		};
		expect(missingPackages(unminded, {}, () => false)).toEqual([]);
	});

	it('wants everything when nothing is installed', () => {
		expect(missingPackages(WANTED, {}, () => false)).toEqual(['node_modules/a', 'node_modules/b']);
	});

	it('wants a package that is there in another version', () => {
		const installed = { ...INSTALLED, 'node_modules/b': { version: '1.9.0' } };
		expect(missingPackages(WANTED, installed, () => true)).toEqual(['node_modules/b']);
	});

	it('wants a package whose folder was deleted', () => {
		const isThere = (folder: string) => folder !== 'node_modules/a';
		expect(missingPackages(WANTED, INSTALLED, isThere)).toEqual(['node_modules/a']);
	});
});

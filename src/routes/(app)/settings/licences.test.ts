import { expect, test } from 'vitest';
import { loadLicences } from './licences';

const answering = (body: unknown, init?: ResponseInit) => () =>
	Promise.resolve(Response.json(body, init));

test('lists packages by name, those without a licence text included', async () => {
	const written = [
		{ name: 'convex-svelte', version: '0.14.0', identifier: 'Apache-2.0', text: 'Licence text' },
		{ name: 'convex', version: '1.48.0', identifier: 'Apache-2.0' },
		{ name: '@scope/a', version: '1.0.0' },
		{ version: 'of no package' }
	];
	const licences = await loadLicences(answering(written));
	expect(licences.map(({ name }) => name)).toEqual(['@scope/a', 'convex', 'convex-svelte']);
	expect(licences[2]).toEqual(written[0]);
});

test.each([
	['is not there', answering([], { status: 404 })],
	['is no list', answering({ name: 'convex', version: '1.48.0' })]
])('fails when the file %s', async (_case, fetch) => {
	await expect(loadLicences(fetch)).rejects.toThrow('There are no licences.');
});

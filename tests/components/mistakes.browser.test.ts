import { expect, test } from 'vitest';
import { mount } from './mount.ts';
import Providers from './Providers.svelte';
import { World } from './world.ts';

test.each([
	['in the first', true],
	['beside the first', false]
])('a second provider %s is refused', async (_where, isNested) => {
	const { convexUrl } = new World();
	await expect(mount(Providers, { convexUrl, isNested })).rejects.toMatchObject({
		code: 'second_provider',
		message: expect.stringContaining('remove the second one') as string
	});
});

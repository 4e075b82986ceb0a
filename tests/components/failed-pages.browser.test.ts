import { closeConvex } from 'convex-svelte/sveltekit';
import { expect, onTestFinished, test } from 'vitest';
import { listed } from './messages.ts';
import { mount } from './mount.ts';
import PagedList from './PagedList.svelte';
import PublicRead from './PublicRead.svelte';
import { World } from './world.ts';

const NONE = { page: [], isDone: true, continueCursor: '' };

test('a query in pages that fails says so, and all other queries stay live', async () => {
	const world = new World();
	onTestFinished(closeConvex);
	world.clerkServer.addSession('Ada');
	const { results } = world.convex;
	results.set('reports:list', new Error('Server Error'));
	results.set('conversations:list', [listed({ name: 'One' })]);
	const { getByText } = await mount(PublicRead, { convexUrl: world.convexUrl, List: PagedList });
	await expect.element(getByText('pages: failed')).toBeVisible();
	await expect.element(getByText('authenticated')).toBeVisible();
	for (const kind of ['useQuery', 'useCachedQuery']) {
		await expect.element(getByText(`${kind}: One`)).toBeVisible();
	}

	results.set('conversations:list', [listed({ name: 'Two' })]);
	world.convex.publish();
	await expect.element(getByText('useQuery: Two')).toBeVisible();
	await expect.element(getByText('useCachedQuery: Two')).toBeVisible();

	results.set('reports:list', NONE);
	world.convex.publish();
	await expect.element(getByText('pages: 0')).toBeVisible();

	results.set('reports:list', new Error('Server Error'));
	results.set('conversations:list', [listed({ name: 'Three' })]);
	world.convex.publish();
	await expect.element(getByText('pages: failed')).toBeVisible();
	await expect.element(getByText('useCachedQuery: Three')).toBeVisible();
});

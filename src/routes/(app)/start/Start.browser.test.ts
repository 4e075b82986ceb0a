import { expect, test, vi } from 'vitest';
import { mount } from '../../../../tests/components/mount';
import { GRACE, World } from '../../../../tests/components/world';
import { goto } from '$app/navigation';
import Start from './Start.svelte';

vi.mock('$app/navigation', () => ({ beforeNavigate: vi.fn(), goto: vi.fn(), pushState: vi.fn() }));

const grace = { subject: GRACE, name: 'Grace Hopper' };
const ada = { subject: 'user_ada', name: 'Ada', isNamed: true };

/** A backend with Grace, an open conversation, and a link of Ada's once she has made one. */
function aWorld(me: object | null = { ...ada, hasSkippedName: false, isFindable: true }) {
	const world = new World();
	const { results } = world.convex;
	let link: object | null = null;
	results.set('users:current', () => me);
	results.set('profiles:suggested', () => [grace]);
	results.set('conversations:direct', () => 'with-grace');
	results.set('joinLinks:mine', () => link);
	results.set('joinLinks:create', ({ token }: { token: string }) => {
		link = { token, expiresAt: Date.now() + 1e8 };
		world.convex.publish();
		return link;
	});
	results.set('joinLinks:revoke', () => {
		link = null;
		world.convex.publish();
		return null;
	});
	const page = [{ id: 'general', name: 'General', kind: 'open', isMember: false }];
	results.set('conversations:directory', () => ({ page, isDone: true, continueCursor: '' }));
	return world;
}

test('somebody new sees people, and writes to one with a single click', async () => {
	const { getByRole } = await mount(Start, {}, await aWorld().launch());
	await expect.element(getByRole('heading', { name: 'Write to somebody' })).toBeVisible();
	await expect.element(getByRole('textbox', { name: 'Search people' })).toBeVisible();
	await expect.element(getByRole('link', { name: 'General' })).toBeVisible();
	await getByRole('list', { name: 'People' }).getByRole('button', { name: 'Grace Hopper' }).click();
	await expect.poll(() => vi.mocked(goto).mock.calls).toContainEqual(['/c/with-grace']);
});

test('a link is made, shown to be handed out, and ended', async () => {
	const { getByRole } = await mount(Start, {}, await aWorld().launch());
	await getByRole('button', { name: 'Create link' }).click();
	const link = getByRole('textbox', { name: 'Link', exact: true });
	const address = () => (link.element() as HTMLInputElement).value;
	await expect.element(link).toBeVisible();
	expect(address()).toMatch(/\/join\/[\w-]{22}$/);
	await getByRole('button', { name: 'End link' }).click();
	await expect.element(link).not.toBeInTheDocument();
	await expect.element(getByRole('button', { name: 'Create link' })).toBeVisible();
});

test('nothing is said of what somebody is in before the backend knows them', async () => {
	const world = aWorld(null);
	const { frame } = await mount(Start, {}, await world.launch());
	await expect.poll(() => world.convex.wire.join()).toContain('users:current');
	expect(frame.textContent).toBe('');
});

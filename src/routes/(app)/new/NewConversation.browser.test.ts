import { expect, test, vi } from 'vitest';
import { mount } from '../../../../tests/components/mount';
import { World } from '../../../../tests/components/world';
import NewConversation from './NewConversation.svelte';

vi.mock('$app/navigation', () => ({ beforeNavigate: vi.fn(), goto: vi.fn(), pushState: vi.fn() }));
vi.mock('$app/state', () => ({ page: { url: new URL('https://app.example/new') } }));

test('with no network a group can be made, and it says that people cannot be found', async () => {
	const world = new World();
	world.convex.state = 'down';
	const { getByRole, getByText } = await mount(NewConversation, {}, await world.launch());
	await expect.element(getByText('You need a connection to find people.')).toBeVisible();
	await getByRole('button', { name: 'New group' }).click();
	await expect.element(getByRole('textbox', { name: 'Name' })).toHaveFocus();
});

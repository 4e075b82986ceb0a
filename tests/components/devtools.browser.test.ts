import { page, userEvent } from 'vitest/browser';
import { beforeEach, expect, test, vi } from 'vitest';
import { api } from '$convex/_generated/api';
import ClerkConvexDevtools from '../../src/lib/devtools/ClerkConvexDevtools.svelte';
import { CONVERSATION } from './messages.ts';
import { mount } from './mount.ts';
import { ADA, WAIT, World } from './world.ts';

const panel = page.getByRole('region', { name: 'Clerk Convex devtools' });
const tab = (name: string) => panel.getByRole('tab', { name });
const view = panel.getByRole('tabpanel');
const toggle = () => userEvent.keyboard('{Control>}{Shift>}D{/Shift}{/Control}');

/** Ada's page with the devtools open. */
async function open() {
	const world = new World();
	const { client } = await world.launch();
	await mount(ClerkConvexDevtools, {}, { client });
	await toggle();
	await expect.element(panel).toBeVisible();
	return { world, client };
}

let before: HTMLButtonElement;
beforeEach(() => {
	before = document.createElement('button');
	document.body.append(before);
	before.focus();
	return () => before.remove();
});

test('Ctrl+Shift+D opens them on the selected tab, and Escape gives the focus back', async () => {
	await open();
	await expect.element(tab('Auth')).toHaveFocus();
	await userEvent.keyboard('{Escape}');
	await expect.element(panel).not.toBeInTheDocument();
	expect(document.activeElement).toBe(before);
	await toggle();
	await toggle();
	await expect.element(panel).not.toBeInTheDocument();
});

test('the arrows go from tab to tab, and each has its view', async () => {
	await open();
	for (const name of ['Connection', 'Outbox', 'Cache', 'Tabs', 'Faults', 'Auth']) {
		await userEvent.keyboard('{ArrowRight}');
		await expect.element(tab(name)).toHaveFocus();
		await expect.element(tab(name)).toHaveAttribute('aria-selected', 'true');
		await expect.element(panel.getByRole('tabpanel', { name })).toBeVisible();
	}
	await userEvent.keyboard('{End}');
	await expect.element(tab('Faults')).toHaveFocus();
	await userEvent.keyboard('{Home}');
	await expect.element(tab('Auth')).toHaveFocus();
});

test('Auth has the state, and the states before it; Connection has both words', async () => {
	await open();
	await expect.element(view).toHaveTextContent(/State Confirmed/);
	await expect.element(view).toHaveTextContent(ADA);
	await expect.element(view.getByRole('listitem').last()).toHaveTextContent('Confirmed');
	await tab('Connection').click();
	await expect.element(view).toHaveTextContent(/Connection online.*There is a network.*Open/);
});

test('the outbox says why each entry waits, and discards one', async () => {
	const { world, client } = await open();
	world.convex.state = 'down';
	world.convex.drop();
	await vi.waitUntil(() => client.connection.current === 'offline', WAIT);
	const clientId = crypto.randomUUID();
	await client.outbox!.enqueue(api.messages.send, {
		conversationId: CONVERSATION,
		clientId,
		body: 'Dear Grace'
	});
	await tab('Outbox').click();
	const entry = view.getByRole('listitem');
	await expect.element(entry).toHaveTextContent('messages:send waiting');
	await expect.element(entry).toHaveTextContent('no confirmed connection');
	await expect.element(entry).not.toHaveTextContent('Dear Grace');
	await expect.element(entry.getByRole('button', { name: 'Send twice' })).toBeDisabled();
	await entry.getByRole('button', { name: 'Discard' }).click();
	await expect.element(view).toHaveTextContent('Nothing is pending.');
	expect(client.outbox!.entries).toEqual([]);
});

test('the cache has its owner and its keys, and another account keeps the panel open', async () => {
	const { client } = await open();
	await tab('Cache').click();
	await vi.waitUntil(() => client.account, WAIT);
	await expect.element(view.getByRole('button', { name: 'Read again' })).toBeVisible();
	await tab('Tabs').click();
	await expect.element(view).toHaveTextContent(/Delivers This tab/);
});

test('a fault without a network is one of this page, until it ends', async () => {
	const { client } = await open();
	await tab('Faults').click();
	await view.getByRole('radio', { name: /Switched off/ }).click();
	expect(navigator.onLine).toBe(false);
	await vi.waitUntil(() => client.connection.current === 'offline', WAIT);
	await view
		.getByRole('radio', { name: /as it is/ })
		.first()
		.click();
	expect(navigator.onLine).toBe(true);
	await vi.waitUntil(() => client.connection.current === 'online', WAIT);
});

test('Export has one report, without the user’s id', async () => {
	await open();
	await panel.getByRole('button', { name: 'Export' }).click();
	const report = panel.getByLabelText('Inspection');
	await expect.element(report).toHaveTextContent('"schema": 1');
	await expect.element(report).not.toHaveTextContent(ADA);
});

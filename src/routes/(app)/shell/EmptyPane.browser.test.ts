import { expect, test } from 'vitest';
import { mount } from '../../../../tests/components/mount';
import WhyEmpty from './WhyEmpty.svelte';

test('a pane that loads says so after a moment', async () => {
	const { getByRole } = await mount(WhyEmpty<'messages'>, { pane: 'messages', reason: 'loading' });
	await expect.element(getByRole('status', { name: 'Loading messages' })).toBeVisible();
});

test('a pane without a copy on the device says so, and what will happen', async () => {
	const { getByText, update } = await mount(WhyEmpty<'messages'>, {
		pane: 'messages',
		reason: 'notHere'
	});
	const words = getByText('Not on this device yet. It will load when you are online.');
	await expect.element(words).toBeVisible();
	await update({ reason: undefined });
	await expect.element(getByText('Not on this device yet')).not.toBeInTheDocument();
});

test('a pane that failed is an alert, and one that leads on has a link', async () => {
	const { getByRole, update } = await mount(WhyEmpty<'conversation'>, {
		pane: 'conversation',
		reason: 'failed'
	});
	await expect.element(getByRole('alert')).toHaveTextContent('could not be loaded');
	await update({ reason: 'gone' });
	await expect.element(getByRole('link', { name: 'Conversations' })).toBeVisible();
});

import { expect, test } from 'vitest';
import { listed } from '../../../../tests/components/messages';
import { mount } from '../../../../tests/components/mount';
import { World } from '../../../../tests/components/world';
import ConversationLink from './ConversationLink.svelte';

test('a muted conversation says so in its row, beside what is unread', async () => {
	const conversation = listed({ name: 'General', unread: 3, isMuted: true });
	const given = await new World().launch();
	const props = { conversation, isOpen: false };
	const { getByRole, update } = await mount(ConversationLink, props, given);
	await expect.element(getByRole('link', { name: 'General Muted 3 new messages' })).toBeVisible();
	await update({ conversation: listed({ name: 'General', unread: 3 }) });
	await expect.element(getByRole('link', { name: /Muted/ })).not.toBeInTheDocument();
});

test('a person’s picture stands over their initials', async () => {
	const pictureUrl =
		'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>';
	const peer = { subject: 'user_grace', name: 'Grace Hopper', pictureUrl };
	const conversation = listed({ name: 'Grace Hopper', kind: 'direct', peer });
	const given = await new World().launch();
	const props = { conversation, isOpen: false };
	const { frame } = await mount(ConversationLink, props, given);
	expect(frame.querySelector('i')?.style.backgroundImage).toBe(
		`url(${JSON.stringify(pictureUrl)})`
	);
	expect(frame.textContent).toContain('GH');
});

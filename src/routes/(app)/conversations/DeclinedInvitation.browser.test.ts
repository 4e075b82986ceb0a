import { expect, test } from 'vitest';
import { api } from '$convex/_generated/api';
import { listed } from '../../../../tests/components/messages';
import { mount } from '../../../../tests/components/mount';
import { GRACE, World } from '../../../../tests/components/world';
import DeclinedInvitation from './DeclinedInvitation.svelte';
import Invitations from './Invitations.svelte';

const inviter = { subject: GRACE, name: 'Grace Hopper' };
const invitation = listed({ name: 'Readers', isMember: false, invitedBy: inviter });

test('a declined invitation is kept back, and comes back with “Undo”', async () => {
	const world = new World();
	world.convex.state = 'down';
	const given = await world.launch();
	const declined = () => given.account.outbox.entries.map(({ mutation, args }) => [mutation, args]);
	const list = await mount(Invitations, { invitations: [invitation] }, given);
	await list.getByRole('button', { name: 'Decline the invitation to Readers' }).click();
	await expect.poll(declined).toEqual([['invitations:decline', { conversationId: invitation.id }]]);
	await list.unmount();

	const { getByRole } = await mount(DeclinedInvitation, {}, given);
	const said = getByRole('status', { name: 'Declined' });
	await said.getByRole('button', { name: 'Undo' }).click();
	await expect.poll(declined).toEqual([]);
	await expect.element(said).not.toBeInTheDocument();
	await given.account.outbox.enqueue(api.invitations.decline, { conversationId: invitation.id });
	await expect.element(said).toBeVisible();
});

import { expect, test, vi } from 'vitest';
import { mount } from '../../../../tests/components/mount';
import { GRACE, World } from '../../../../tests/components/world';
import PersonPicker from './PersonPicker.svelte';

test('people are found by what is typed, which is sent as well-formed text, and are picked', async () => {
	const world = new World();
	const asked: string[] = [];
	const grace = { subject: GRACE, name: 'Grace Hopper' };
	world.convex.results.set('people:search', ({ text }: { text: string }) => {
		asked.push(text);
		return [grace];
	});
	const onpick = vi.fn();
	const { getByRole } = await mount(PersonPicker, { onpick }, await world.launch());
	// Half an emoji, as some keyboards leave one behind: no backend can read it, and no driver can type it.
	const field = getByRole('textbox').element() as HTMLInputElement;
	field.value = ' Gra\ud83d';
	field.dispatchEvent(new Event('input', { bubbles: true }));
	await getByRole('button', { name: 'Grace Hopper' }).click();
	expect(onpick).toHaveBeenCalledExactlyOnceWith(grace);
	expect(asked).toEqual(['Gra\ufffd']);
});

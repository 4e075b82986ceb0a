/** A conversation that the pictures show. */
import { expect, type Device } from '../offline-kit/index.ts';
import { appOn, send } from '../e2e/app.ts';

type Line = readonly ['ada' | 'grace', string];

/** Fits on the screen of a phone. */
export const SHORT_TALK: readonly Line[] = [
	['grace', 'Morning. Did the compiler notes reach you?'],
	['ada', 'They did, I read them on the train. No signal the whole way, and it did not matter.'],
	['grace', 'That is rather the point of it.'],
	['ada', 'The table on page 4 wants a heading. I will send the corrected sheet tonight.']
];

const TALK: readonly Line[] = [
	...SHORT_TALK.slice(0, 3),
	[
		'ada',
		'I marked two places. The table on page 4 wants a heading,\nand I think the loop can stop one step sooner.'
	],
	['grace', 'Agreed on the table. Let me think about the loop'],
	['grace', 'You are right. It can.'],
	['ada', 'Then I will send the corrected sheet tonight.']
];

/** Has the two people write the lines, one after the other. */
export async function talk(ada: Device, grace: Device, lines = TALK): Promise<void> {
	for (const [who, text] of lines) {
		const writer = who === 'ada' ? ada : grace;
		await send(writer.page, text);
	}
	await expect(appOn(ada.page).messages).toHaveCount(lines.length);
	await expect(appOn(grace.page).messages).toHaveCount(lines.length);
}

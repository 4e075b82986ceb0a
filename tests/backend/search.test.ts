/** How much a search reads, counted by the local Convex. */
import { expect, test } from 'vitest';
import { api } from '../../convex/_generated/api.js';
import { MAX_BODY_CHARACTERS, MAX_SEARCHED_CONVERSATIONS } from '../../convex/limits.ts';
import { startSeeded } from './seeded.ts';

const MESSAGES = 4;

/** Convex lets a transaction read 16 MiB. */
const MOST_BYTES = 8 * 1024 * 1024;

test(
	'a search in 64 conversations of the longest messages reads at most 8 MiB',
	{ timeout: 300_000, tags: ['all'] },
	async () => {
		const body = '東京都'.repeat(MAX_BODY_CHARACTERS).slice(0, MAX_BODY_CHARACTERS);
		const { server, connect } = await startSeeded(
			async (as) => {
				await as('ada', 'users:store', {});
				for (let n = 0; n < MAX_SEARCHED_CONVERSATIONS; n++) {
					const conversation = { name: `${n}`, kind: 'invited' };
					const conversationId = await as('ada', 'conversations:create', conversation);
					for (let m = 0; m < MESSAGES; m++) {
						const message = { conversationId, clientId: `${n} ${m}`, body };
						await as('ada', 'messages:send', message);
					}
				}
			},
			{ RATE_LIMIT_SCALE: '1000' }
		);
		const ada = connect('ada');
		await ada.mutation(api.users.store, {});
		await server.cost({ clear: true });
		const found = await ada.query(api.search.messages, { text: '東京' });
		expect(found.isPartial).toBe(true);
		expect(found.messages.length).toBeGreaterThan(0);
		expect((await server.cost()).bytes).toBeLessThanOrEqual(MOST_BYTES);
	}
);

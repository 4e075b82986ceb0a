import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from './_generated/api';
import { ada, backendWithClosed, grace, refusalOf, stranger } from './test.setup';

const forbidden = { kind: 'Forbidden' };
const paginationOpts = { numItems: 10, cursor: null };

beforeEach(() => {
	vi.stubEnv('CLERK_JWT_ISSUER_DOMAIN', ada.issuer);
	vi.stubEnv('MODERATORS', `user_other, ${stranger.subject}`);
});

afterEach(() => {
	vi.unstubAllEnvs();
});

/** Ada has reported Grace's message in the closed conversation to the stranger, who is a moderator. */
async function backend() {
	const found = await backendWithClosed();
	const { asAda, closed } = found;
	const message = { authorId: grace.subject, clientId: 'g1' };
	const report = { ...closed, message, subject: grace.subject, text: 'This is rude' };
	await asAda.mutation(api.reports.send, report);
	return { ...found, message, report };
}

test('a report reaches the moderators, and nobody else', async () => {
	const { asAda, asGrace, asStranger, closed, message } = await backend();
	const { page } = await asStranger.query(api.reports.list, { paginationOpts });
	expect(page).toMatchObject([
		{
			...closed,
			message,
			text: 'This is rude',
			excerpt: 'Hi',
			reporter: { subject: ada.subject },
			reported: { subject: grace.subject }
		}
	]);
	expect(await asStranger.query(api.reports.amModerator)).toBe(true);
	for (const as of [asAda, asGrace]) {
		expect(await as.query(api.reports.amModerator)).toBe(false);
		for (const call of [
			() => as.query(api.reports.list, { paginationOpts }),
			() => as.mutation(api.reports.removeReported, { ...closed, message }),
			() => as.mutation(api.reports.closeReported, closed)
		]) {
			expect(await refusalOf(call())).toEqual(forbidden);
		}
	}
});

test('a moderator removes a message, or a conversation, that they are not in', async () => {
	const { asAda, asStranger, closed, message } = await backend();
	await asStranger.mutation(api.reports.removeReported, { ...closed, message });
	await asStranger.mutation(api.reports.removeReported, { ...closed, message });
	const messages = await asAda.query(api.messages.list, closed);
	expect(messages.map(({ body }) => body)).toEqual(['Hello', '']);
	await asStranger.mutation(api.reports.closeReported, closed);
	await asStranger.mutation(api.reports.closeReported, closed);
	expect(await refusalOf(asAda.query(api.messages.list, closed))).toMatchObject({
		kind: 'NotFound'
	});
});

test('the same subject of another issuer is no moderator', async () => {
	const { t } = await backend();
	const tokenIdentifier = `https://other.example|${stranger.subject}`;
	const other = t.withIdentity({ ...stranger, tokenIdentifier });
	await other.mutation(api.users.store);
	expect(await other.query(api.reports.amModerator)).toBe(false);
});

test('a report is of somebody and of something that its author may read, and is limited', async () => {
	const { asAda, asStranger, report } = await backend();
	const refusal = (as: typeof asAda, change: object) =>
		refusalOf(as.mutation(api.reports.send, { ...report, ...change }));
	expect(await refusal(asStranger, {})).toEqual(forbidden);
	expect(await refusal(asAda, { subject: 'nobody' })).toMatchObject({ what: 'person' });
	const missing = { authorId: grace.subject, clientId: 'none' };
	expect(await refusal(asAda, { message: missing })).toMatchObject({ what: 'message' });
	expect(await refusal(asAda, { text: 'x'.repeat(1001) })).toMatchObject({ reason: 'tooLong' });
	const flood = async () => {
		for (;;) await asAda.mutation(api.reports.send, report);
	};
	expect(await refusalOf(flood())).toMatchObject({ kind: 'RateLimited' });
});

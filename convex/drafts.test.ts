import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from './_generated/api';
import { MAX_DRAFT_CHARACTERS, MAX_OTHER_DRAFTS } from './limits';
import { backendWithClosed, grace, refusalOf } from './test.setup';

beforeEach(() => {
	vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
	vi.useRealTimers();
});

/** The closed conversation, and functions with which somebody writes there. */
async function backend() {
	const found = await backendWithClosed();
	const { asAda, closed } = found;
	return {
		...found,
		save: (id: string, text: string, seen: string[] = [], as = asAda) =>
			as.mutation(api.drafts.save, { ...closed, id, text, seen }),
		listed: (as = asAda) => as.query(api.drafts.list, {})
	};
}

test('what somebody is writing is theirs alone', async () => {
	const { asGrace, closed, save, listed } = await backend();
	await save('d1', 'Dear Grace');
	await save('d1', 'Mine', ['d1'], asGrace);
	expect(await listed()).toEqual([
		{ ...closed, current: { id: 'd1', text: 'Dear Grace' }, others: [] }
	]);
	expect(await listed(asGrace)).toMatchObject([{ current: { text: 'Mine' }, others: [] }]);
});

test('two devices that have not seen each other’s text keep both', async () => {
	const { save, listed } = await backend();
	await save('phone', 'On the phone');
	await save('desk', 'At the desk');
	expect(await listed()).toMatchObject([{ current: { id: 'desk' }, others: [{ id: 'phone' }] }]);
	await save('desk2', 'At the desk, and on', ['desk']);
	expect(await listed()).toMatchObject([{ current: { id: 'desk2' }, others: [{ id: 'phone' }] }]);
});

test('a repeated call changes nothing', async () => {
	const { t, save, listed } = await backend();
	await save('d1', 'Dear');
	await save('d2', 'Dear Grace', ['d1']);
	const documents = () => t.run((ctx) => ctx.db.query('drafts').collect());
	const before = await documents();
	vi.setSystemTime(1_060_000);
	await save('d2', 'Dear Grace', ['d1']);
	expect(await documents()).toEqual(before);
	expect(await listed()).toMatchObject([{ current: { id: 'd2' }, others: [] }]);
});

test('a message ends the versions that it was made of, and no other', async () => {
	const { asAda, closed, save, listed } = await backend();
	await save('phone', 'On the phone');
	await save('desk', 'At the desk');
	const message = { ...closed, clientId: 'new', body: 'At the desk', draftIds: ['desk'] };
	await asAda.mutation(api.messages.send, message);
	expect(await listed()).toEqual([{ ...closed, others: [{ id: 'phone', text: 'On the phone' }] }]);
});

test('mentions go along, those that are in the text', async () => {
	const { asAda, closed, listed } = await backend();
	const mention = (name: string) => ({ userId: grace.subject, name });
	const mentions = [mention('Grace'), { userId: 'user_x', name: 'X' }];
	const draft = { ...closed, id: 'd', text: 'To @Grace', seen: [] };
	await asAda.mutation(api.drafts.save, { ...draft, mentions });
	expect(await listed()).toMatchObject([{ current: { mentions: [mention('Grace')] } }]);
});

test('a text that is too long is refused, and one more than are kept', async () => {
	const { save, listed } = await backend();
	const long = 'x'.repeat(MAX_DRAFT_CHARACTERS + 1);
	expect(await refusalOf(save('d', long))).toMatchObject({ reason: 'tooLong' });
	for (let n = 0; n <= MAX_OTHER_DRAFTS; n++) await save(`d${n}`, `Text ${n}`);
	expect(await refusalOf(save('more', 'More'))).toMatchObject({ reason: 'tooMany' });
	expect((await listed())[0]?.others).toHaveLength(MAX_OTHER_DRAFTS);
});

test('who saves again and again is limited', async () => {
	const { save } = await backend();
	let last: unknown;
	for (let n = 0; n < 100 && !last; n++) {
		last = await save(`d${n}`, `Text ${n}`, [`d${n - 1}`]).then(
			() => undefined,
			(error: unknown) => error
		);
	}
	expect(last).toMatchObject({ data: { kind: 'RateLimited' } });
});

test('who leaves has no draft there any more', async () => {
	const { t, asGrace, closed, save } = await backend();
	await save('d', 'Half a thought', [], asGrace);
	await asGrace.mutation(api.members.leave, closed);
	expect(await t.run((ctx) => ctx.db.query('drafts').collect())).toEqual([]);
});

test('the setting deletes what is there, saves nothing, and can be turned on again', async () => {
	const { t, asAda, asGrace, save, listed } = await backend();
	await save('d', 'Dear');
	await save('g', 'Hers', [], asGrace);
	await asAda.mutation(api.users.setDrafts, { isOn: false });
	expect(await listed()).toEqual([]);
	await t.finishAllScheduledFunctions(vi.runAllTimers);
	await save('d2', 'Dear Grace', ['d']);
	await asAda.mutation(api.users.setDrafts, { isOn: true });
	expect(await listed()).toEqual([]);
	expect(await listed(asGrace)).toMatchObject([{ current: { text: 'Hers' } }]);
	await save('d3', 'Dear', []);
	expect(await listed()).toHaveLength(1);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from './_generated/api';
import { ada, backendWithGeneral } from './test.setup';

const BOOKS = 'https://books.org/one';
const DAY_MS = 24 * 60 * 60_000;

beforeEach(() => void vi.useFakeTimers());

afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
	vi.unstubAllEnvs();
});

/** Ada and Grace in General, and an internet whose pages have these titles, by address. */
async function backend(titles: Record<string, string> = { [BOOKS]: 'Books' }) {
	const found = await backendWithGeneral();
	const { t, asAda, asGrace, conversationId } = found;
	const asked: string[] = [];
	vi.stubGlobal('fetch', (address: string) => {
		asked.push(address);
		const title = titles[address];
		if (title === undefined) return Promise.resolve(new Response('', { status: 404 }));
		const headers = { 'Content-Type': 'text/html' };
		return Promise.resolve(new Response(`<title>${title}</title>`, { headers }));
	});
	let count = 0;
	const write = async (body: string, as = asAda) => {
		const clientId = `m${++count}`;
		await as.mutation(api.messages.send, { conversationId, clientId, body });
		return clientId;
	};
	const edit = (clientId: string, body: string) => {
		const edited = { conversationId, clientId, editId: `e${++count}`, body };
		return asAda.mutation(api.messages.edit, edited);
	};
	const remove = (clientId: string, url = BOOKS) =>
		asAda.mutation(api.linkPreviews.remove, { conversationId, clientId, url });
	/** The titles that the messages show. */
	const shown = async () => {
		const list = await asGrace.query(api.messages.list, { conversationId });
		return list.map(({ preview }) => preview?.title);
	};
	const answered = () => t.finishAllScheduledFunctions(vi.runAllTimers);
	const stored = () => t.run((ctx) => ctx.db.query('linkPreviews').collect());
	return { ...found, asked, write, edit, remove, shown, answered, stored };
}

test('a message with a link has its preview once the page has answered', async () => {
	const { write, shown, answered, asGrace, conversationId } = await backend();
	await write(`See ${BOOKS}#end.`);
	expect(await shown()).toEqual([undefined]);
	await answered();
	const [message] = await asGrace.query(api.messages.list, { conversationId });
	expect(message?.preview).toEqual({ url: `${BOOKS}#end`, title: 'Books' });
});

test('a page is asked once, for all who link to it at once or within some days', async () => {
	const { asGrace, asked, write, shown, answered } = await backend();
	await write(BOOKS);
	await write(`${BOOKS}#two`, asGrace);
	await answered();
	expect(await shown()).toEqual(['Books', 'Books']);
	vi.setSystemTime(Date.now() + 2 * DAY_MS);
	await write(`Again: ${BOOKS}`);
	expect(await shown()).toEqual(['Books', 'Books', 'Books']);
	await answered();
	expect(asked).toEqual([BOOKS]);
});

test('a page is asked again after some days, and earlier messages stay as they are', async () => {
	const titles = { [BOOKS]: 'Books' };
	const { asked, write, shown, answered, stored } = await backend(titles);
	await write(BOOKS);
	await answered();
	titles[BOOKS] = 'More books';
	vi.setSystemTime(Date.now() + 4 * DAY_MS);
	await write(BOOKS);
	await answered();
	expect(await shown()).toEqual(['Books', 'More books']);
	expect(asked).toEqual([BOOKS, BOOKS]);
	expect(await stored()).toHaveLength(1);
});

test('a page that says nothing is asked again after an hour at the earliest', async () => {
	const { asked, write, shown, answered } = await backend({});
	await write(BOOKS);
	await answered();
	await write(BOOKS);
	await answered();
	expect(asked).toHaveLength(1);
	vi.setSystemTime(Date.now() + 61 * 60_000);
	await write(BOOKS);
	await answered();
	expect(asked).toHaveLength(2);
	expect(await shown()).toEqual([undefined, undefined, undefined]);
});

test('an answer that never comes is asked for again, and the first message has it too', async () => {
	const { t, write, shown, answered } = await backend();
	await write(BOOKS);
	await t.run(async ({ db, scheduler }) => {
		const jobs = await db.system.query('_scheduled_functions').collect();
		for (const { _id } of jobs) await scheduler.cancel(_id);
	});
	vi.setSystemTime(Date.now() + 61_000);
	await write(BOOKS);
	await answered();
	expect(await shown()).toEqual(['Books', 'Books']);
});

test('what nobody has linked to for long is deleted', async () => {
	const { write, answered, stored } = await backend();
	for (const path of ['a', 'b', 'c']) await write(`https://books.org/${path}`);
	await answered();
	vi.setSystemTime(Date.now() + 4 * DAY_MS);
	await write('https://books.org/d');
	expect(await stored()).toHaveLength(2);
});

test('an edit to another link has another preview, and one to none has none', async () => {
	const other = 'https://books.org/two';
	const { write, edit, shown, answered } = await backend({ [BOOKS]: 'One', [other]: 'Two' });
	const id = await write(BOOKS);
	await answered();
	await edit(id, `Still ${BOOKS}`);
	expect(await shown()).toEqual(['One']);
	await edit(id, other);
	expect(await shown()).toEqual([undefined]);
	await answered();
	expect(await shown()).toEqual(['Two']);
	await edit(id, 'No link');
	expect(await shown()).toEqual([undefined]);
});

test('an answer that comes after an edit or a removal is not shown', async () => {
	const { asAda, conversationId, write, edit, shown, answered } = await backend();
	const edited = await write(BOOKS);
	const clientId = await write(BOOKS);
	await edit(edited, 'https://books.org/two');
	await asAda.mutation(api.messages.remove, { conversationId, clientId });
	await answered();
	expect(await shown()).toEqual([undefined, undefined]);
});

test('a removed message leaves nothing of its preview', async () => {
	const { t, asAda, conversationId, write, answered } = await backend();
	const clientId = await write(BOOKS);
	await answered();
	await asAda.mutation(api.messages.remove, { conversationId, clientId });
	const [message] = await t.run((ctx) => ctx.db.query('messages').collect());
	expect(message).not.toHaveProperty('preview');
});

test('a forwarded message has the preview too', async () => {
	const { asGrace, conversationId, write, answered } = await backend();
	const clientId = await write(BOOKS);
	await answered();
	const elsewhere = await asGrace.mutation(api.conversations.create, { name: 'Notes' });
	await asGrace.mutation(api.messages.send, {
		...{ conversationId: elsewhere, clientId: 'f1', body: BOOKS },
		forwardOf: { conversationId, authorId: ada.subject, clientId }
	});
	const [message] = await asGrace.query(api.messages.list, { conversationId: elsewhere });
	expect(message).toMatchObject({ forwardedFrom: ada.name, preview: { title: 'Books' } });
});

test('its author removes a preview for good, and a repeated call changes nothing', async () => {
	const other = 'https://books.org/two';
	const { write, edit, remove, shown, answered } = await backend({
		[BOOKS]: 'One',
		[other]: 'Two'
	});
	const id = await write(BOOKS);
	await answered();
	await remove(id);
	await edit(id, `Look: ${BOOKS}`);
	await answered();
	expect(await shown()).toEqual([undefined]);
	await edit(id, other);
	await answered();
	await remove(id);
	expect(await shown()).toEqual(['Two']);
});

test('nobody else removes it', async () => {
	const { asGrace, conversationId, write, shown, answered } = await backend();
	const clientId = await write(BOOKS);
	await answered();
	const removal = { conversationId, clientId, url: BOOKS };
	expect(await asGrace.mutation(api.linkPreviews.remove, removal)).toBeNull();
	expect(await shown()).toEqual(['Books']);
});

test('who makes no previews has none, and their links ask no page', async () => {
	const { asAda, asGrace, asked, write, shown, answered } = await backend();
	await asAda.mutation(api.users.setPreviews, { isOn: false });
	expect(await asAda.query(api.users.current)).toMatchObject({ makesPreviews: false });
	await write(BOOKS);
	await answered();
	expect(asked).toEqual([]);
	await write(BOOKS, asGrace);
	await answered();
	expect(await shown()).toEqual([undefined, 'Books']);
});

test.each([
	['a private address', 'http://192.168.1.1/', undefined],
	['any page where previews are off', BOOKS, 'off'],
	['a page that is not among the named hosts', BOOKS, 'wiki.corp']
])('%s is not asked', async (_case, link, variable) => {
	if (variable) vi.stubEnv('LINK_PREVIEWS', variable);
	const { asked, write, answered, stored } = await backend();
	await write(link);
	await answered();
	expect(asked).toEqual([]);
	expect(await stored()).toEqual([]);
});

test('links beyond the rate limit are sent, without a preview', async () => {
	const { asked, write, shown, answered } = await backend();
	for (let page = 0; page <= 30; page++) await write(`https://books.org/${page}`);
	await answered();
	expect(asked).toHaveLength(30);
	expect(await shown()).toHaveLength(31);
});

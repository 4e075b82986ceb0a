/**
 * What a day of a thousand people costs in the backend. Each kind of event happens on the local Convex, with
 * the app's own functions and real clients, and is counted exactly. The scenario says how often it happens.
 */
import type { ConvexClient } from 'convex/browser';
import { api } from '../convex/_generated/api.js';
import { SPREAD_BATCH } from '../convex/inboxSpreads.ts';
import { NEWEST_MESSAGES, PRESENCE_HEARTBEAT_MS } from '../convex/limits.ts';
import { SPREAD_MS_PER_MEMBER, UNREAD_MS_PER_MEMBER } from '../convex/startedSpreads.ts';
import { followInbox } from '../src/routes/(app)/conversations/follow-inbox.ts';
import { until } from '../emulators/convex/testing/harness.ts';
import type { QuerySource } from '../src/lib/index.ts';
import { startSeeded, watch, type ConversationId, type Seed } from '../tests/backend/seeded.ts';

/** The scenario: who there is, and what they do on a day. */
export const DAY = {
	people: 1_000,
	/** Each person's conversations; everybody is in General too. */
	directs: 20,
	groups: 19,
	groupSize: 12,
	/** So many have General open at any time. */
	generalViewers: 20,
	/** Besides the author, so many have a direct conversation or a group open when a message comes. */
	otherViewers: 1,
	/** The part of direct messages that come to a device on which nobody reads them at once. */
	directsUnread: 0.5,
	/** Written by each person, evenly over their conversations. */
	messages: 50,
	/** The part of the people who are connected at any time, whether they look at the app or not. */
	connected: 0.6,
	/** The part of the messages that rest unsent for three seconds or longer: each is saved, as a draft, so often. */
	drafts: 0.3,
	savesOfDraft: 1.5,
	/** How long each person looks at the app. */
	visibleMs: 2 * 3_600_000,
	/** How often each person comes to a conversation, which has unread messages then. */
	openings: 24,
	/** How often each person's app connects. */
	launches: 6,
	/** How often a device catches up with its conversations, and in how many there is something new. */
	catchUps: 8,
	newIn: 10,
	/** How many messages each person pins. */
	pins: 1
};

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The time between two times that General's messages come into lists: of those who have read everything. */
const SPREAD_MS = DAY.people * SPREAD_MS_PER_MEMBER;

/** The same for those who have unread messages in General, which are nearly all. */
const UNREAD_MS = DAY.people * UNREAD_MS_PER_MEMBER;

/** Calls of functions, scheduled jobs and queries that run again among them; bytes of documents. */
export interface Cost {
	calls: number;
	bytes: number;
}

const ignore = () => undefined;
const minus = (a: Cost, b: Cost): Cost => ({ calls: a.calls - b.calls, bytes: a.bytes - b.bytes });
const times = (cost: Cost, n: number): Cost => ({ calls: cost.calls * n, bytes: cost.bytes * n });

/** The conversations in which messages are counted: of two, of a group with Grace in it, and General. */
type Counted = Record<'direct' | 'group' | 'general', ConversationId> & {
	/** Those in which there is something new when a device catches up: groups of Ada's. */
	ahead: ConversationId[];
};

/** General, and everything that Ada and Grace are in. */
async function seed(as: Seed): Promise<Counted> {
	// Before anything else, so that there is nothing to migrate.
	await as('ada', 'users:store', {});
	const counted: Partial<Counted> & Pick<Counted, 'ahead'> = { ahead: [] };
	const general = await as('ada', 'conversations:create', { name: 'Everybody' });
	counted.general = general;
	for (const name of ['ada', 'grace']) await as(name, 'members:join', { conversationId: general });
	for (let n = 2; n < DAY.people; n++) {
		await as(`p${n}`, 'members:join', { conversationId: general });
	}
	await as('ada', 'messages:send', { conversationId: general, clientId: 'x', body: TEXT });
	for (const owner of ['ada', 'grace']) {
		for (let n = 0; n < DAY.directs; n++) {
			const conversationId = await as(owner, 'conversations:direct', { subject: `p${2 + n}` });
			counted.direct = conversationId;
			await as(owner, 'messages:send', { conversationId, clientId: `d${n}`, body: TEXT });
		}
		for (let n = 0; n < DAY.groups; n++) {
			const group = { name: `Group ${n}`, kind: 'invited' };
			const conversationId = await as(owner, 'conversations:create', group);
			for (let m = 1; m < DAY.groupSize; m++) {
				const subject = owner === 'ada' && n === 0 && m === 1 ? 'grace' : `p${m + 1}`;
				await as(owner, 'invitations:send', { conversationId, subject });
				await as(subject, 'invitations:accept', { conversationId });
			}
			counted.group ??= conversationId;
			if (owner === 'ada' && n < DAY.newIn) counted.ahead.push(conversationId);
			await as(owner, 'messages:send', { conversationId, clientId: `g${n}`, body: TEXT });
		}
	}
	// As many messages as a conversation shows.
	for (let n = 0; n < 50; n++) {
		await as(`p${n + 2}`, 'messages:send', {
			conversationId: general,
			clientId: `m${n}`,
			body: TEXT
		});
	}
	return counted as Counted;
}

/** The last one with whom Grace has a direct conversation. */
const DIRECT_PEER = `p${1 + DAY.directs}`;

/** As long as messages usually are: 90 characters. */
const TEXT =
	'A message as people write them: a line or two, which says what they are about to do now.';

/** What one of each event costs. */
export async function measureEvents() {
	const { made, server, connect, cost } = await startSeeded(seed, { RATE_LIMIT_SCALE: '1000' });
	return await measure(made, server, connect, cost);
}

type Seeded = Awaited<ReturnType<typeof startSeeded<Counted>>>;

async function measure(
	counted: Counted,
	server: Seeded['server'],
	connect: Seeded['connect'],
	spent: Seeded['cost']
) {
	const here = { conversationId: counted.general };
	const count = async (event: () => Promise<unknown>): Promise<Cost> => {
		await spent();
		await event();
		const { runs, bytes } = await spent();
		return { calls: Object.values(runs).reduce((sum, one) => sum + one, 0), bytes };
	};
	/** The same, without what it costs to wait until all clients are up to date. */
	const cost = async (event: () => Promise<unknown>) => {
		const waiting = await count(() => Promise.resolve());
		return minus(await count(event), waiting);
	};

	const [ada, grace] = [connect('ada'), connect('grace')];
	let n = 0;
	const sendTo = (conversationId: ConversationId, client = ada) =>
		client.mutation(api.messages.send, { conversationId, clientId: `new${n++}`, body: TEXT });
	const send = () => sendTo(counted.general);
	const beat = (client: ConvexClient, isTyping = false) =>
		client.mutation(api.presence.beat, { ...here, isTyping, placeId: 'window' });
	const steps = async () => (await server.runs())['inboxSpreads:spread'] ?? 0;
	/** Lets a time pass, and what is due then come to its end. */
	const advance = async (ms: number) => {
		await server.control('advance-clock', { ms });
		let before = -1;
		await until(async () => {
			const now = await steps();
			const isQuiet = now === before;
			before = now;
			if (!isQuiet) await new Promise((resolve) => setTimeout(resolve, 200));
			return isQuiet;
		});
	};
	/** What it costs to write a message in General, which begins a pass over the entries of all. */
	const pass = async () =>
		await cost(async () => {
			await send();
			await until(async () => (await steps()) > DAY.people / SPREAD_BATCH);
		});
	/** The same, when all lists have what was written before, and are due to hear of more. */
	const passToAll = async () => {
		await advance(UNREAD_MS);
		await advance(UNREAD_MS);
		return await pass();
	};
	await passToAll();
	const sending = {
		direct: await cost(() => sendTo(counted.direct, grace)),
		group: await cost(() => sendTo(counted.group)),
		general: await cost(send)
	};
	const spreading = minus(await passToAll(), sending.general);
	await advance(SPREAD_MS);
	const looking = minus(await pass(), sending.general);
	await advance(UNREAD_MS);

	// Somebody who is connected, and looks at no conversation.
	let shown = 0;
	const launch = await cost(async () => {
		await grace.mutation(api.users.store, {});
		const source: QuerySource = {
			onUpdate: (query, args, onResult, onError) =>
				grace.onUpdate(query, args, (result) => onResult(result, false), onError)
		};
		followInbox(source, {}, () => (shown += 1), ignore);
		await watch(grace, [api.users.current, {}, ignore]);
		await until(() => shown > 0);
	});
	// After a launch the first change asks once more for what has changed at about that time.
	await sendTo(counted.group);
	await server.control('advance-clock', { ms: MINUTE_MS });
	await sendTo(counted.group);
	await server.control('advance-clock', { ms: MINUTE_MS });
	const member = minus(await cost(() => sendTo(counted.group)), sending.group);
	const memberOfMany = minus(await passToAll(), sum(sending.general, spreading));

	// And now one.
	const opening = await cost(async () => {
		await watch(grace, [api.messages.list, here, ignore]);
		await beat(grace);
		await watch(grace, [api.presence.here, here, ignore]);
	});
	const viewer = minus(await cost(send), sending.general);
	const marking = await cost(() =>
		grace.mutation(api.reads.mark, { ...here, upTo: DAY.people + n })
	);
	const group = { conversationId: counted.group };
	await sendTo(counted.group);
	const following = await cost(() => watch(ada, [api.besideMessages.of, group, ignore]));
	// One of them is the last in the group.
	const upTo = n + DAY.people;
	const told = minus(await cost(() => grace.mutation(api.reads.mark, { ...group, upTo })), marking);
	const direct = { conversationId: counted.direct };
	await watch(grace, [api.besideMessages.of, direct, ignore]);
	await sendTo(counted.direct, grace);
	const peer = connect(DIRECT_PEER);
	const delivering = await cost(() =>
		peer.mutation(api.receipts.deliver, {
			marks: [
				{ ...direct, upTo },
				{ ...here, upTo }
			]
		})
	);
	const message = { authorId: 'ada', clientId: 'g0' };
	const pinning = await cost(() => ada.mutation(api.pins.set, { ...group, message, isOn: true }));
	for (const conversationId of counted.ahead) await sendTo(conversationId);
	const range = { keep: 'newest', limit: NEWEST_MESSAGES } as const;
	const lists = counted.ahead.map((conversationId) => ({ conversationId, range }));
	const catchingUp = await cost(() => watch(ada, [api.messages.betweenMany, { lists }, ignore]));
	// A phone that is connected hears of what is written on it, or on another device.
	const saved = { ...direct, text: TEXT, seen: [] };
	const listening = await cost(() => watch(grace, [api.drafts.list, {}, ignore]));
	await grace.mutation(api.drafts.save, { ...saved, id: 'draft0' });
	const saving = await cost(() =>
		grace.mutation(api.drafts.save, { ...saved, id: 'draft1', seen: ['draft0'], text: `${TEXT}.` })
	);
	const ending = minus(
		await cost(() =>
			grace.mutation(api.messages.send, {
				...direct,
				clientId: 'drafted',
				body: TEXT,
				draftIds: ['draft1']
			})
		),
		await cost(() => sendTo(counted.direct, grace))
	);
	// Nothing of it is left to do while the time of heartbeats passes.
	await advance(UNREAD_MS);
	await beat(grace);
	const arriving = await cost(() => beat(ada));
	const typing = await cost(() => beat(ada, true));
	const leaving = await cost(() =>
		ada.mutation(api.presence.leave, { ...here, placeId: 'window' })
	);
	const intervals = 20;
	const beating = await cost(async () => {
		for (let i = 0; i < intervals; i++) {
			await server.control('advance-clock', { ms: PRESENCE_HEARTBEAT_MS });
			await beat(grace);
		}
	});
	const heartbeat = times(beating, 1 / intervals);
	return {
		...{ sending, spreading, looking, launch, member, memberOfMany, opening, viewer, marking },
		...{ arriving, typing, leaving, heartbeat, following, told, delivering, pinning, catchingUp },
		...{ listening, saving, ending }
	};
}

/** What a person costs on a day, by what it is for. */
export function toDay(event: Awaited<ReturnType<typeof measureEvents>>): Record<string, Cost> {
	const conversations = DAY.directs + DAY.groups + 1;
	const each = DAY.messages / conversations;
	const own = DAY.directs + DAY.groups;
	/** How many lists a message changes at once: all in a small conversation, and its author's in General. */
	const listed = each * DAY.connected * (DAY.directs * 2 + DAY.groups * DAY.groupSize + 1);
	/** How often General's messages are looked at, and how often they come into the lists of nearly all. */
	const looks = Math.min(DAY_MS / SPREAD_MS, each * DAY.people);
	const spreads = Math.min(DAY_MS / UNREAD_MS, looks);
	/** How often somebody hears soon of a message in General: once after each time that they have read all. */
	const heardSoon = DAY.openings / conversations;
	const viewed = each * (own * DAY.otherViewers + DAY.generalViewers);
	/** The part of the conversations that have few members. */
	const few = own / conversations;
	/** How many others are told that somebody types, comes or goes. One of them is in the event. */
	const tellings = viewed / DAY.messages;
	const told = (one: Cost, calls: number): Cost => ({
		calls: calls * (1 + (one.calls - 1) * tellings),
		bytes: calls * one.bytes * Math.max(1, tellings)
	});
	/** The heartbeats of one opening, after the one of the arrival. */
	const heartbeats = Math.ceil(DAY.visibleMs / DAY.openings / PRESENCE_HEARTBEAT_MS) - 1;
	const arrivals = told(event.arriving, DAY.openings);
	return {
		'sending messages': sum(
			times(event.sending.direct, each * DAY.directs),
			times(event.sending.group, each * DAY.groups),
			times(event.sending.general, each),
			times(event.spreading, spreads / DAY.people),
			times(event.looking, (looks - spreads) / DAY.people)
		),
		'the list of conversations': sum(
			times(event.member, listed),
			times(event.memberOfMany, (spreads + heardSoon) * DAY.connected)
		),
		'the open conversation': times(event.viewer, viewed + DAY.messages),
		'read marks': times(event.marking, viewed + DAY.openings),
		'receipts and pins': sum(
			times(event.following, DAY.openings),
			// Who has a conversation of few open is told of those who read in it.

			times(event.told, each * own * DAY.otherViewers + DAY.openings * few),
			times(
				event.delivering,
				each * DAY.directs * DAY.connected * DAY.directsUnread + DAY.launches
			),
			told(event.pinning, DAY.pins)
		),
		'being here': times(event.heartbeat, DAY.openings * heartbeats),
		typing: told(event.typing, DAY.messages),
		'coming and going': sum(
			times(event.opening, DAY.openings),
			// The heartbeat with which somebody arrives is in the opening.
			{ ...arrivals, calls: arrivals.calls - DAY.openings },
			told(event.leaving, DAY.openings)
		),
		drafts: sum(
			times(event.listening, DAY.launches),
			times(event.saving, DAY.messages * DAY.drafts * DAY.savesOfDraft),
			times(event.ending, DAY.messages * DAY.drafts)
		),
		launches: times(event.launch, DAY.launches),
		'reading ahead': times(event.catchingUp, DAY.catchUps)
	};
}

/** The sum of costs. */
export function sum(...costs: Cost[]): Cost {
	return costs.reduce((a, b) => ({ calls: a.calls + b.calls, bytes: a.bytes + b.bytes }));
}

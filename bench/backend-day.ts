/**
 * What a day of a thousand people costs in the backend. Each kind of event happens on the local Convex, with
 * the app's own functions and real clients, and is counted exactly. The scenario says how often it happens.
 */
import type { ConvexClient } from 'convex/browser';
import { api } from '../convex/_generated/api.js';
import { PRESENCE_HEARTBEAT_MS } from '../convex/limits.ts';
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
	/** Written by each person, evenly over their conversations. */
	messages: 50,
	/** The part of the people who are connected at any time, whether they look at the app or not. */
	connected: 0.6,
	/** How long each person looks at the app. */
	visibleMs: 2 * 3_600_000,
	/** How often each person comes to a conversation, which has unread messages then. */
	openings: 24,
	/** How often each person's app connects. */
	launches: 6
};

/** Calls of functions, scheduled jobs and queries that run again among them; bytes of documents. */
export interface Cost {
	calls: number;
	bytes: number;
}

const ignore = () => undefined;
const minus = (a: Cost, b: Cost): Cost => ({ calls: a.calls - b.calls, bytes: a.bytes - b.bytes });
const times = (cost: Cost, n: number): Cost => ({ calls: cost.calls * n, bytes: cost.bytes * n });

/** General, and everything that Ada and Grace are in. */
async function seed(as: Seed) {
	const general = await as('ada', 'conversations:create', { name: 'Everybody' });
	for (const name of ['ada', 'grace']) await as(name, 'members:join', { conversationId: general });
	for (let n = 2; n < DAY.people; n++) {
		await as(`p${n}`, 'members:join', { conversationId: general });
	}
	await as('ada', 'messages:send', { conversationId: general, clientId: 'x', body: TEXT });
	for (const owner of ['ada', 'grace']) {
		for (let n = 0; n < DAY.directs; n++) {
			const conversationId = await as(owner, 'conversations:direct', { subject: `p${2 + n}` });
			await as(owner, 'messages:send', { conversationId, clientId: `d${n}`, body: TEXT });
		}
		for (let n = 0; n < DAY.groups; n++) {
			const group = { name: `Group ${n}`, kind: 'invited' };
			const conversationId = await as(owner, 'conversations:create', group);
			for (let m = 1; m < DAY.groupSize; m++) {
				const subject = `p${m + 1}`;
				await as(owner, 'invitations:send', { conversationId, subject });
				await as(subject, 'invitations:accept', { conversationId });
			}
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
	return general;
}

/** As long as messages usually are: 90 characters. */
const TEXT =
	'A message as people write them: a line or two, which says what they are about to do now.';

/** What one of each event costs. */
export async function measureEvents() {
	const {
		made: general,
		server,
		connect,
		cost
	} = await startSeeded(seed, {
		RATE_LIMIT_SCALE: '1000'
	});
	return await measure(general, server, connect, cost);
}

type Seeded = Awaited<ReturnType<typeof startSeeded<ConversationId>>>;

async function measure(
	conversationId: ConversationId,
	server: Seeded['server'],
	connect: Seeded['connect'],
	spent: Seeded['cost']
) {
	const here = { conversationId };
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

	const ada = connect('ada');
	let n = 0;
	const send = () =>
		ada.mutation(api.messages.send, { ...here, clientId: `new${n++}`, body: TEXT });
	const beat = (client: ConvexClient, isTyping = false) =>
		client.mutation(api.presence.beat, { ...here, isTyping, placeId: 'window' });
	const sending = await cost(send);

	// Somebody who is connected, and looks at no conversation.
	const grace = connect('grace');
	const launch = await cost(async () => {
		await grace.mutation(api.users.store, {});
		await watch(grace, [api.conversations.list, {}, ignore], [api.users.current, {}, ignore]);
	});
	const member = minus(await cost(send), sending);

	// And now one.
	const opening = await cost(async () => {
		await watch(
			grace,
			[api.messages.list, here, ignore],
			[api.reads.get, here, ignore],
			[api.presence.here, here, ignore]
		);
		await beat(grace);
	});
	const viewer = minus(minus(await cost(send), sending), member);
	const marking = await cost(() =>
		grace.mutation(api.reads.mark, { ...here, upTo: DAY.people + n })
	);
	const arriving = await cost(() => beat(ada));
	const typing = await cost(() => beat(ada, true));
	const stopping = await cost(() => beat(ada, false));
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
	const looking = times(beating, 1 / (intervals * PRESENCE_HEARTBEAT_MS));
	return {
		...{ sending, launch, member, opening, viewer, marking },
		...{ arriving, typing, stopping, leaving, looking }
	};
}

/** What a person costs on a day, by what it is for. */
export function toDay(event: Awaited<ReturnType<typeof measureEvents>>): Record<string, Cost> {
	const conversations = DAY.directs + DAY.groups + 1;
	const each = DAY.messages / conversations;
	const own = DAY.directs + DAY.groups;
	/** How many lists a message of each kind changes, and how many others have its conversation open. */
	const listed = each * DAY.connected * (DAY.directs * 2 + DAY.groups * DAY.groupSize + DAY.people);
	const viewed = each * (own * DAY.otherViewers + DAY.generalViewers);
	/** How many others are told that somebody types, comes or goes. One of them is in the event. */
	const tellings = viewed / DAY.messages;
	const told = (one: Cost, calls: number): Cost => ({
		calls: calls * (1 + (one.calls - 1) * tellings),
		bytes: calls * one.bytes * Math.max(1, tellings)
	});
	return {
		'sending messages': times(event.sending, DAY.messages),
		'the list of conversations': times(event.member, listed),
		'the open conversation': times(event.viewer, viewed + DAY.messages),
		'read marks': times(event.marking, viewed + DAY.openings),
		'being here': times(event.looking, DAY.visibleMs),
		typing: sum(told(event.typing, DAY.messages), told(event.stopping, DAY.messages)),
		'coming and going': sum(
			times(event.opening, DAY.openings),
			told(event.arriving, DAY.openings),
			told(event.leaving, DAY.openings)
		),
		launches: times(event.launch, DAY.launches)
	};
}

/** The sum of costs. */
export function sum(...costs: Cost[]): Cost {
	return costs.reduce((a, b) => ({ calls: a.calls + b.calls, bytes: a.bytes + b.bytes }));
}

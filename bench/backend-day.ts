/**
 * What a day of a thousand people costs in the backend: calls of functions, and bytes of documents read and
 * written. Each kind of event happens once on the local Convex, with the app's own functions and real
 * clients, and is counted exactly; the scenario says how often each happens.
 */
import { ConvexHttpClient, type ConvexClient } from 'convex/browser';
import { getDocumentSize, jsonToConvex, type Value } from 'convex/values';
import { api } from '../convex/_generated/api.js';
import { PRESENCE_HEARTBEAT_MS, PRESENCE_MS } from '../convex/limits.ts';
import { Reader, Writer } from '../emulators/convex/transaction.ts';
import { startSeeded, watch, type ConversationId, type Seed } from '../tests/backend/seeded.ts';

/** The scenario: who there is, and what they do on a day. */
export const DAY = {
	people: 1_000,
	directs: 20,
	groups: 19,
	groupSize: 12,
	/** Everybody is in General, and so many have it open. */
	generalViewers: 20,
	/** Written by each person, evenly over their conversations. Whoever writes has the conversation open. */
	messages: 50,
	/** The others who have a direct conversation or a group open when a message comes. */
	otherViewers: 1,
	/** The part of the people who are connected at any time, in view or not. */
	connected: 0.6,
	/** How long a person looks at the app, and how often they come to it or open another conversation. */
	visibleMs: 2 * 3_600_000,
	openings: 24,
	/** How often a page is loaded, or connects again. */
	launches: 6
};

/** What something costs: calls with scheduled jobs and queries that run again, and bytes of documents. */
export interface Cost {
	calls: number;
	bytes: number;
}

const ignore = () => undefined;

/** Counts the bytes of the documents that functions read and write. */
function countBytes() {
	const sizes = new WeakMap<object, number>();
	const sizeOf = (document: object | undefined) => {
		if (document === undefined) return 0;
		const known = sizes.get(document) ?? getDocumentSize(toValue(document));
		sizes.set(document, known);
		return known;
	};
	const counted = { bytes: 0 };
	const { scan, match } = Reader.prototype;
	Reader.prototype.scan = function* (...args) {
		const entries = scan.apply(this, args);
		for (let next = entries.next(); !next.done; next = entries.next()) {
			counted.bytes += sizeOf(next.value.document);
			yield next.value;
		}
		return undefined;
	};
	Reader.prototype.match = function (...args) {
		const found = match.apply(this, args);
		for (const document of found) counted.bytes += sizeOf(document);
		return found;
	};
	const writes = ['insert', 'replace', 'remove'] as const;
	void writes;
	return {
		counted,
		written: (writer: Writer) => {
			for (const document of writer.changes.values()) counted.bytes += sizeOf(document);
		},
		stop: () => {
			Reader.prototype.scan = scan;
			Reader.prototype.match = match;
		}
	};
}

function toValue(document: object): Record<string, Value> {
	return jsonToConvex(document as never) as Record<string, Value>;
}
